//! `FieldNames` are the client's names for the fields of a body, which serde knows, where a validation knows Rust's.
//!
//! Serde tells a deserializer the names of a struct's fields, but not which field of Rust each belongs to. So the names
//! are compared by their words: `chat_id` is `chatId`, `chat-id`, `ChatId` and `CHAT_ID`, which covers every
//! `rename_all`. The body is decoded once more for that, from a tree that notes the names. This costs time only when a
//! body was found invalid, and nothing when a type is compiled, since every type is decoded from trees anyway.

use std::{cell::RefCell, collections::HashMap};

use serde::de::DeserializeOwned;

use super::{
    argument_reader::all_arguments,
    tree::{Shape, Tree},
};
use crate::protocol::Packet;

/// How many steps are made for one path. A type has fewer levels; what a client sends, such as the keys of a map, must
/// not make more work than that.
const STEPS: u32 = 256;

/// How many of the first dots and brackets of a path can be a part of a map's key.
const PARTS_OF_A_KEY: usize = 16;

/// Where a list of names is in memory: its address, and how many names it has.
type Place = (usize, usize);

/// The names of one body.
pub(crate) struct FieldNames {
    shape: Shape,
    /// The names by their words, for each list of names that was looked into.
    by_words: RefCell<HashMap<Place, ByWords>>,
}

impl FieldNames {
    /// The names that `T` has in the argument with this number, beginning with 0.
    pub(crate) fn of_argument<T: DeserializeOwned>(packet: &Packet, number: usize) -> Self {
        let arguments = all_arguments(packet).unwrap_or_default();
        Self::of::<T>(arguments.into_iter().nth(number))
    }

    /// The names that `T` has in the member `key` of the first argument.
    pub(crate) fn of_member<T: DeserializeOwned>(packet: &Packet, key: &str) -> Self {
        let arguments = all_arguments(packet).unwrap_or_default();
        let Some(Tree::Object(members)) = arguments.into_iter().next() else {
            return Self::of::<T>(None);
        };
        // The last one wins, as when the member was decoded.
        let member = members.into_iter().rfind(|(name, _)| name == key);
        Self::of::<T>(member.map(|(_, value)| value))
    }

    /// The names that `T` has in what the client sent; none if that is not known.
    fn of<T: DeserializeOwned>(sent: Option<Tree>) -> Self {
        let shape = sent.map_or(Shape::Leaf, |sent| {
            let (tree, shape) = sent.watched();
            // That it decodes is known; this is for the notes.
            let _ = T::deserialize(tree);
            shape
        });
        Self {
            shape,
            by_words: RefCell::default(),
        }
    }

    /// The path `items[0].chat_id` with the client's names: `items[0].chatId`. What has no name there keeps Rust's.
    pub(crate) fn path(&self, in_rust: &str) -> String {
        let mut search = Search {
            steps: STEPS,
            by_words: &self.by_words,
        };
        search.named(&self.shape, in_rust, 0).path
    }
}

/// A path, or the rest of one.
struct Named {
    path: String,
    /// Whether all of it was found in what the client sent.
    is_found: bool,
}

impl Named {
    fn whole() -> Self {
        Self {
            path: String::new(),
            is_found: true,
        }
    }

    /// A rest that is not in what the client sent.
    fn unknown(in_rust: &str) -> Self {
        Self {
            path: in_rust.trim_start_matches("r#").to_owned(),
            is_found: in_rust.is_empty(),
        }
    }

    /// The same below a member.
    fn in_member(self, name: &str) -> Self {
        let path = match self.path.as_str() {
            "" => name.to_owned(),
            path if path.starts_with('[') => format!("{name}{path}"),
            path => format!("{name}.{path}"),
        };
        Self { path, ..self }
    }
}

/// The search for one path.
struct Search<'a> {
    /// How many steps are left.
    steps: u32,
    by_words: &'a RefCell<HashMap<Place, ByWords>>,
}

