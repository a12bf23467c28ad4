//! `SocketHandle` and `ServerHandle` are the handles that belong to a gateway: untyped, or typed with that
//! gateway.

use std::borrow::Borrow as _;

use super::{Context, HasSocket};
use crate::{
    gateway::{Gateway, Setup},
    handles::{Server, Socket},
};

/// What a parameter of `G` marked `#[connected_socket]` can be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no socket of `{G}`",
    label = "not a socket of this gateway",
    note = "write `Socket` or `Socket<{G}>`"
)]
pub trait SocketHandle<G>: Sized {
    /// The socket as the parameter's type.
    #[doc(hidden)]
    fn of(socket: &Socket) -> Self;

    /// Takes a parameter marked `#[connected_socket]`.
    #[doc(hidden)]
    #[must_use]
    fn of_context(context: &impl HasSocket) -> Self {
        Self::of(context.socket().borrow())
    }
}

#[diagnostic::do_not_recommend]
impl<G: Gateway> SocketHandle<G> for Socket<G> {
    fn of(socket: &Socket) -> Self {
        socket.retyped()
    }
}

#[diagnostic::do_not_recommend]
impl<G: Gateway> SocketHandle<G> for Socket {
    fn of(socket: &Socket) -> Self {
        socket.retyped()
    }
}

/// What a field of `G` marked `#[websocket_server]` can be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no handle to the namespace of `{G}`",
    label = "not a server of this gateway",
    note = "write `Server` or `Server<{G}>`",
    note = "the handle to another gateway's namespace is injected: `#[inject] other: Server<Other>`"
)]
pub trait ServerHandle<G>: Sized {
    /// The server as the field's type.
    #[doc(hidden)]
    fn of(server: Server) -> Self;

    /// Takes a parameter of type `Server<..>`.
    #[doc(hidden)]
    #[must_use]
    fn of_context(context: &impl Context) -> Self {
        Self::of(context.own_server())
    }

    /// Makes the value of a field marked `#[websocket_server]`.
    #[doc(hidden)]
    #[must_use]
    fn of_setup(setup: &mut Setup<'_>) -> Self
    where
        G: Gateway,
    {
        Self::of(setup.server::<G, ()>())
    }
}

#[diagnostic::do_not_recommend]
impl<G: Gateway> ServerHandle<G> for Server<G> {
    fn of(server: Server) -> Self {
        server.retyped()
    }
}

#[diagnostic::do_not_recommend]
impl<G: Gateway> ServerHandle<G> for Server {
    fn of(server: Server) -> Self {
        server
    }
}
