//! `Column` is one kind of servers that share rooms with others of their kind.

use std::process::Command;

use bench_load::Failure;

use super::node;
use crate::{cargo, machine::Machine};

/// The servers that a column of the table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// This crate's, in its own language.
    Own,
    /// This crate's, in the language of Node's servers.
    NodeCompatible,
    /// Those of socket.io on Node.
    SocketIo,
}

impl Column {
    pub(crate) const ALL: [Self; 3] = [Self::Own, Self::NodeCompatible, Self::SocketIo];

    /// What the table calls it.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Own => "gateway, own language",
            Self::NodeCompatible => "gateway, Node's language",
            Self::SocketIo => "socket.io on Node",
        }
    }

    /// A command that runs a server on a free port.
    pub(crate) fn server(self, machine: &Machine) -> Result<Command, Failure> {
        let language = match self {
            Self::Own => "own",
            Self::NodeCompatible => "node",
            Self::SocketIo => return Ok(node::server(machine)),
        };
        let mut command = machine.server(&cargo::binary("sharing-echo")?);
        command.args(["0", language]);
        Ok(command)
    }
}
