//! `Entry` lets admins into the namespace, and `AdminSocket` takes what their pages send.

use std::sync::{Arc, Weak};

use super::{
    running::Admin,
    sign_in::{Entered, Login},
};
use crate::{
    admission::Place,
    handles::Socket,
    protocol::{
        ConnectError, DisconnectReason, NamespaceHandler, Packet, RawSocket, Room, SocketHandler,
    },
    session::{Namespace, Session},
};

/// The handler of the namespace. It holds the admin part weakly, as the handlers of gateways do: the protocol library keeps it.
#[derive(Clone)]
pub(super) struct Entry(pub(super) Weak<Admin>);

/// One page. The socket owns it.
#[derive(Clone)]
pub(super) struct AdminSocket {
    admin: Weak<Admin>,
    session: Arc<Session>,
}

/// How the admin was let in, kept with the socket until its CONNECT.
#[derive(Clone)]
struct EnteredBy(Arc<Entered>);

impl NamespaceHandler for Entry {
    type Socket = AdminSocket;

    async fn admit(
        &self,
        socket: &RawSocket,
        auth: Option<&Packet>,
    ) -> Result<AdminSocket, ConnectError> {
        let admin = self.0.upgrade();
        let admin = admin.filter(|admin| !admin.lifecycle().is_shutting_down());
        let Some((admin, namespace)) = admin.and_then(|admin| {
            let namespace = Arc::clone(admin.namespace()?);
            Some((admin, namespace))
        }) else {
            return Err(Box::new("the server is shutting down"));
        };
        let session = admit(&admin, namespace, socket, auth).await?;
        Ok(AdminSocket {
            admin: Arc::downgrade(&admin),
            session,
        })
    }

    fn connected(&self, socket: RawSocket) {
        let (Some(admin), Some(session)) = (self.0.upgrade(), socket.attached::<Arc<Session>>())
        else {
            return;
        };
        if admin.lifecycle().closed_connections().contains(socket.id()) {
            session.disconnect(&socket);
            return;
        }
        let id = match socket.attached::<EnteredBy>() {
            Some(EnteredBy(entered)) => match &*entered {
                Entered::New(id) => Some(id.clone()),
                Entered::Known => None,
            },
            None => None,
        };
        admin.welcome(&Socket::new(socket, session), id);
    }
}

async fn admit(
    admin: &Admin,
    namespace: Arc<Namespace>,
    socket: &RawSocket,
    auth: Option<&Packet>,
) -> Result<Arc<Session>, ConnectError> {
    if admin.lifecycle().closed_connections().contains(socket.id()) {
        return Err(Box::new("the server has closed the connection"));
    }
    // As on Node, so that an emit to the id reaches the socket.
    socket.join(vec![socket.id().to_string().into()]);
    let context = Arc::clone(admin.context());
    let session = Arc::new(Session::new(context, namespace, socket, auth));
    let handshake = Socket::<()>::new(socket.clone(), Arc::clone(&session)).handshake();
    // What is no login has neither name nor password.
    let login: Login = handshake.auth().unwrap_or_default();
    let address = handshake.remote_address().map(|address| address.ip());
    let entered = tokio::select! {
        biased;
        entered = admin.sign_in().enter(login, address) => entered,
        () = admin.lifecycle().until_shutdown_begins() => Err("the server is shutting down"),
    };
    match entered {
        Ok(entered) => {
            if let Some(place) = Place::of(&socket.request().extensions) {
                place.settle();
            }
            socket.attach(EnteredBy(Arc::new(entered)));
            socket.attach(Arc::clone(&session));
            Ok(session)
        }
        Err(refusal) => Err(Box::new(refusal)),
    }
}

impl SocketHandler for AdminSocket {
    fn receive(&self, socket: RawSocket, packet: Packet, _acknowledgement: Option<i64>) {
        if let Some(admin) = self.admin.upgrade() {
            admin.commanded(socket.id(), &packet);
        }
    }

    fn left(&self, _: RawSocket, reason: DisconnectReason, rooms: Vec<Room>) {
        self.session.leave(reason, rooms);
        self.session.clear_user_data();
    }

    fn close_connection(&self, socket: &RawSocket) {
        self.session.close_connection(socket);
    }
}