impl Search<'_> {
    /// The client's name for a path that begins at `shape`, of which so many newtypes were already passed.
    fn named(&mut self, shape: &Shape, in_rust: &str, passed_newtypes: usize) -> Named {
        if in_rust.is_empty() {
            return Named::whole();
        }
        let Some(steps) = self.steps.checked_sub(1) else {
            return Named::unknown(in_rust);
        };
        self.steps = steps;
        match shape {
            Shape::List(notes, items) => match index(in_rust) {
                Some((number, rest)) => {
                    // For Rust a newtype has its content at 0, unless the newtype is transparent.
                    if number == 0 && passed_newtypes < notes.newtypes() {
                        let in_newtype = self.named(shape, rest, passed_newtypes + 1);
                        if in_newtype.is_found {
                            return in_newtype;
                        }
                    }
                    match items.get(number) {
                        Some(item) => self.named(item, rest, 0).in_member(&format!("[{number}]")),
                        None => Named::unknown(in_rust),
                    }
                }
                // A struct that came as a list of its fields.
                None => {
                    self.in_struct(notes.fields().unwrap_or_default(), &HashMap::new(), in_rust)
                }
            },
            // The content of a variant is the content of the variant's name for the client.
            Shape::Object(notes, members) if notes.is_variant() => match members.iter().next() {
                Some((variant, content)) => self.named(content, in_rust, 0).in_member(variant),
                None => Named::unknown(in_rust),
            },
            Shape::Object(notes, members) => match (notes.fields(), index(in_rust)) {
                (Some(_), Some((_, rest))) => self.named(shape, rest, 0),
                (Some(fields), None) => self.in_struct(fields, members, in_rust),
                (None, _) => self.in_map(shape, members, in_rust),
            },
            Shape::Leaf => match index(in_rust) {
                Some((_, rest)) => self.named(shape, rest, 0),
                None => Named::unknown(in_rust),
            },
        }
    }

    /// A struct that has said its fields.
    fn in_struct(
        &mut self,
        fields: &'static [&'static str],
        members: &HashMap<String, Shape>,
        in_rust: &str,
    ) -> Named {
        let (field, rest) = field(in_rust);
        let Some(name) = self.client_name(
            (fields.as_ptr().addr(), fields.len()),
            fields.iter().copied(),
            field,
        ) else {
            return Named::unknown(in_rust);
        };
        match members.get(&name) {
            Some(value) => self.named(value, rest, 0),
            None => Named::unknown(rest),
        }
        .in_member(&name)
    }

    /// A map, or a struct that has not said its fields, which serde then decodes as a map.
    fn in_map(&mut self, shape: &Shape, members: &HashMap<String, Shape>, in_rust: &str) -> Named {
        // The key of a map is the client's already, and may have any character.
        let ends = in_rust.match_indices(['.', '[']).map(|(end, _)| end);
        let ends = ends.take(PARTS_OF_A_KEY).chain([in_rust.len()]);
        let keys = ends.filter_map(|end| members.get_key_value(&in_rust[..end]));
        if let Some((key, value)) = keys.last() {
            let rest = &in_rust[key.len()..];
            let rest = rest.strip_prefix('.').unwrap_or(rest);
            return self.named(value, rest, 0).in_member(key);
        }
        if let Some((number, rest)) = index(in_rust) {
            // A map with numbers as keys, or else a newtype.
            let key = number.to_string();
            return match members.get(&key) {
                Some(value) => self.named(value, rest, 0).in_member(&key),
                None => self.named(shape, rest, 0),
            };
        }
        let (field, rest) = field(in_rust);
        let place = (std::ptr::from_ref(members).addr(), members.len());
        let keys = members.keys().map(String::as_str);
        if let Some(name) = self.client_name(place, keys, field)
            && let Some(value) = members.get(&name)
        {
            return self.named(value, rest, 0).in_member(&name);
        }
        // A flattened struct has its fields in the object around it.
        match in_rust[field.len()..].strip_prefix('.') {
            Some(rest) => match self.named(shape, rest, 0) {
                flattened if flattened.is_found => flattened,
                _ => Named::unknown(in_rust),
            },
            None => Named::unknown(in_rust),
        }
    }

    /// The one of `names` that has the words of the field `in_rust`, or else its letters. Names are read once for
    /// each `place`.
    fn client_name<'n>(
        &self,
        place: Place,
        names: impl Iterator<Item = &'n str>,
        in_rust: &str,
    ) -> Option<String> {
        let mut by_words = self.by_words.borrow_mut();
        let by_words = by_words.entry(place).or_insert_with(|| ByWords::of(names));
        by_words.get(in_rust.trim_start_matches("r#")).cloned()
    }
}

