//! `params` decodes the parameters of a namespace in every way that there is: the function behind a fuzz target.

use std::{collections::BTreeMap, fmt::Debug, str::FromStr};

use serde::{Deserialize, de::DeserializeOwned};

use super::{Params, text::Text};

#[derive(Debug, Deserialize, PartialEq)]
struct Place {
    shop: String,
    table: u32,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Side {
    Left,
    Right,
}

#[derive(Debug, Deserialize, PartialEq)]
struct New<T>(T);

/// Compares what is decoded with what the standard library reads from the same text.
pub(crate) fn params(pairs: &[(String, String)]) {
    let place = decoded::<Place>(pairs);
    let names: Vec<_> = pairs.iter().map(|(name, _)| name.as_str()).collect();
    if names == ["shop", "table"] {
        let tuple = decoded::<(String, u32)>(pairs);
        assert_eq!(
            place.map(|place| (place.shop, place.table)),
            tuple,
            "{pairs:?}"
        );
    }
    let values: Vec<_> = pairs.iter().map(|(_, value)| value.clone()).collect();
    assert_eq!(decoded::<Vec<String>>(pairs), Some(values));
    if let Some(map) = decoded::<BTreeMap<String, String>>(pairs) {
        // The last one of a name counts.
        assert!(
            pairs
                .iter()
                .rev()
                .all(|(name, value)| map.get(name).is_some_and(|known| {
                    known == value || pairs.iter().filter(|(other, _)| other == name).count() > 1
                }))
        );
    }
    macro_rules! numbers {
        ($($number:ty)*) => {$( same::<$number>(pairs); )*};
    }
    numbers! { u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 f32 f64 bool char String }
    let side = match pairs {
        [(_, value)] => match value.as_str() {
            "left" => Some(Side::Left),
            "right" => Some(Side::Right),
            _ => None,
        },
        _ => None,
    };
    assert_eq!(decoded::<Side>(pairs), side);
    let _ = decoded::<Option<Side>>(pairs);
    let _ = decoded::<(u8, Option<bool>, New<Side>)>(pairs);
    let _ = decoded::<serde_json::Value>(pairs);
    let _ = decoded::<()>(pairs);
}

/// A single parameter is what its text says, alone, in a newtype and by its name.
fn same<T: DeserializeOwned + FromStr + Debug>(pairs: &[(String, String)]) {
    let expected = match pairs {
        [(_, value)] => value.parse::<T>().ok(),
        _ => None,
    };
    let expected = expected.map(|value| format!("{value:?}"));
    let shown = |value: Option<T>| value.map(|value| format!("{value:?}"));
    assert_eq!(shown(decoded(pairs)), expected, "{pairs:?}");
    assert_eq!(
        shown(decoded::<New<T>>(pairs).map(|New(value)| value)),
        expected,
        "{pairs:?}"
    );
    for (_, value) in pairs {
        let named = T::deserialize(Text(value)).ok();
        let expected = value.parse::<T>().ok();
        assert_eq!(format!("{named:?}"), format!("{expected:?}"), "{value}");
    }
}

fn decoded<T: DeserializeOwned>(pairs: &[(String, String)]) -> Option<T> {
    T::deserialize(Params(pairs)).ok()
}
