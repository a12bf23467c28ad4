//! `Compound` writes the elements of a list or the members of an object.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};
use serde_json::{Error, Result};

use super::{
    output::{Output, Place},
    writer::Writer,
};
use crate::wire::packed::write as packed;

/// A list or an object that is being written.
pub(super) struct Compound<'a> {
    output: &'a mut Output,
    /// What its values are.
    place: Place,
    shape: Shape,
    /// Whether it is the content of a variant, which is an object around it.
    is_of_variant: bool,
    /// How many elements or members are begun.
    count: usize,
    /// How many there are to be, and where that is written: of what is packed.
    announced: usize,
    head: usize,
}

/// What values are composed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    List,
    Object,
    /// JSON text that is passed on: an object with the text as its member.
    PassedOn,
}

impl<'a> Compound<'a> {
    /// Of which there are to be `announced`; of what is packed, another number is corrected at the end.
    pub(super) fn begin(
        output: &'a mut Output,
        place: Place,
        shape: Shape,
        announced: usize,
    ) -> Self {
        let head = output.buffer.len();
        match (place, shape) {
            (Place::Packed, Shape::List) => packed::list_head(&mut output.buffer, announced),
            (Place::Packed, _) => packed::object_head(&mut output.buffer, announced),
            (_, Shape::List) => output.buffer.push(b'['),
            _ => output.buffer.push(b'{'),
        }
        Self {
            output,
            place,
            shape,
            is_of_variant: false,
            count: 0,
            announced,
            head,
        }
    }

    /// JSON text that is written already.
    pub(super) fn passed_on(output: &'a mut Output) -> Self {
        Self {
            output,
            place: Place::JsonText,
            shape: Shape::PassedOn,
            is_of_variant: false,
            count: 0,
            announced: 0,
            head: 0,
        }
    }

    /// The same, as the content of a variant.
    pub(super) fn of_variant(self) -> Self {
        Self {
            is_of_variant: true,
            ..self
        }
    }

    /// The next element.
    fn element(&mut self) -> Writer<'_> {
        self.separate();
        self.value()
    }

    /// The value of the member `key`.
    fn member(&mut self, key: &str) -> Result<Writer<'_>> {
        self.separate();
        if self.shape == Shape::Object {
            self.output.text(self.place, key)?;
        }
        self.colon();
        Ok(self.value())
    }

    /// The key of the next member.
    fn key(&mut self) -> Writer<'_> {
        self.separate();
        let place = match self.place {
            Place::Json => Place::JsonKey,
            other => other,
        };
        Writer {
            output: self.output,
            place,
        }
    }

    /// Its value.
    fn keyed(&mut self) -> Writer<'_> {
        self.colon();
        self.value()
    }

    fn value(&mut self) -> Writer<'_> {
        Writer {
            output: self.output,
            place: self.place,
        }
    }

    fn separate(&mut self) {
        if self.place == Place::Json && self.count > 0 {
            self.output.buffer.push(b',');
        }
        self.count += 1;
    }

    fn colon(&mut self) {
        if self.place == Place::Json {
            self.output.buffer.push(b':');
        }
    }

    fn finish(mut self) {
        match (self.place, self.shape) {
            (Place::Packed, _) if self.count != self.announced => self.correct_head(),
            (Place::Json, Shape::List) => self.output.buffer.push(b']'),
            (Place::Json, _) => self.output.buffer.push(b'}'),
            _ => {}
        }
        if self.is_of_variant && self.place == Place::Json {
            self.output.buffer.push(b'}');
        }
    }

    /// Of a map with flattened members and the like it is not known in advance how many there are.
    fn correct_head(&mut self) {
        let write = match self.shape {
            Shape::List => packed::list_head,
            _ => packed::object_head,
        };
        let [mut wrong, mut right] = [Vec::new(), Vec::new()];
        write(&mut wrong, self.announced);
        write(&mut right, self.count);
        let head = self.head..self.head + wrong.len();
        self.output.buffer.splice(head, right);
    }
}

macro_rules! elements {
    ($($compound:ident: $method:ident;)*) => {
        $(impl $compound for Compound<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                value.serialize(self.element())
            }

            fn end(self) -> Result<()> {
                self.finish();
                Ok(())
            }
        })*
    };
}

elements! {
    SerializeSeq: serialize_element;
    SerializeTuple: serialize_element;
    SerializeTupleStruct: serialize_field;
    SerializeTupleVariant: serialize_field;
}

macro_rules! members {
    ($($compound:ident)*) => {
        $(impl $compound for Compound<'_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<()> {
                value.serialize(self.member(key)?)
            }

            fn end(self) -> Result<()> {
                self.finish();
                Ok(())
            }
        })*
    };
}

members! { SerializeStruct SerializeStructVariant }

impl SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        key.serialize(self.key())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        value.serialize(self.keyed())
    }

    fn end(self) -> Result<()> {
        self.finish();
        Ok(())
    }
}