/// Names by their words.
#[derive(Default)]
struct ByWords {
    words: HashMap<Vec<String>, String>,
    /// By the words without what is between them; nothing where several names have the same letters, of which any
    /// could be meant.
    letters: HashMap<String, Option<String>>,
}

impl ByWords {
    fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut all = Self::default();
        for name in names {
            let words = words(name);
            let same = all.letters.entry(words.concat());
            same.and_modify(|name| *name = None)
                .or_insert_with(|| Some(name.to_owned()));
            all.words.insert(words, name.to_owned());
        }
        all
    }

    fn get(&self, in_rust: &str) -> Option<&String> {
        let words = words(in_rust);
        let same_letters = || self.letters.get(&words.concat())?.as_ref();
        self.words.get(&words).or_else(same_letters)
    }
}

/// The index that `path` begins with, and the rest.
fn index(path: &str) -> Option<(usize, &str)> {
    let (number, rest) = path.strip_prefix('[')?.split_once(']')?;
    Some((number.parse().ok()?, rest.strip_prefix('.').unwrap_or(rest)))
}

/// The field that `path` begins with, and the rest.
fn field(path: &str) -> (&str, &str) {
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let (field, rest) = path.split_at(end);
    (field, rest.strip_prefix('.').unwrap_or(rest))
}

/// `chat_id`, `chatId` and `CHAT-ID` in their words: `["chat", "id"]`.
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::<String>::new();
    let mut begins = true;
    let mut was_lower = false;
    for letter in name.chars() {
        if matches!(letter, '_' | '-') {
            begins = true;
            continue;
        }
        begins |= was_lower && letter.is_uppercase();
        was_lower = letter.is_lowercase();
        match words.last_mut().filter(|_| !begins) {
            Some(word) => word.extend(letter.to_lowercase()),
            None => words.push(letter.to_lowercase().collect()),
        }
        begins = false;
    }
    words
}

#[cfg(test)]
mod tests {
    #![allow(dead_code, reason = "the fields are for their names")]

    use serde::Deserialize;

    use super::*;

    fn path<T: DeserializeOwned>(sent: &str, in_rust: &str) -> String {
        let sent = Tree::at_start(sent).expect("is JSON");
        FieldNames::of::<T>(Some(sent)).path(in_rust)
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    #[allow(clippy::struct_field_names, reason = "it is about names of two words")]
    struct Chat {
        chat_id: String,
        r#type: Option<u8>,
        sent_by: Option<User>,
        #[serde(default)]
        old_members: Vec<User>,
        #[serde(rename = "lang")]
        language: Option<String>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "SCREAMING-KEBAB-CASE")]
    struct User {
        user_name: String,
    }

    #[test]
    fn a_field_has_the_name_of_rename_all() {
        let sent = r#"{"chatId":"","sentBy":{"USER-NAME":""},"oldMembers":[{"USER-NAME":""}]}"#;
        assert_eq!(path::<Chat>(sent, ""), "");
        assert_eq!(path::<Chat>(sent, "chat_id"), "chatId");
        assert_eq!(path::<Chat>(sent, "r#type"), "type");
        assert_eq!(path::<Chat>(sent, "sent_by.user_name"), "sentBy.USER-NAME");
        assert_eq!(path::<Chat>(sent, "old_members"), "oldMembers");
        assert_eq!(path::<Chat>(sent, "old_members[0]"), "oldMembers[0]");
        assert_eq!(
            path::<Chat>(sent, "old_members[0].user_name"),
            "oldMembers[0].USER-NAME"
        );
        assert_eq!(path::<Option<Chat>>(sent, "chat_id"), "chatId");
        assert_eq!(path::<Box<Chat>>(sent, "chat_id"), "chatId");
    }

