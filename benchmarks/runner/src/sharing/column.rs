//! `Column` is one kind of servers that share rooms with others of their kind.

use std::process::Command;

use bench_load::Failure;

use crate::{cargo, machine::Machine, node};

/// The servers that a column of the table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// This crate's, in its own language.
    Own,
    /// This crate's, in the language of Node's servers.
    NodeCompatible,
    /// Those that are written by hand on socketioxide, with its adapter.
    Handwritten,
    /// Those of socket.io on Node.
    SocketIo,
    /// The same with the adapter that keeps what is broadcast in a stream.
    SocketIoStreams,
}

impl Column {
    /// Those that have all kinds of payloads.
    pub(crate) const OF_PAYLOADS: [Self; 3] = [Self::Own, Self::NodeCompatible, Self::SocketIo];
    pub(crate) const ALL: [Self; 5] = [
        Self::Own,
        Self::NodeCompatible,
        Self::Handwritten,
        Self::SocketIo,
        Self::SocketIoStreams,
    ];

    /// Whether the servers run on Node.
    pub(crate) fn is_node(self) -> bool {
        matches!(self, Self::SocketIo | Self::SocketIoStreams)
    }

    /// What the table calls it.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Own => "gateway, own language",
            Self::NodeCompatible => "gateway, Node's language",
            Self::Handwritten => "hand-written",
            Self::SocketIo => "socket.io on Node",
            Self::SocketIoStreams => "socket.io, streams",
        }
    }

    /// A command that runs a server on a free port.
    pub(crate) fn server(self, machine: &Machine) -> Result<Command, Failure> {
        let (binary, language) = match self {
            Self::Own => ("sharing-echo", "own"),
            Self::NodeCompatible => ("sharing-echo", "node"),
            Self::Handwritten => ("handwritten-sharing", ""),
            Self::SocketIo => return Ok(node::server(machine, "0", "redis")),
            Self::SocketIoStreams => return Ok(node::server(machine, "0", "streams")),
        };
        let mut command = machine.server(&cargo::binary(binary)?);
        command.args(["0", language]);
        Ok(command)
    }
}
