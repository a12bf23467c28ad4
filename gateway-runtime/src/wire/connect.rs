//! `connect_payload` reads the payload of CONNECT, which is one value and not a list of arguments.

use serde::de::DeserializeOwned;

use super::{
    argument_reader::argument_at_start,
    missing::Missing,
    packed,
    tree::Tree,
    undecodable::{Undecodable, from_tree},
};
use crate::{
    error::WsError,
    protocol::{Contents, Packet},
};

/// Decodes what a client has sent with CONNECT. If it has sent nothing, that is `None`, or an object without members.
pub(crate) fn connect_payload<T: DeserializeOwned>(payload: Option<&Packet>) -> Result<T, WsError> {
    let decoded = match payload.map(Packet::contents) {
        None => absent(),
        Some(Contents::Text(text) | Contents::Attached(text, _)) => {
            argument_at_start(text, 1).map(|(payload, _)| payload)
        }
        Some(Contents::Packed(bytes)) => match packed::value(bytes, 0) {
            Ok(None | Some((Tree::Null, _))) => absent(),
            Ok(Some((payload, _))) => from_tree(payload, 1),
            Err(error) => Err(Undecodable::packet(&error)),
        },
    };
    decoded.map_err(|what| what.in_auth())
}

fn absent<T: DeserializeOwned>() -> Result<T, Undecodable> {
    match T::deserialize(Missing) {
        Ok(absent) => Ok(absent),
        Err(_) => from_tree(Tree::Object(Vec::new()), 1),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize, Debug, PartialEq)]
    struct Auth {
        token: String,
    }

    #[derive(Deserialize, Debug, PartialEq)]
    struct Lenient {
        #[serde(default)]
        level: u8,
    }

    fn decode<T: DeserializeOwned>(text: Option<&str>) -> Result<T, String> {
        let value = text.map(Packet::text);
        connect_payload(value.as_ref()).map_err(|error| error.message().to_owned())
    }

    #[test]
    fn what_was_sent() {
        let token = "t".to_owned();
        assert_eq!(decode(Some(r#"{"token":"t"}"#)), Ok(Auth { token }));
        assert_eq!(decode(Some("7")), Ok(7_u8));
        let packed = rmp_serde::to_vec(&serde_json::json!({ "token": 7 })).expect("writes");
        let error = connect_payload::<Auth>(Some(&Packet::packed(packed)));
        assert_eq!(
            error.map_err(|error| error.message().to_owned()),
            Err(
                "invalid handshake auth: `token`: invalid type: integer `7`, expected a string"
                    .into()
            )
        );
    }

    #[test]
    fn nothing_was_sent() {
        assert_eq!(decode(None), Ok(None::<Auth>));
        assert_eq!(decode(None), Ok(Lenient { level: 0 }));
        assert_eq!(
            decode::<Auth>(None),
            Err("invalid handshake auth: missing field `token`".into())
        );
        let nil = Packet::packed(vec![0xc0]);
        assert!(matches!(connect_payload(Some(&nil)), Ok(None::<Auth>)));
    }
}
