//! Names of users that would break the file, or meet each other.

use serde_json::json;

use super::support::{argument, line, with_messages, with_namespaces};
use crate::contract::{
    Answer, Argument, Contract, Endpoint, Errors, Event, Message, Namespace, OtherCodes,
    typescript::Printer,
};

fn prefixes(contract: &Contract) -> Vec<(String, String)> {
    let printer = Printer::new(contract);
    let namespaces = printer.names.namespaces().iter();
    namespaces
        .map(|named| (named.path.to_owned(), named.name("")))
        .collect()
}

fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
    pairs
        .map(|(path, prefix)| (path.to_owned(), prefix.to_owned()))
        .into()
}

#[test]
fn a_namespace_is_named_after_its_path() {
    let contract = with_namespaces(
        ["/", "/shop", "/chat/{room}", "/42", "/чат", "/…"]
            .map(|path| (path, Namespace::default())),
    );
    let expected = pairs([
        ("/", ""),
        ("/42", "Namespace42"),
        ("/chat/{room}", "ChatRoom"),
        ("/shop", "Shop"),
        ("/чат", "Чат"),
        ("/…", "Namespace"),
    ]);
    assert_eq!(prefixes(&contract), expected);
}

#[test]
fn the_second_of_a_name_gets_a_number_that_no_path_has() {
    let contract = with_namespaces(
        ["/chat-room", "/chat-room-2", "/chat/{room}", "/chat_room"]
            .map(|path| (path, Namespace::default())),
    );
    let expected = pairs([
        ("/chat-room", "ChatRoom"),
        ("/chat-room-2", "ChatRoom2"),
        ("/chat/{room}", "ChatRoom3"),
        ("/chat_room", "ChatRoom4"),
    ]);
    assert_eq!(prefixes(&contract), expected);
}

#[test]
fn a_namespace_never_has_the_names_of_the_file() {
    let contract = with_namespaces([("/typed", Namespace::default())]);
    assert_eq!(prefixes(&contract), pairs([("/typed", "Typed2")]));
}

#[test]
fn the_same_path_on_another_endpoint_gets_its_port_or_its_path() {
    let endpoint = |port, path: &str| Endpoint {
        port,
        path: path.to_owned(),
        namespaces: [("/shop".to_owned(), Namespace::default())].into(),
        ..Endpoint::default()
    };
    let contract = Contract {
        endpoints: [
            ("81 /socket.io".to_owned(), endpoint(Some(81), "/socket.io")),
            ("main".to_owned(), endpoint(None, "/socket.io")),
            ("main /admin.io".to_owned(), endpoint(None, "/admin.io")),
        ]
        .into(),
        ..Contract::default()
    };
    let expected = pairs([
        ("/shop", "Shop"),
        ("/shop", "ShopPort81"),
        ("/shop", "ShopPathAdminIo"),
    ]);
    assert_eq!(prefixes(&contract), expected);
}

#[test]
fn a_type_gets_out_of_the_way_of_everything_else() {
    let around = Message {
        errors: Errors {
            other: OtherCodes::Around,
            ..Errors::default()
        },
        ..Message::default()
    };
    let mut contract = with_namespaces([("/", with_messages([("buy", around)]))]);
    let names = [
        "Failure",
        "Socket",
        "BuyFailure",
        "Page<User>",
        "Page(User)",
        "string",
        "keyof",
        "Array",
        "__proto__",
        "9",
        "Pay/Load",
    ];
    contract.types = names
        .map(|name| (name.to_owned(), json!({ "type": "string" })))
        .into();
    let printer = Printer::new(&contract);
    let given = names.map(|name| printer.names.of_type(name).unwrap_or_default());
    let expected = [
        "Failure_",
        "Socket_",
        "BuyFailure_",
        "Page_User__",
        "Page_User_",
        "string_",
        "keyof_",
        "Array",
        "__proto__",
        "_9",
        "Pay_Load",
    ];
    assert_eq!(given, expected);
    let reference = json!({ "$ref": "#/types/Pay~1Load" });
    assert_eq!(printer.type_of(&reference).print(0), "Pay_Load");
}

#[test]
fn auth_that_is_a_type_of_this_name_is_that_type() {
    let auth = Some(argument("auth", json!({ "$ref": "#/types/Auth" })));
    let mut contract = with_namespaces([(
        "/",
        Namespace {
            auth,
            ..Namespace::default()
        },
    )]);
    contract
        .types
        .insert("Auth".to_owned(), json!({ "type": "string" }));
    let file = contract.typescript();
    assert_eq!(
        line(&file, "export type Auth"),
        "export type Auth = string;"
    );
    assert_eq!(file.matches("Auth").count(), 1);
}

#[test]
fn events_of_one_name_in_pascal_case_have_failures_of_two() {
    let message = || Message {
        validated: true,
        ..Message::default()
    };
    let contract = with_namespaces([(
        "/",
        with_messages([("a-b", message()), ("a_b", message()), ("", message())]),
    )]);
    let file = contract.typescript();
    for name in ["ABFailure", "ABFailure2", "Failure2"] {
        line(&file, &format!("export type {name} ="));
    }
}

/// Everything that a user may write, at once: none of it may leave the string or the comment that it stands in.
#[test]
fn nothing_that_a_user_writes_is_read_as_code() {
    let evil = "*/ } evil(); \" ' ` ${evil()} \\ \n\r\u{2028}\u{202e} // @ts-ignore";
    let schema = json!({ "type": evil, "description": evil, "title": evil, "properties": { evil: { "const": evil, "description": evil } }, "required": [evil] });
    let argument = || Argument {
        name: evil.to_owned(),
        schema: schema.clone(),
        optional: false,
    };
    let message = Message {
        docs: evil.to_owned(),
        body: vec![argument(), argument()],
        answer: Answer {
            acknowledgement: vec![argument(), argument()],
            events: vec![evil.to_owned()],
        },
        guards: vec![evil.to_owned()],
        ..Message::default()
    };
    let event = Event {
        docs: evil.to_owned(),
        arguments: vec![argument()],
    };
    let namespace = Namespace {
        docs: evil.to_owned(),
        params: [(evil.to_owned(), schema.clone())].into(),
        auth: Some(argument()),
        events: [(evil.to_owned(), event)].into(),
        fallback: Some(message.clone()),
        ..with_messages([(evil, message)])
    };
    let mut contract = with_namespaces([(evil, namespace)]);
    contract.types.insert(evil.to_owned(), schema);
    let file = contract.typescript();
    assert_eq!(
        code_outside_of_strings_and_comments(&file)
            .matches("evil")
            .count(),
        file.matches("_evil").count()
    );
    assert!(!file.contains(['\u{2028}', '\u{202e}', '\r']));
}

/// `file` without its strings and comments.
fn code_outside_of_strings_and_comments(file: &str) -> String {
    let mut code = String::new();
    let mut rest = file;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '"' => {
                let mut is_escaped = false;
                let end = rest[1..].find(|character| {
                    let is_end = character == '"' && !is_escaped;
                    is_escaped = character == '\\' && !is_escaped;
                    is_end
                });
                1 + end.unwrap_or_default() + 1
            }
            '/' if rest.starts_with("/*") => rest.find("*/").unwrap_or_default() + 2,
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or_default(),
            _ => {
                code.push(first);
                first.len_utf8()
            }
        };
        rest = &rest[end..];
    }
    code
}
