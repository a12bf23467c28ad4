//! `Text` is a message that is put together while the user's crate is compiled, where no `String` can be made.

/// More than any message takes, whose quoted name is cut at [`QUOTED`].
const CAPACITY: usize = 2048;

/// How many bytes of a name a message quotes.
const QUOTED: usize = 256;

/// A message of limited length.
#[derive(Clone, Copy)]
pub(super) struct Text {
    bytes: [u8; CAPACITY],
    length: usize,
}

impl Text {
    pub(super) const fn new() -> Self {
        Self {
            bytes: [0; CAPACITY],
            length: 0,
        }
    }

    pub(super) const fn as_str(&self) -> &str {
        match str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            // A character that did not fit is left out as a whole.
            Err(_) => "",
        }
    }

    /// Adds all of `part`, or nothing if there is no room.
    #[must_use]
    pub(super) const fn with(mut self, part: &str) -> Self {
        let part = part.as_bytes();
        if self.length + part.len() > CAPACITY {
            return self;
        }
        let mut index = 0;
        while index < part.len() {
            self.bytes[self.length] = part[index];
            self.length += 1;
            index += 1;
        }
        self
    }

    /// Adds a name between backquotes, without the end of a very long one.
    #[must_use]
    pub(super) const fn with_name(self, name: &str) -> Self {
        let mut quoted = self.with("`");
        let mut rest = name;
        while let Some((letter, after)) = first(rest) {
            if name.len() - rest.len() >= QUOTED {
                return quoted.with("..`");
            }
            quoted = quoted.with(letter);
            rest = after;
        }
        quoted.with("`")
    }

    /// The same for a name with characters that an editor does not show.
    #[must_use]
    pub(super) const fn with_escaped_name(self, name: &str) -> Self {
        let mut quoted = self.with("`");
        let mut rest = name;
        while let Some((letter, after)) = first(rest) {
            if name.len() - rest.len() >= QUOTED {
                return quoted.with("..`");
            }
            quoted = match letter.as_bytes()[0] {
                b'"' => quoted.with("\\\""),
                b'\'' => quoted.with("\\'"),
                b'\\' => quoted.with("\\\\"),
                _ => quoted.with_escaped(letter),
            };
            rest = after;
        }
        quoted.with("`")
    }

    /// Adds a character between single quotes, as `{:?}` writes it.
    #[must_use]
    pub(super) const fn with_character(self, letter: &str) -> Self {
        self.with("'").with_escaped(letter).with("'")
    }

    /// Adds a character that is neither a quote nor a backslash.
    #[must_use]
    const fn with_escaped(self, letter: &str) -> Self {
        let code = code(letter);
        match code {
            0x00 => self.with("\\0"),
            0x09 => self.with("\\t"),
            0x0a => self.with("\\n"),
            0x0d => self.with("\\r"),
            _ if code != 0x20 && (is_control(code) || is_whitespace(code)) => {
                self.with("\\u{").with_hexadecimal(code).with("}")
            }
            _ => self.with(letter),
        }
    }

    #[must_use]
    const fn with_hexadecimal(self, number: u32) -> Self {
        const DIGITS: &str = "0123456789abcdef";
        let text = if number >= 16 {
            self.with_hexadecimal(number / 16)
        } else {
            self
        };
        let digit = (number % 16) as usize;
        text.with(part(DIGITS, digit, digit + 1))
    }
}

/// `text[from..to]`.
pub(super) const fn part(text: &str, from: usize, to: usize) -> &str {
    text.split_at(to).0.split_at(from).1
}

/// The first character, as text, and what follows.
pub(super) const fn first(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    let mut length = 1;
    while !text.is_char_boundary(length) {
        length += 1;
    }
    Some(text.split_at(length))
}

/// The number of the character that `letter` is.
pub(super) const fn code(letter: &str) -> u32 {
    let bytes = letter.as_bytes();
    let mut code = match bytes.len() {
        1 => return bytes[0] as u32,
        2 => (bytes[0] & 0x1f) as u32,
        3 => (bytes[0] & 0x0f) as u32,
        _ => (bytes[0] & 0x07) as u32,
    };
    let mut index = 1;
    while index < bytes.len() {
        code = code << 6 | (bytes[index] & 0x3f) as u32;
        index += 1;
    }
    code
}

/// Whether this is the number of a control character.
pub(super) const fn is_control(code: u32) -> bool {
    matches!(code, 0x00..=0x1f | 0x7f..=0x9f)
}

/// Whether this is the number of a character of white space.
pub(super) const fn is_whitespace(code: u32) -> bool {
    match char::from_u32(code) {
        Some(letter) => letter.is_whitespace(),
        None => false,
    }
}

/// Whether the two texts are the same.
pub(super) const fn is(text: &str, other: &str) -> bool {
    let (text, other) = (text.as_bytes(), other.as_bytes());
    if text.len() != other.len() {
        return false;
    }
    let mut index = 0;
    while index < text.len() {
        if text[index] != other[index] {
            return false;
        }
        index += 1;
    }
    true
}
