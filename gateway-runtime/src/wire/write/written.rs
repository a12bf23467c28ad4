//! `Written` is what an event or an acknowledgement carries, as it goes out.

use std::{fmt, mem, str};

use bytes::Bytes;
use serde_json::Result;

use super::{
    arguments::Arguments,
    buffer::{self, KEPT},
    output::{Output, Place},
};
use crate::{
    protocol::{Form, Packet},
    wire::Payload,
};

/// Arguments in a buffer of the thread; those of a clone are in a buffer of their size.
#[derive(Clone)]
pub(crate) struct Written {
    form: Form,
    output: Output,
}

impl Written {
    /// Writes the arguments of an acknowledgement; or those of `event`, behind its name.
    ///
    /// # Errors
    /// A value does not serialise: the error is its own.
    pub(crate) fn new(form: Form, event: Option<&str>, payload: &dyn Payload) -> Result<Self> {
        Self::beside(Vec::new(), form, event, payload)
    }

    /// Writes JSON behind attachments that the payload has placeholders for already; binary data in it gets the
    /// numbers that follow.
    ///
    /// # Errors
    /// A value does not serialise: the error is its own.
    pub(in crate::wire) fn attached(
        attachments: Vec<Bytes>,
        payload: &dyn Payload,
    ) -> Result<Self> {
        Self::beside(attachments, Form::Json, None, payload)
    }

    #[inline]
    fn beside(
        attachments: Vec<Bytes>,
        form: Form,
        event: Option<&str>,
        payload: &dyn Payload,
    ) -> Result<Self> {
        let mut written = Self {
            form,
            output: Output {
                buffer: buffer::take(),
                attachments,
                ..Output::default()
            },
        };
        let place = match form {
            Form::PassedOn | Form::Json => Place::Json,
            Form::Packed => Place::Packed,
        };
        let mut arguments = Arguments::begin(&mut written.output, place, event)?;
        payload.write_arguments(&mut arguments)?;
        arguments.end();
        Ok(written)
    }

    /// The whole of it as text that the verbs of a socket pass on, if it is that.
    pub(crate) fn text(&self) -> Option<&str> {
        if self.form != Form::PassedOn || !self.output.attachments.is_empty() {
            return None;
        }
        str::from_utf8(&self.output.buffer).ok()
    }

    /// The form in which the arguments are written.
    pub(in crate::wire) fn form(&self) -> Form {
        self.form
    }

    /// The arguments, of an event behind its name: JSON, or a `MessagePack` list.
    pub(in crate::wire) fn bytes(&self) -> &[u8] {
        &self.output.buffer
    }

    /// The binary data that the text has placeholders for, in their order.
    pub(in crate::wire) fn attachments(&self) -> &[Bytes] {
        &self.output.attachments
    }

    /// Whether there is no argument.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(*self.output.buffer, [b'[', b']'] | [0x90])
    }

    /// The same in a form that differs only in how it is handed over.
    pub(in crate::wire) fn of_form(mut self, form: Form) -> Self {
        self.form = form;
        self
    }

    /// The same as a packet.
    pub(crate) fn into_packet(mut self) -> Packet {
        let attachments = mem::take(&mut self.output.attachments);
        if self.form == Form::Packed {
            return Packet::packed(self.owned());
        }
        // It is text, so that nothing is lost.
        let text = String::from_utf8(self.owned()).unwrap_or_default();
        if attachments.is_empty() {
            Packet::text(text)
        } else {
            Packet::attached(text, attachments)
        }
    }

    /// What was written, in a buffer of its size: that of the thread is for others.
    fn owned(&mut self) -> Vec<u8> {
        if self.output.buffer.len() > KEPT {
            mem::take(&mut self.output.buffer)
        } else {
            self.output.buffer.clone()
        }
    }
}

impl fmt::Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match str::from_utf8(&self.output.buffer) {
            Ok(text) if self.form != Form::Packed => f.write_str(text),
            _ => write!(f, "{} bytes", self.output.buffer.len()),
        }
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        buffer::give(mem::take(&mut self.output.buffer));
    }
}
