//! `Form` is the form in which a namespace takes arguments that are written.

/// How arguments are written and handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As JSON, which the verbs of a socket pass on as text if there is no binary data beside it.
    PassedOn,
    /// As JSON, as a packet.
    Json,
    /// As `MessagePack`, as a packet.
    Packed,
}
