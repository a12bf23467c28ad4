//! `Line` is the line of a client to the server: Engine.IO from the client's side, over WebSocket, by polling, or by
//! polling and an upgrade (Engine.IO protocol, revision 4).

mod frames;
mod http;
mod polling;
mod request;
mod websocket;

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

use ::http::StatusCode;
use tokio::{
    io::DuplexStream,
    sync::{mpsc, watch},
    task::AbortHandle,
};

use crate::wire::Frame;
pub(super) use http::HttpConnection;
pub(super) use request::{ClientRequest, LOCALHOST};

/// How a client connects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Websocket,
    Polling,
    Upgrade,
}

/// What is sent to the server.
pub(super) enum Outgoing {
    /// A message of Engine.IO.
    Message(Frame),
    /// A packet of Engine.IO, with its type.
    Raw(String),
    /// The client closes the connection.
    Close,
}

/// Who is told what comes, and of the end with `None`.
pub(super) type Receiver = Arc<dyn Fn(Option<Frame>) + Send + Sync>;

/// A line that is open. When it is dropped, it is lost, and the server is told nothing.
pub(super) struct Line {
    outgoing: mpsc::UnboundedSender<Outgoing>,
    control: Arc<Control>,
    tasks: Vec<AbortHandle>,
}

impl Line {
    /// Sends something, unless the line has ended.
    pub(super) fn send(&self, what: Outgoing) {
        // An error means that the line has ended, which the receiver was told.
        let _ = self.outgoing.send(what);
    }

    /// Whether pings are answered.
    pub(super) fn answer_pings(&self, answers: bool) {
        self.control.answers_pings.store(answers, Relaxed);
    }

    /// Whether the client takes what comes.
    pub(super) fn read(&self, reads: bool) {
        self.control.reads.send_replace(reads);
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

/// What a test decides about a line.
struct Control {
    answers_pings: AtomicBool,
    reads: watch::Sender<bool>,
}

/// What the tasks of a line need.
#[derive(Clone)]
struct Ends {
    control: Arc<Control>,
    /// Weak, so that the line ends with its owner.
    outgoing: mpsc::WeakUnboundedSender<Outgoing>,
    receiver: Receiver,
}

impl Ends {
    /// A line without tasks, with what its tasks send.
    fn new(receiver: Receiver) -> (Line, Self, mpsc::UnboundedReceiver<Outgoing>) {
        let (outgoing, to_send) = mpsc::unbounded_channel();
        let control = Arc::new(Control {
            answers_pings: AtomicBool::new(true),
            reads: watch::Sender::new(true),
        });
        let ends = Self {
            control: Arc::clone(&control),
            outgoing: outgoing.downgrade(),
            receiver,
        };
        let line = Line {
            outgoing,
            control,
            tasks: Vec::new(),
        };
        (line, ends, to_send)
    }

    /// Waits until the client takes what comes; false if there is no client any more.
    async fn may_read(&self) -> bool {
        let mut reads = self.control.reads.subscribe();
        reads.wait_for(|reads| *reads).await.is_ok()
    }

    /// Waits until the client takes nothing.
    async fn stops_reading(&self) {
        let mut reads = self.control.reads.subscribe();
        // An error would mean that the control is gone, which this has.
        let _ = reads.wait_for(|reads| !*reads).await;
    }

    /// A packet of Engine.IO that has come.
    fn take(&self, packet: Frame) {
        let text = match packet {
            Frame::Text(text) => text,
            binary @ Frame::Binary(_) => return (self.receiver)(Some(binary)),
        };
        let mut characters = text.chars();
        match characters.next() {
            Some('1') => self.ended(),
            Some('2') if self.control.answers_pings.load(Relaxed) => {
                if let Some(outgoing) = self.outgoing.upgrade() {
                    let _ = outgoing.send(Outgoing::Raw(format!("3{}", characters.as_str())));
                }
            }
            Some('4') => (self.receiver)(Some(Frame::Text(characters.as_str().to_owned()))),
            // A ping that is not to be answered, and a NOOP.
            _ => {}
        }
    }

    /// The line has ended.
    fn ended(&self) {
        (self.receiver)(None);
    }
}

/// Why there is no line.
#[derive(Debug)]
pub(super) struct NotOpened {
    /// What the server has answered the request with, if it has.
    pub(super) status: Option<StatusCode>,
    pub(super) text: String,
}

impl NotOpened {
    fn because(what: impl fmt::Display) -> Self {
        Self {
            status: None,
            text: what.to_string(),
        }
    }
}

/// Opens a client's connections to the app, of which a line may need several.
#[derive(Clone)]
pub(super) struct Connector(Arc<dyn Fn() -> Option<DuplexStream> + Send + Sync>);

impl Connector {
    pub(super) fn new(connect: impl Fn() -> Option<DuplexStream> + Send + Sync + 'static) -> Self {
        Self(Arc::new(connect))
    }

    /// # Errors
    /// Nobody listens.
    fn stream(&self) -> Result<DuplexStream, NotOpened> {
        (self.0)().ok_or_else(|| NotOpened::because("nobody listens there: the app has ended"))
    }
}

/// Opens a line.
///
/// # Errors
/// The server has refused the request, or has not answered as the protocol says.
pub(super) async fn open(
    way: Way,
    request: ClientRequest,
    connector: &Connector,
    receiver: Receiver,
) -> Result<Line, NotOpened> {
    match way {
        Way::Websocket => websocket::open(connector, &request, receiver).await,
        Way::Polling => polling::open(connector, request, receiver).await,
        Way::Upgrade => websocket::upgraded(connector, &request, receiver).await,
    }
}

/// What the server says in its open packet.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Opened {
    sid: String,
    /// How many bytes one request may have.
    max_payload: usize,
}

/// Reads an open packet.
///
/// # Errors
/// The text is none.
fn opened(text: &str) -> Result<Opened, NotOpened> {
    let json = text.strip_prefix('0').unwrap_or_default();
    serde_json::from_str(json).map_err(|_| NotOpened::because(format!("no open packet: {text:?}")))
}
