//! `Connection` is one WebSocket connection with its buffers.

use std::{
    io::{ErrorKind, Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr},
};

use mio::net::TcpStream;
use socket2::{Domain, Socket, Type};

use crate::{
    Failure, frame,
    packet::{self, Packet},
};

/// How far a connection has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The upgrade was requested.
    Upgrading,
    /// The namespace has not let the client in yet.
    Connecting,
    /// The namespace has let the client in.
    Connected,
}

/// A message of the server, for the scenario.
pub(crate) enum Incoming<'a> {
    Connected,
    Event(&'a [u8]),
    /// An event and its attachment.
    EventWithAttachment(&'a [u8], &'a [u8]),
    Acknowledgement(u64, &'a [u8]),
}

/// A connection that never blocks.
pub(crate) struct Connection {
    pub(crate) stream: TcpStream,
    stage: Stage,
    incoming: Vec<u8>,
    outgoing: Vec<u8>,
}

const UPGRADE: &str = "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n\
    Host: 127.0.0.1\r\n\
    Connection: Upgrade\r\n\
    Upgrade: websocket\r\n\
    Sec-WebSocket-Version: 13\r\n\
    Sec-WebSocket-Key: bG9hZCBnZW5lcmF0b3IuLg==\r\n\r\n";

/// What Linux says of a socket that is being connected (`EINPROGRESS`).
const IN_PROGRESS: i32 = 115;

/// How many bytes are read at a time.
const CHUNK: usize = 64 * 1024;

impl Connection {
    /// Connects, and requests the upgrade.
    pub(crate) fn open(address: SocketAddr) -> Result<Self, Failure> {
        let stream = std::net::TcpStream::connect(address)?;
        stream.set_nonblocking(true)?;
        stream.set_nodelay(true)?;
        let mut connection = Self {
            stream: TcpStream::from_std(stream),
            stage: Stage::Upgrading,
            incoming: Vec::new(),
            outgoing: UPGRADE.as_bytes().to_vec(),
        };
        connection.flush()?;
        Ok(connection)
    }

    /// Begins to connect, from an address of this machine, and waits for nothing: a port of the machine is free once
    /// for each of its addresses.
    pub(crate) fn begin(address: SocketAddr, from: Ipv4Addr) -> Result<Self, Failure> {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
        socket.set_nonblocking(true)?;
        socket.set_tcp_nodelay(true)?;
        socket.bind(&SocketAddr::from((from, 0)).into())?;
        match socket.connect(&address.into()) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            // The connection is being made: its socket will be writable.
            Err(error) if error.raw_os_error() == Some(IN_PROGRESS) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(Self {
            stream: TcpStream::from_std(socket.into()),
            stage: Stage::Upgrading,
            incoming: Vec::new(),
            outgoing: UPGRADE.as_bytes().to_vec(),
        })
    }

    /// Queues an event.
    pub(crate) fn emit(&mut self, number: Option<u64>, arguments: &str) {
        let event = packet::event(number, arguments);
        frame::text(&mut self.outgoing, event.as_bytes());
    }

    /// Whether nothing is waiting to be written.
    pub(crate) fn is_idle(&self) -> bool {
        self.outgoing.is_empty()
    }

    /// Writes as much as the system takes.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        let mut written = 0;
        while written < self.outgoing.len() {
            match self.stream.write(&self.outgoing[written..]) {
                Ok(length) => written += length,
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.outgoing.drain(..written);
        Ok(())
    }

    /// Reads what has arrived into `chunk`, then into the connection's own buffer.
    pub(crate) fn fill(&mut self, chunk: &mut Vec<u8>) -> Result<(), Failure> {
        chunk.resize(CHUNK, 0);
        loop {
            match self.stream.read(chunk) {
                Ok(0) => return Err(Failure::new("the server closed a connection")),
                Ok(length) => {
                    self.incoming.extend_from_slice(&chunk[..length]);
                    // A read that does not fill the buffer has emptied the socket.
                    if length < chunk.len() {
                        return Ok(());
                    }
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Takes the buffer of what has arrived, for [`read`](Self::read).
    pub(crate) fn take_incoming(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.incoming)
    }

    /// Gives the buffer back without its first `used` bytes.
    pub(crate) fn give_back(&mut self, mut incoming: Vec<u8>, used: usize) {
        incoming.drain(..used);
        self.incoming = incoming;
    }

    /// The next message in `data` for the scenario, and how many bytes were read up to its end. What belongs to
    /// the protocol is answered here. Without a message, `data` has no further whole frame.
    pub(crate) fn read<'a>(
        &mut self,
        data: &'a [u8],
    ) -> Result<(Option<Incoming<'a>>, usize), Failure> {
        let mut used = 0;
        if self.stage == Stage::Upgrading {
            let Some(end) = data.windows(4).position(|end| end == b"\r\n\r\n") else {
                return Ok((None, 0));
            };
            if !data.starts_with(b"HTTP/1.1 101 ") {
                return Err(Failure::packet("the upgrade was refused", data));
            }
            self.stage = Stage::Connecting;
            used = end + 4;
        }
        while let Some((found, length)) = frame::read(&data[used..])? {
            used += length;
            let text = match found {
                frame::Frame::Text(text) => text,
                frame::Frame::Binary(data) => {
                    return Err(Failure::packet("data that belongs to no event", data));
                }
                frame::Frame::Ping(payload) => {
                    frame::pong(&mut self.outgoing, payload);
                    continue;
                }
                frame::Frame::Pong => continue,
                frame::Frame::Close => {
                    return Err(Failure::new("the server closed a WebSocket"));
                }
            };
            let heard = match (packet::read(text), self.stage) {
                (Some(Packet::Ping), _) => {
                    frame::text(&mut self.outgoing, packet::PONG);
                    continue;
                }
                (Some(Packet::Open), Stage::Connecting) => {
                    frame::text(&mut self.outgoing, packet::CONNECT);
                    continue;
                }
                (Some(Packet::Connected), Stage::Connecting) => {
                    self.stage = Stage::Connected;
                    Incoming::Connected
                }
                (Some(Packet::Event(arguments)), Stage::Connected) => Incoming::Event(arguments),
                (Some(Packet::EventWithAttachment(arguments)), Stage::Connected) => {
                    match frame::read(&data[used..])? {
                        Some((frame::Frame::Binary(attachment), attached)) => {
                            used += attached;
                            Incoming::EventWithAttachment(arguments, attachment)
                        }
                        Some(_) => return Err(Failure::packet("no attachment follows", text)),
                        // The event is read again when its attachment has arrived.
                        None => return Ok((None, used - length)),
                    }
                }
                (Some(Packet::Acknowledgement(number, arguments)), Stage::Connected) => {
                    Incoming::Acknowledgement(number, arguments)
                }
                _ => return Err(Failure::packet("a packet that was not expected", text)),
            };
            return Ok((Some(heard), used));
        }
        Ok((None, used))
    }
}
