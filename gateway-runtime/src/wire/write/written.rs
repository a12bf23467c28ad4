//! `Written` is what an event or an acknowledgement carries, as it goes out.

use std::{mem, str};

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

/// Arguments in a buffer of the thread.
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
        let mut written = Self {
            form,
            output: Output {
                buffer: buffer::take(),
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

impl Drop for Written {
    fn drop(&mut self) {
        buffer::give(mem::take(&mut self.output.buffer));
    }
}
