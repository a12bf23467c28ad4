//! `Payload` is the bound on what can be sent; it decides how many arguments a value becomes.

use serde::Serialize;

use super::{
    args::{Args, ArgumentTuple},
    write::Arguments,
};

/// A value that can be emitted, or that answers a message: every `Serialize` type is one argument (tuples,
/// arrays and newtypes too), `()` is no argument, and [`Args`] are several.
///
/// In socketioxide, by contrast, a tuple is several arguments.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent to a client",
    label = "this type does not implement `Serialize`",
    note = "derive `Serialize` for it; several values are a tuple in `Args`: `Args((a, b))`"
)]
pub trait Payload {
    /// Writes the arguments.
    ///
    /// # Errors
    /// A value does not serialise.
    #[doc(hidden)]
    fn write_arguments(&self, arguments: &mut Arguments<'_>) -> serde_json::Result<()>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> Payload for T {
    fn write_arguments(&self, arguments: &mut Arguments<'_>) -> serde_json::Result<()> {
        arguments.only(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: ArgumentTuple> Payload for Args<T> {
    fn write_arguments(&self, arguments: &mut Arguments<'_>) -> serde_json::Result<()> {
        self.0.write_arguments(arguments)
    }
}

/// A payload by reference, so that what sends it does not have to know its type, nor its size.
pub(crate) struct Borrowed<'a, T: ?Sized>(pub(crate) &'a T);

impl<T: Payload + ?Sized> Payload for Borrowed<'_, T> {
    fn write_arguments(&self, arguments: &mut Arguments<'_>) -> serde_json::Result<()> {
        self.0.write_arguments(arguments)
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;
    use crate::{protocol::Form, wire::Written};

    #[derive(Serialize)]
    struct Newtype(&'static str);

    #[derive(Serialize)]
    struct Unit;

    fn arguments(payload: &(impl Payload + ?Sized)) -> String {
        let written = Written::new(Form::PassedOn, None, &Borrowed(payload)).expect("serialises");
        written.text().expect("is text").to_owned()
    }

    #[test]
    fn one_value_is_one_argument() {
        assert_eq!(arguments(&1), "[1]");
        assert_eq!(arguments("text"), r#"["text"]"#);
        assert_eq!(arguments(&Newtype("n")), r#"["n"]"#);
        assert_eq!(arguments(&(1, 2)), "[[1,2]]");
        assert_eq!(arguments(&[1, 2]), "[[1,2]]");
        assert_eq!(arguments(&vec![1, 2]), "[[1,2]]");
        assert_eq!(arguments(&None::<u8>), "[null]");
        assert_eq!(arguments(&Some(1)), "[1]");
        assert_eq!(arguments(&Unit), "[null]");
        assert_eq!(arguments(&Some(())), "[null]");
        assert_eq!(arguments(&serde_json::Value::Null), "[null]");
    }

    #[test]
    fn unit_is_no_argument_and_args_are_several() {
        assert_eq!(arguments(&()), "[]");
        assert_eq!(arguments(&Args(())), "[]");
        assert_eq!(arguments(&Args((1, "a", (2, 3)))), r#"[1,"a",[2,3]]"#);
    }
}