    #[test]
    fn a_field_that_was_not_sent_has_its_name_too() {
        assert_eq!(path::<Chat>(r#"{"chatId":""}"#, "sent_by"), "sentBy");
        assert_eq!(
            path::<Chat>(r#"{"chatId":""}"#, "old_members[3].x"),
            "oldMembers[3].x"
        );
    }

    #[test]
    fn every_rename_all_is_known() {
        #[derive(Deserialize)]
        struct Names {
            #[serde(rename = "userName")]
            user_name: u8,
            #[serde(rename = "mail-address")]
            mail_address: u8,
            #[serde(rename = "ZipCode")]
            zip_code: u8,
            #[serde(rename = "PHONE_1")]
            phone_1: u8,
            #[serde(rename = "street2")]
            street_2: u8,
            unchanged: u8,
        }
        let sent =
            r#"{"userName":0,"mail-address":0,"ZipCode":0,"PHONE_1":0,"street2":0,"unchanged":0}"#;
        for (in_rust, name) in [
            ("user_name", "userName"),
            ("mail_address", "mail-address"),
            ("zip_code", "ZipCode"),
            ("phone_1", "PHONE_1"),
            ("street_2", "street2"),
            ("unchanged", "unchanged"),
        ] {
            assert_eq!(path::<Names>(sent, in_rust), name);
        }
    }

    /// The names alone do not say which field it is.
    #[test]
    fn a_field_with_a_name_of_its_own_keeps_rusts() {
        assert_eq!(
            path::<Chat>(r#"{"chatId":"","lang":""}"#, "language"),
            "language"
        );
        assert_eq!(
            path::<Chat>(r#"{"chatId":""}"#, "no_field.user_name"),
            "no_field.user_name"
        );
    }

    #[test]
    fn fields_with_the_same_letters_are_told_apart_by_their_words() {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Alike {
            user_id: u8,
            userid: u8,
        }
        let sent = r#"{"userId":0,"userid":0}"#;
        assert_eq!(path::<Alike>(sent, "user_id"), "userId");
        assert_eq!(path::<Alike>(sent, "userid"), "userid");
        assert_eq!(path::<Alike>(sent, "user_i_d"), "user_i_d");
    }

    #[test]
    fn the_keys_of_a_map_are_the_clients() {
        let sent = r#"{"a.b":{"USER-NAME":""},"a":{"USER-NAME":""},"user_name":{"USER-NAME":""},"7":{"USER-NAME":""}}"#;
        assert_eq!(
            path::<HashMap<String, User>>(sent, "a.b.user_name"),
            "a.b.USER-NAME"
        );
        assert_eq!(
            path::<HashMap<String, User>>(sent, "a.user_name"),
            "a.USER-NAME"
        );
        assert_eq!(
            path::<HashMap<String, User>>(sent, "user_name.user_name"),
            "user_name.USER-NAME"
        );
        assert_eq!(
            path::<HashMap<String, User>>(sent, "[7].user_name"),
            "7.USER-NAME"
        );
    }

    #[test]
    fn a_list_and_a_tuple_have_indices() {
        let sent = r#"[[{"USER-NAME":""}],{"USER-NAME":""}]"#;
        assert_eq!(
            path::<(Vec<User>, User)>(sent, "[0][0].user_name"),
            "[0][0].USER-NAME"
        );
        assert_eq!(
            path::<(Vec<User>, User)>(sent, "[1].user_name"),
            "[1].USER-NAME"
        );
    }

    #[test]
    fn a_newtype_is_its_content() {
        #[derive(Deserialize)]
        struct Name(String);
        #[derive(Deserialize)]
        struct Users(Vec<User>);
        #[derive(Deserialize)]
        struct First(User);
        let users = r#"[{"USER-NAME":""},{"USER-NAME":""}]"#;
        assert_eq!(path::<Name>(r#""""#, "[0]"), "");
        assert_eq!(path::<Vec<Name>>(r#"["",""]"#, "[1][0]"), "[1]");
        assert_eq!(path::<Users>(users, "[0]"), "");
        assert_eq!(path::<Users>(users, "[0][1].user_name"), "[1].USER-NAME");
        assert_eq!(
            path::<First>(r#"{"USER-NAME":""}"#, "[0].user_name"),
            "USER-NAME"
        );
        // If the newtype is transparent for the validation.
        assert_eq!(path::<Users>(users, "[1].user_name"), "[1].USER-NAME");
        assert_eq!(path::<Users>(users, "[0].user_name"), "[0].USER-NAME");
    }

    #[test]
    fn a_variant_is_a_part_of_the_path() {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
        enum Shape {
            WideLine { line_width: u8 },
            OneUser(User),
            Users(Vec<User>),
            Nothing,
        }
        assert_eq!(
            path::<Shape>(r#"{"wideLine":{"lineWidth":0}}"#, "line_width"),
            "wideLine.lineWidth"
        );
        assert_eq!(
            path::<Shape>(r#"{"oneUser":{"USER-NAME":""}}"#, "[0].user_name"),
            "oneUser.USER-NAME"
        );
        assert_eq!(
            path::<Shape>(r#"{"users":[{"USER-NAME":""}]}"#, "[0][0].user_name"),
            "users[0].USER-NAME"
        );
        assert_eq!(path::<Shape>(r#""nothing""#, ""), "");
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Outer {
        outer_name: String,
        #[serde(flatten)]
        inner: Chat,
    }

    /// Serde reads these into memory of its own first, so that their fields are not known, but what was sent is.
    #[test]
    fn what_serde_buffers_has_the_names_that_were_sent() {
        #[derive(Deserialize)]
        #[serde(tag = "kind", rename_all_fields = "camelCase")]
        enum Tagged {
            Line {
                line_width: u8,
                dash_length: Option<u8>,
            },
        }
        let sent = r#"{"kind":"Line","lineWidth":0}"#;
        assert_eq!(path::<Tagged>(sent, "line_width"), "lineWidth");
        assert_eq!(path::<Tagged>(sent, "dash_length"), "dash_length");

        let sent = r#"{"outerName":"","chatId":"","sentBy":{"USER-NAME":""}}"#;
        assert_eq!(path::<Outer>(sent, "outer_name"), "outerName");
        assert_eq!(path::<Outer>(sent, "inner.chat_id"), "chatId");
        assert_eq!(
            path::<Outer>(sent, "inner.sent_by.user_name"),
            "sentBy.USER-NAME"
        );
        assert_eq!(
            path::<Outer>(sent, "inner.old_members"),
            "inner.old_members"
        );
    }

    /// What a client sends decides neither how deep the search goes nor how long it takes.
    #[test]
    fn a_hostile_key_makes_no_work() {
        #[derive(Deserialize)]
        struct Nested(Vec<Nested>);

        let begin = std::time::Instant::now();
        for part in ["[0]", "a.", ".", "[", "]", "[0].", "a[0]"] {
            let key = part.repeat(100_000);
            let sent = format!(r#"{{"{key}":{{"USER-NAME":""}}}}"#);
            let in_rust = format!("{key}.user_name");
            assert!(path::<HashMap<String, User>>(&sent, &in_rust).starts_with(part));
        }
        let keys: Vec<String> = (0..20_000)
            .map(|number| format!(r#""{number}":{{"USER-NAME":""}}"#))
            .collect();
        let sent = Tree::at_start(&format!("{{{}}}", keys.join(","))).expect("is JSON");
        let names = FieldNames::of::<HashMap<String, User>>(Some(sent));
        for number in 0..20_000 {
            assert_eq!(
                names.path(&format!("{number}.user_name")),
                format!("{number}.USER-NAME")
            );
            assert_eq!(
                names.path(&format!("x{number}.user_name")),
                format!("x{number}.user_name")
            );
        }
        let sent = format!("{}{}", "[".repeat(100), "]".repeat(100));
        let in_rust = format!("{}.nothing", "[0]".repeat(200));
        assert_eq!(path::<Nested>(&sent, &in_rust), in_rust);
        assert!(begin.elapsed() < std::time::Duration::from_mins(1));
    }

    #[test]
    fn an_unknown_body_keeps_rusts_names() {
        assert_eq!(
            FieldNames::of::<Chat>(None).path("items[0].chat_id"),
            "items[0].chat_id"
        );
    }
}
