//! `Command` is what an admin does to sockets by the page, and `Commands` does it, one after another.

use std::sync::{Arc, Weak};

use serde::de::DeserializeOwned;
use tokio::sync::mpsc::Receiver;
use tracing::field::display;

use crate::{
    error::EmitError,
    handles::{Broadcast, Server},
    mistakes::Quoted,
    protocol::{Packet, SocketId},
    session::{Link, Namespace, NamespaceContext},
    wire::{Args, ArgumentReader, Listed, event_of},
};

/// A command, whose arguments are known to be right.
pub(super) struct Command {
    admin: SocketId,
    namespace: String,
    /// The room or the socket that is meant; `None` if everyone is.
    filter: Option<String>,
    verb: Verb,
}

enum Verb {
    Emit { event: String, arguments: Listed },
    Join(String),
    Leave(String),
    Disconnect { is_whole_connection: bool },
}

impl Command {
    /// Reads what a page has sent.
    ///
    /// # Errors
    /// What is wrong with it, for the log.
    pub(super) fn read(admin: SocketId, packet: &Packet) -> Result<Self, &'static str> {
        let (event, end) = event_of(packet);
        let mut arguments = Arguments {
            packet,
            reader: ArgumentReader::at(end),
        };
        let (namespace, verb, filter): (_, _, Option<String>) = match event {
            "emit" => {
                let namespace = arguments.next()?;
                let filter = arguments.next()?;
                let event = arguments.next()?;
                let arguments = Listed::arguments_after(packet, arguments.reader.taken());
                (namespace, Verb::Emit { event, arguments }, filter)
            }
            "join" => {
                let namespace = arguments.next()?;
                (namespace, Verb::Join(arguments.next()?), arguments.next()?)
            }
            "leave" => {
                let namespace = arguments.next()?;
                (namespace, Verb::Leave(arguments.next()?), arguments.next()?)
            }
            "_disconnect" => {
                let namespace = arguments.next()?;
                let is_whole_connection = arguments.next()?;
                let verb = Verb::Disconnect {
                    is_whole_connection,
                };
                (namespace, verb, arguments.next()?)
            }
            _ => return Err("there is no such command"),
        };
        Ok(Self {
            admin,
            namespace,
            // As on Node, where an empty text is everyone too.
            filter: filter.filter(|room| !room.is_empty()),
            verb,
        })
    }

    fn name(&self) -> &'static str {
        match self.verb {
            Verb::Emit { .. } => "emit",
            Verb::Join(_) => "join",
            Verb::Leave(_) => "leave",
            Verb::Disconnect { .. } => "disconnect",
        }
    }

    async fn run(self, chosen: Broadcast) -> Result<(), EmitError> {
        match self.verb {
            Verb::Emit { event, arguments } => {
                chosen.emit(&event, &Args(arguments)).await.map(drop)
            }
            Verb::Join(room) => chosen.join(room).await,
            Verb::Leave(room) => chosen.leave(room).await,
            Verb::Disconnect {
                is_whole_connection: true,
            } => chosen.close().await,
            Verb::Disconnect { .. } => chosen.disconnect().await,
        }
    }
}

/// The arguments of a packet, one after another.
struct Arguments<'a> {
    packet: &'a Packet,
    reader: ArgumentReader,
}

impl Arguments<'_> {
    fn next<T: DeserializeOwned>(&mut self) -> Result<T, &'static str> {
        let next = self.reader.next(self.packet);
        next.map_err(|_| "its arguments are not those of the command")
    }
}

/// What commands are done to.
pub(super) struct Commands {
    contexts: Vec<Weak<NamespaceContext>>,
}

impl Commands {
    pub(super) fn new(contexts: Vec<Weak<NamespaceContext>>) -> Self {
        Self { contexts }
    }

    /// Does what comes, in the order in which it came.
    pub(super) async fn run(self, mut commands: Receiver<Command>) {
        while let Some(command) = commands.recv().await {
            self.run_one(command).await;
        }
    }

    async fn run_one(&self, command: Command) {
        let name = command.name();
        let (admin, namespace) = (command.admin, command.namespace.clone());
        let filter = command.filter.clone();
        let done = match self.namespace(&namespace) {
            None => Err("there is no such namespace on this server".to_owned()),
            Some(found) => {
                let server = Server::<()>::linked(Arc::new(Link::running(found)));
                let chosen = match filter.clone() {
                    Some(room) => server.within(room),
                    None => server.broadcast(),
                };
                command.run(chosen).await.map_err(|error| error.to_string())
            }
        };
        // Who has done what to whom. An admin decides how long the names are.
        let filter = filter.as_deref().map(|room| display(Quoted(room)));
        let namespace = Quoted(&namespace);
        match done {
            Ok(()) => tracing::info!(%admin, %namespace, filter, "an admin's command: {name}"),
            Err(error) => {
                tracing::warn!(%admin, %namespace, filter, error, "an admin's command failed: {name}");
            }
        }
    }

    fn namespace(&self, path: &str) -> Option<Arc<Namespace>> {
        let contexts = self.contexts.iter().filter_map(Weak::upgrade);
        let mut namespaces = contexts.flat_map(|context| context.namespaces());
        namespaces.find(|namespace| namespace.path() == path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Command, &'static str> {
        Command::read(
            "AAAAAAAAAAAAAAHs".parse().expect("is an id"),
            &Packet::text(text),
        )
    }

    #[test]
    fn a_command_is_read_as_the_page_sends_it() {
        let command = read(r#"["join","/chat","lobby"]"#).expect("is one");
        assert_eq!((command.name(), &*command.namespace), ("join", "/chat"));
        assert_eq!(command.filter, None);
        let command = read(r#"["leave","/","lobby","kitchen"]"#).expect("is one");
        assert_eq!(command.filter.as_deref(), Some("kitchen"));
        let command = read(r#"["_disconnect","/",true,null]"#).expect("is one");
        assert_eq!(command.filter, None);
        let command = read(r#"["emit","/","","said",null,{"a":1}]"#).expect("is one");
        assert_eq!(command.filter, None);
        let Verb::Emit { event, arguments } = command.verb else {
            panic!("is another command");
        };
        assert_eq!(event, "said");
        assert_eq!(
            serde_json::to_string(&arguments).expect("is JSON"),
            r#"[null,{"a":1}]"#
        );
    }

    #[test]
    fn what_is_no_command_is_an_error() {
        let no_such_command = "there is no such command";
        let wrong_arguments = "its arguments are not those of the command";
        for (text, problem) in [
            (r#"["say","/"]"#, no_such_command),
            (r#"["say"]"#, no_such_command),
            (r#"["say",7]"#, no_such_command),
            (r#"["join"]"#, wrong_arguments),
            (r#"["join","/"]"#, wrong_arguments),
            (r#"["join","/",{}]"#, wrong_arguments),
            (r#"["_disconnect","/","yes"]"#, wrong_arguments),
            (r#"["emit",7,null,"said"]"#, wrong_arguments),
        ] {
            assert_eq!(read(text).err(), Some(problem), "{text}");
        }
    }
}
