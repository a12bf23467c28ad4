//! `Json` is a value of JSON, the format in which cargo tells programs about packages.

use std::iter::Peekable;
use std::str::Chars;

/// A value of a JSON text. Numbers are kept as text, since nothing here computes with them.
#[derive(Debug, PartialEq)]
pub(crate) enum Json {
    /// `null`, a truth value or a number.
    Plain(String),
    /// A text.
    Text(String),
    /// Values in their order.
    List(Vec<Json>),
    /// Values by name, in their order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a whole text; `None` if the text is not JSON.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut reader = Reader(text.chars().peekable());
        let value = reader.value()?;
        reader.space();
        reader.0.next().is_none().then_some(value)
    }

    /// The value of this name in an object.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(fields) = self else {
            return None;
        };
        let (_, value) = fields.iter().find(|(field, _)| field == name)?;
        Some(value)
    }

    /// The text that this value is.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The values of the list that this value is.
    pub(crate) fn list(&self) -> Option<&[Self]> {
        match self {
            Self::List(values) => Some(values),
            _ => None,
        }
    }
}

struct Reader<'a>(Peekable<Chars<'a>>);

impl Reader<'_> {
    fn value(&mut self) -> Option<Json> {
        self.space();
        match self.0.peek()? {
            '"' => self.string().map(Json::Text),
            '[' => self.sequence('[', ']', Self::value).map(Json::List),
            '{' => self.sequence('{', '}', Self::field).map(Json::Object),
            _ => self.plain(),
        }
    }

    fn field(&mut self) -> Option<(String, Json)> {
        self.space();
        let name = self.string()?;
        self.space();
        self.take(':')?;
        Some((name, self.value()?))
    }

    /// The values between `open` and `close`, separated by commas.
    fn sequence<T>(
        &mut self,
        open: char,
        close: char,
        one: fn(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.take(open)?;
        self.space();
        let mut values = Vec::new();
        if self.take(close).is_some() {
            return Some(values);
        }
        loop {
            values.push(one(self)?);
            self.space();
            if self.take(close).is_some() {
                return Some(values);
            }
            self.take(',')?;
        }
    }

    fn string(&mut self) -> Option<String> {
        self.take('"')?;
        let mut units = Vec::new();
        loop {
            let unit = match self.0.next()? {
                '"' => return String::from_utf16(&units).ok(),
                '\\' => self.escaped()?,
                character => {
                    units.extend_from_slice(character.encode_utf16(&mut [0; 2]));
                    continue;
                }
            };
            units.push(unit);
        }
    }

    /// A UTF-16 unit: `\u` may stand for half of a character.
    fn escaped(&mut self) -> Option<u16> {
        let character = match self.0.next()? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let digits: String = self.0.by_ref().take(4).collect();
                return u16::from_str_radix(&digits, 16).ok();
            }
            itself @ ('"' | '\\' | '/') => itself,
            _ => return None,
        };
        u16::try_from(u32::from(character)).ok()
    }

    fn plain(&mut self) -> Option<Json> {
        let mut word = String::new();
        while let Some(character) = self
            .0
            .next_if(|next| next.is_ascii_alphanumeric() || "+-.".contains(*next))
        {
            word.push(character);
        }
        let known =
            matches!(word.as_str(), "null" | "true" | "false") || word.parse::<f64>().is_ok();
        known.then_some(Json::Plain(word))
    }

    fn space(&mut self) {
        while self.0.next_if(char::is_ascii_whitespace).is_some() {}
    }

    fn take(&mut self, wanted: char) -> Option<()> {
        self.0.next_if_eq(&wanted).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_values_of_every_kind() {
        let text = r#" { "list" : [ "a" , -1.5e+3, true, null, [], {} ], "text": "" } "#;
        let read = Json::read(text).expect("is JSON");
        let list = read.get("list").and_then(Json::list).expect("is a list");
        assert_eq!(list[0].text(), Some("a"));
        assert_eq!(list[1], Json::Plain("-1.5e+3".into()));
        assert_eq!(list[4], Json::List(vec![]));
        assert_eq!(list[5], Json::Object(vec![]));
        assert_eq!(read.get("text").and_then(Json::text), Some(""));
        assert_eq!(read.get("else"), None);
        assert_eq!(list[3].text(), None);
    }

    #[test]
    fn reads_escaped_characters() {
        let text = r#""\"\\\/\n\t\u00e9\ud83d\ude00é""#;
        let read = Json::read(text);
        assert_eq!(read, Some(Json::Text("\"\\/\n\té😀é".into())));
    }

    #[test]
    fn refuses_what_is_not_json() {
        for text in [
            "",
            "[1,]",
            "{\"a\" 1}",
            "\"a",
            "nil",
            "1 2",
            "\"\\x\"",
            "\"\\ud83d\"",
            "[1",
        ] {
            assert_eq!(Json::read(text), None, "{text}");
        }
    }
}
