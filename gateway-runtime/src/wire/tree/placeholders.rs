//! `with_placeholders` puts placeholders where a tree has binary data, as JSON text has them.

use bytes::Bytes;

use super::Tree;

impl Tree {
    /// The tree as a type sees it that has no binary data, and that data by the numbers of the placeholders;
    /// `None` if there is none.
    pub(in crate::wire) fn with_placeholders(&self) -> Option<(Self, Vec<Bytes>)> {
        let mut attachments = Vec::new();
        let seen = self.seen(&mut attachments);
        (!attachments.is_empty()).then_some((seen, attachments))
    }

    fn seen(&self, attachments: &mut Vec<Bytes>) -> Self {
        match self {
            Self::Bytes(bytes) => {
                let number = attachments.len();
                attachments.push(bytes.clone());
                Self::Object(vec![
                    ("_placeholder".to_owned(), Self::Bool(true)),
                    ("num".to_owned(), Self::Number(number.into())),
                ])
            }
            Self::List(items) => {
                Self::List(items.iter().map(|item| item.seen(attachments)).collect())
            }
            Self::Object(fields) => {
                let fields = fields.iter();
                let seen = fields.map(|(key, value)| (key.clone(), value.seen(attachments)));
                Self::Object(seen.collect())
            }
            other => other.clone(),
        }
    }
}
