//! `Parts` are the arguments of something that is written, taken apart to be read, changed or written in another
//! form.

use std::str;

use bytes::Bytes;
use serde::{
    Serialize, Serializer,
    de::{DeserializeOwned, Error as _},
};
use serde_json::{Error, Result, value::RawValue};

use super::{
    argument_reader::{argument_at_start, missing},
    packed,
    payload::Payload,
    tree::Tree,
    undecodable::{Undecodable, from_tree},
    write::{Arguments, Written},
};
use crate::{error::BoxError, protocol::Form};

impl Written {
    /// The first argument, which stands behind the name of an event.
    ///
    /// # Errors
    /// There is no argument, or it is something else than a `T`.
    pub(crate) fn first<T: DeserializeOwned>(
        &self,
        is_event: bool,
    ) -> std::result::Result<T, BoxError> {
        let (value, _) = decoded(Parts::of(self, is_event)?.first)?;
        Ok(value)
    }

    /// The same with another first argument, which `change` makes. Further arguments stay, and binary data that
    /// `T` sees placeholders of stays as long as the changed value has them.
    ///
    /// # Errors
    /// There is no argument, or it is something else than a `T`, or the changed value does not serialise.
    pub(crate) fn changed<T: DeserializeOwned, U: Payload>(
        &self,
        event: Option<&str>,
        change: impl FnOnce(T) -> U,
    ) -> std::result::Result<Self, BoxError> {
        let Parts { first, further } = Parts::of(self, event.is_some())?;
        let (value, attachments) = decoded(first)?;
        let value = change(value);
        Ok(joined(self.form(), event, &value, attachments, &further)?)
    }

    /// The same in another form.
    ///
    /// # Errors
    /// What users have written as JSON by hand cannot be read.
    pub(crate) fn in_form(self, form: Form) -> Result<Self> {
        if (self.form() == Form::Packed) == (form == Form::Packed) {
            return Ok(self.of_form(form));
        }
        Self::new(form, None, &Values(&trees(&self)?))
    }
}

/// The arguments of something that is written, without the name of an event.
struct Parts<'a> {
    first: Option<Part<'a>>,
    further: Vec<Part<'a>>,
}

/// One argument.
enum Part<'a> {
    /// Text beside which there is no binary data.
    Text(&'a RawValue),
    Tree(Tree),
}

impl<'a> Parts<'a> {
    fn of(written: &'a Written, is_event: bool) -> Result<Self> {
        let mut further: Vec<_> =
            if written.form() == Form::Packed || !written.attachments().is_empty() {
                trees(written)?.into_iter().map(Part::Tree).collect()
            } else {
                let arguments: Vec<&RawValue> = serde_json::from_slice(written.bytes())?;
                arguments.into_iter().map(Part::Text).collect()
            };
        let mut names_and_first = further.drain(..further.len().min(1 + usize::from(is_event)));
        let first = names_and_first.nth(usize::from(is_event));
        drop(names_and_first);
        Ok(Self { first, further })
    }
}

/// All arguments; of an event the name is the first.
fn trees(written: &Written) -> Result<Vec<Tree>> {
    let arguments = if written.form() == Form::Packed {
        let bytes = Bytes::copy_from_slice(written.bytes());
        packed::value(&bytes, 0)?.map(|(arguments, _)| arguments)
    } else {
        let text = str::from_utf8(written.bytes()).map_err(Error::custom)?;
        Some(Tree::written(text, written.attachments())?)
    };
    match arguments {
        Some(Tree::List(arguments)) => Ok(arguments),
        _ => Err(Error::custom("it is no list of arguments")),
    }
}

/// Decodes the first argument; with the binary data that the value has placeholders of.
fn decoded<T: DeserializeOwned>(
    first: Option<Part<'_>>,
) -> std::result::Result<(T, Vec<Bytes>), Undecodable> {
    let value = match first {
        None => missing(1)?,
        Some(Part::Text(text)) => argument_at_start(text.get(), 1)?.0,
        Some(Part::Tree(tree)) => match tree.with_placeholders() {
            None => from_tree(tree, 1)?,
            // `serde_json::Value` has no binary data, and what has some has no use for a placeholder.
            Some((seen, attachments)) => match from_tree(tree, 1) {
                Ok(value) => value,
                Err(error) => {
                    let value = from_tree(seen, 1).map_err(|_| error)?;
                    return Ok((value, attachments));
                }
            },
        },
    };
    Ok((value, Vec::new()))
}

/// Writes `value`, which has placeholders for `attachments`, and what stands behind it.
fn joined(
    form: Form,
    event: Option<&str>,
    value: &dyn Payload,
    attachments: Vec<Bytes>,
    further: &[Part<'_>],
) -> Result<Written> {
    if attachments.is_empty() {
        return Written::new(form, event, &Joined { value, further });
    }
    // Read again, so that binary data is sent only as long as there is a placeholder of it.
    let values = trees(&Written::attached(attachments, value)?)?;
    let value = &Values(&values);
    Written::new(form, event, &Joined { value, further })
}

struct Joined<'a> {
    value: &'a dyn Payload,
    further: &'a [Part<'a>],
}

impl Payload for Joined<'_> {
    fn write_arguments(&self, arguments: &mut Arguments<'_>) -> Result<()> {
        self.value.write_arguments(arguments)?;
        Values(self.further).write_arguments(arguments)
    }
}

/// Each is an argument.
struct Values<'a, T>(&'a [T]);

impl<T: Serialize> Payload for Values<'_, T> {
    fn write_arguments(&self, arguments: &mut Arguments<'_>) -> Result<()> {
        self.0.iter().try_for_each(|value| arguments.push(value))
    }
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::Tree(tree) => tree.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::wire::Args;

    fn written(form: Form, payload: &dyn Payload) -> Written {
        Written::new(form, Some("e"), payload).expect("writes")
    }

    /// Each form, made of each other, is what a namespace of that form writes itself.
    #[test]
    fn a_form_is_made_of_another() {
        let file = Bytes::from_static(b"\xff");
        let values = (json!({ "a": [null, -1, 2.5, "\"x\""] }), &file, &file);
        let payloads: [&dyn Payload; 4] = [&(), &None::<u8>, &Args((1, "two")), &values];
        let forms = [Form::PassedOn, Form::Json, Form::Packed];
        for payload in payloads {
            for from in forms {
                for to in forms {
                    let own = written(to, payload).into_packet();
                    let converted = written(from, payload).in_form(to).expect("converts");
                    assert_eq!(converted.form(), to);
                    assert_eq!(converted.into_packet(), own, "{from:?} to {to:?}");
                }
            }
        }
    }

    #[test]
    fn more_arguments_than_args_hold() {
        for form in [Form::Json, Form::Packed] {
            let mut written = written(form, &0);
            for _ in 0..40 {
                let eight = |first: u8| Args((first, 1, 2, 3, 4, 5, 6, 7));
                written = written.changed(Some("e"), eight).expect("changes");
            }
            assert_eq!(trees(&written).expect("reads").len(), 1 + 8 + 39 * 7);
        }
    }
}
