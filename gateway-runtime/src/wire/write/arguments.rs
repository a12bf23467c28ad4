//! `Arguments` are those of one event or acknowledgement while they are written.

use serde::Serialize;
use serde_json::Result;

use super::{
    output::{Output, Place},
    writer::Writer,
};
use crate::wire::packed::write as packed;

/// The arguments that are written so far; of an event its name is the first.
pub struct Arguments<'a> {
    output: &'a mut Output,
    place: Place,
    count: usize,
    /// Where the last one begins.
    last: usize,
}

impl<'a> Arguments<'a> {
    pub(super) fn begin(output: &'a mut Output, place: Place, event: Option<&str>) -> Result<Self> {
        // The head of a packed list of up to 15 is one byte as well.
        output.buffer.push(b'[');
        let mut arguments = Self {
            output,
            place,
            count: 0,
            last: 0,
        };
        if let Some(event) = event {
            arguments.next();
            arguments.output.text(place, event)?;
        }
        Ok(arguments)
    }

    /// Writes the next argument.
    pub(in crate::wire) fn push(&mut self, value: &(impl Serialize + ?Sized)) -> Result<()> {
        value.serialize(self.next())
    }

    /// Writes the only argument; a value `()` is no argument at all.
    pub(in crate::wire) fn only(&mut self, value: &(impl Serialize + ?Sized)) -> Result<()> {
        value.serialize(self.next())?;
        self.take_back_unit(size_of_val(value));
        Ok(())
    }

    fn next(&mut self) -> Writer<'_> {
        self.last = self.output.buffer.len();
        if self.count > 0 && self.place == Place::Json {
            self.output.buffer.push(b',');
        }
        self.count += 1;
        Writer {
            output: self.output,
            place: self.place,
        }
    }

    /// Tells `()` from everything else without a value of a known type, since specialisation is not stable:
    /// it has no size and writes a unit. Others write one too, `serde_json`'s `null` for one, but have a size;
    /// and what has no size writes null without a unit, or around one.
    fn take_back_unit(&mut self, size: usize) {
        if size > 0 || !self.output.has_unit || self.output.has_wrapper {
            return;
        }
        let written = self.output.buffer.get(self.last..).unwrap_or_default();
        if matches!(written, b"null" | b",null" | [0xc0]) {
            self.output.buffer.truncate(self.last);
            self.count -= 1;
        }
    }

    pub(super) fn end(self) {
        let count = u8::try_from(self.count);
        match (self.place, count, self.output.buffer.first_mut()) {
            (Place::Packed, Ok(count @ 0..16), Some(head)) => *head = 0x90 | count,
            (Place::Packed, ..) => self.end_many(),
            _ => self.output.buffer.push(b']'),
        }
    }

    /// More than the head of one byte counts: `Args` are fewer, but one that is changed may become several.
    #[cold]
    fn end_many(self) {
        let mut head = Vec::new();
        packed::list_head(&mut head, self.count);
        self.output.buffer.splice(..1, head);
    }
}
