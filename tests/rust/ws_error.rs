//! `#[derive(WsError)]` makes of each variant what its options say.

use std::{error::Error as _, fmt, io, rc::Rc};

use gateway_runtime::{Failure, IntoWsError, WsError};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// The code, the message and the details.
fn told(error: impl IntoWsError) -> (String, String, Option<Value>) {
    let error = error.into_ws_error();
    (
        error.code().to_owned(),
        error.message().to_owned(),
        error.details().cloned(),
    )
}

/// What `told` gives, written shortly.
fn expected(
    code: &str,
    message: &str,
    details: impl Into<Option<Value>>,
) -> (String, String, Option<Value>) {
    (code.to_owned(), message.to_owned(), details.into())
}

/// The error's sources, the outermost first.
fn sources(error: impl IntoWsError) -> Vec<String> {
    let error = error.into_ws_error();
    let mut next = error.source();
    let mut texts = Vec::new();
    while let Some(source) = next {
        texts.push(source.to_string());
        next = source.source();
    }
    texts
}

#[derive(WsError)]
enum BuyError {
    #[ws_error(message = "only {left} left of {type}{{}}")]
    OutOfStock { left: u32, r#type: &'static str },
    #[ws_error(code = "shop/CLOSED", message = "the shop is closed")]
    Closed,
    #[ws_error(message = "more than {0}")]
    Limit(u32),
    #[ws_error(message = "not {1:>0$} but {0}..")]
    Range(usize, u8, #[ws_error(skip)] u8),
    #[ws_error(message = "{2} is not between {0:?}")]
    Gap(u8, #[ws_error(skip)] u8, String),
    #[ws_error(message = "secret: {hidden}")]
    Skipped {
        #[ws_error(skip)]
        hidden: Box<str>,
    },
    #[ws_error(message = "broken")]
    Broken { fine: u8, broken: Broken },
}

/// Never serializes.
struct Broken;

impl Serialize for Broken {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("broken"))
    }
}

#[test]
fn a_variant_is_a_code_with_a_message_and_details() {
    let error = BuyError::OutOfStock {
        left: 2,
        r#type: "tea",
    };
    let details = json!({ "left": 2, "type": "tea" });
    assert_eq!(
        told(error),
        expected("out_of_stock", "only 2 left of tea{}", details)
    );
    assert_eq!(
        told(BuyError::Closed),
        expected("shop/CLOSED", "the shop is closed", None)
    );
}

#[test]
fn one_unnamed_field_is_a_value_and_several_are_an_array() {
    assert_eq!(
        told(BuyError::Limit(3)),
        expected("limit", "more than 3", json!(3))
    );
    assert_eq!(
        told(BuyError::Range(3, 1, 0)),
        expected("range", "not   1 but 3..", json!([3, 1]))
    );
    let gap = BuyError::Gap(1, 2, "x".into());
    assert_eq!(
        told(gap),
        expected("gap", "x is not between 1", json!([1, "x"]))
    );
}

#[test]
fn a_field_that_is_skipped_may_stand_in_the_message() {
    let error = BuyError::Skipped {
        hidden: "no".into(),
    };
    assert_eq!(told(error), expected("skipped", "secret: no", None));
}

#[test]
fn an_error_whose_details_cannot_be_written_comes_without_them() {
    let error = BuyError::Broken {
        fine: 1,
        broken: Broken,
    };
    assert_eq!(told(error), expected("broken", "broken", None));
}

/// With a `Display` of its own.
#[derive(Debug, thiserror::Error, WsError)]
enum LoadError {
    #[error("there is no user {id}")]
    UnknownUser { id: u64 },
    #[error("the page of {id} is not there")]
    NoPage { id: u64, source: io::Error },
    #[error("the header is wrong")]
    #[ws_error(message = "the file is damaged")]
    Header(#[source] std::num::ParseIntError, &'static str),
    #[error("the table cannot be read")]
    #[ws_error(internal)]
    Table(#[from] io::Error),
    #[error("the lock is broken")]
    #[ws_error(internal, message = "lock {0}")]
    Lock(u8),
    #[error(transparent)]
    #[ws_error(transparent)]
    Inner(#[from] Inner),
    #[error(transparent)]
    Address(#[from] std::net::AddrParseError),
}

/// An error with one code.
#[derive(Debug, thiserror::Error, WsError)]
#[error("{what} is not known")]
#[ws_error(code = "unknown")]
struct Inner {
    what: &'static str,
}

#[test]
fn the_text_of_thiserror_is_the_message() {
    let error = LoadError::UnknownUser { id: 7 };
    assert_eq!(
        told(error),
        expected("unknown_user", "there is no user 7", json!({ "id": 7 }))
    );
}

#[test]
fn a_source_is_for_the_log_alone() {
    let error = || LoadError::NoPage {
        id: 7,
        source: io::Error::other("disk full"),
    };
    assert_eq!(
        told(error()),
        expected("no_page", "the page of 7 is not there", json!({ "id": 7 }))
    );
    assert_eq!(sources(error()), ["disk full"]);
    let error: fn() -> Result<u8, WsError> = || {
        Ok("x"
            .parse::<u8>()
            .map_err(|error| LoadError::Header(error, "a"))?)
    };
    let error = || error().expect_err("is no number");
    assert_eq!(
        told(error()),
        expected("header", "the file is damaged", json!("a"))
    );
    assert_eq!(sources(error()), ["invalid digit found in string"]);
}

#[test]
fn an_internal_error_says_nothing_to_the_client_and_everything_to_the_log() {
    let error = || LoadError::from(io::Error::other("disk full"));
    let nothing = expected("internal", "Internal server error", None);
    assert_eq!(told(error()), nothing);
    assert_eq!(sources(error()), ["the table cannot be read", "disk full"]);
    assert!(
        WsError::from(error())
            .source()
            .is_some_and(<dyn std::error::Error>::is::<LoadError>)
    );
    assert_eq!(told(LoadError::Lock(3)), nothing);
    assert_eq!(sources(LoadError::Lock(3)), ["lock 3"]);
}

#[test]
fn a_transparent_variant_says_what_its_error_says() {
    let error = LoadError::from(Inner { what: "colour" });
    assert_eq!(
        told(error),
        expected(
            "unknown",
            "colour is not known",
            json!({ "what": "colour" })
        )
    );
    let address = "x".parse::<std::net::IpAddr>().expect_err("is no address");
    assert_eq!(
        told(LoadError::from(address)),
        expected("address", "invalid IP address syntax", None)
    );
}

/// Neither `Error` nor `Display`.
#[derive(WsError)]
enum Faults {
    #[ws_error(internal)]
    Disk(io::Error),
    #[ws_error(internal)]
    Text(String),
    #[ws_error(internal, message = "the pool of {0} is lost")]
    Pool(Unprintable),
    #[ws_error(internal)]
    Unprintable(Unprintable),
    #[ws_error(internal)]
    #[expect(dead_code, reason = "nobody reads what nobody is told")]
    Several(Unprintable, Unprintable),
    #[ws_error(internal)]
    Lost,
    #[ws_error(transparent)]
    Buy(BuyError),
    #[ws_error(transparent)]
    Any(WsError),
}

struct Unprintable(
    #[expect(dead_code, reason = "makes the type one that an error cannot hold")] Option<Rc<u8>>,
);

impl fmt::Display for Unprintable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing")
    }
}

#[test]
fn an_internal_variant_needs_no_display() {
    assert_eq!(
        sources(Faults::Disk(io::Error::other("disk full"))),
        ["Faults::Disk", "disk full"]
    );
    assert_eq!(sources(Faults::Text("no".into())), ["Faults::Text", "no"]);
    assert_eq!(
        sources(Faults::Pool(Unprintable(None))),
        ["the pool of nothing is lost"]
    );
    assert_eq!(
        sources(Faults::Unprintable(Unprintable(None))),
        ["Faults::Unprintable"]
    );
    assert_eq!(
        sources(Faults::Several(Unprintable(None), Unprintable(None))),
        ["Faults::Several"]
    );
    assert_eq!(sources(Faults::Lost), ["Faults::Lost"]);
    assert_eq!(
        told(Faults::Buy(BuyError::Limit(3))),
        expected("limit", "more than 3", json!(3))
    );
    assert_eq!(
        told(Faults::Any(WsError::conflict("twice"))),
        expected("conflict", "twice", None)
    );
}

/// With parameters.
#[derive(WsError)]
enum Changed<'a, T: Serialize, const N: usize>
where
    T: fmt::Debug,
{
    #[ws_error(message = "{name} was {was:?}")]
    Since { name: &'a str, was: [T; 2] },
    #[ws_error(message = "wrong")]
    Recursive(#[ws_error(skip)] Box<Self>),
    #[ws_error(message = "{N} is the limit")]
    Limit(#[ws_error(skip)] [u8; N]),
}

#[test]
fn a_generic_error_keeps_its_bounds() {
    let name = String::from("a");
    let error: Changed<'_, u8, 1> = Changed::Since {
        name: &name,
        was: [1, 2],
    };
    assert_eq!(
        told(error),
        expected(
            "since",
            "a was [1, 2]",
            json!({ "name": "a", "was": [1, 2] })
        )
    );
    let error: Changed<'_, u8, 3> = Changed::Recursive(Box::new(Changed::Limit([0; 3])));
    assert_eq!(told(error), expected("recursive", "wrong", None));
    assert_eq!(
        told(Changed::<u8, 3>::Limit([0; 3])),
        expected("limit", "3 is the limit", None)
    );
}

/// Never there.
#[derive(WsError)]
enum Never {}

#[test]
fn an_error_without_variants_is_one() {
    let fine: Result<u8, Never> = Ok(1);
    assert_eq!(fine.map_err(WsError::from).ok(), Some(1));
}

#[derive(WsError)]
#[ws_error(message = "wait {0} s", code = "wait")]
struct Wait(u8);

#[derive(WsError)]
#[ws_error(internal)]
struct Fault;

#[derive(WsError)]
#[ws_error(transparent)]
struct Wrapped {
    inner: Wait,
}

/// Runs code when it is dropped, so that no field can be moved out of it.
#[derive(WsError)]
#[ws_error(message = "{text}")]
struct Dropped {
    text: String,
}

impl Drop for Dropped {
    fn drop(&mut self) {
        self.text.clear();
    }
}

#[test]
fn a_struct_is_one_code() {
    assert_eq!(told(Wait(3)), expected("wait", "wait 3 s", json!(3)));
    assert_eq!(
        told(Wrapped { inner: Wait(4) }),
        expected("wait", "wait 4 s", json!(4))
    );
    assert_eq!(sources(Fault), ["Fault"]);
    assert_eq!(
        told(Dropped { text: "x".into() }),
        expected("dropped", "x", json!({ "text": "x" }))
    );
}

#[test]
fn filters_see_the_error_in_its_own_type() {
    let failure = Failure::from(BuyError::Limit(3));
    assert!(matches!(failure.downcast_ref(), Some(BuyError::Limit(3))));
    assert_eq!(failure.into_error().code(), "limit");
}

macro_rules! declared {
    ($name:ident, $variant:ident, $field:ident: $ty:ty, $code:literal, $message:literal) => {
        #[derive(WsError)]
        enum $name {
            #[ws_error(code = $code, message = $message)]
            $variant { $field: $ty },
        }
    };
}

declared!(FromMacro, Made, size: u8, "made", "of {size}");

#[test]
fn an_error_may_come_from_a_macro() {
    assert_eq!(
        told(FromMacro::Made { size: 3 }),
        expected("made", "of 3", json!({ "size": 3 }))
    );
}

#[derive(WsError)]
enum Compiled {
    #[cfg(any())]
    #[ws_error(message = "missing {0}")]
    Absent(NoSuchType),
    #[cfg_attr(all(), ws_error(message = "{kept}"))]
    Kept {
        #[cfg(any())]
        absent: NoSuchType,
        kept: u8,
    },
}

#[test]
fn what_is_not_compiled_is_not_there() {
    assert_eq!(
        told(Compiled::Kept { kept: 1 }),
        expected("kept", "1", json!({ "kept": 1 }))
    );
}
