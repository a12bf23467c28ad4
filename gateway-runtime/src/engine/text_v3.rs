//! `packets` splits a text body of Engine.IO 3, in which each packet stands behind its length: `5:4abcd3:4ef`.
//!
//! The protocol library never stops reading such a body if a length ends within a letter of two UTF-16 units,
//! and for each piece that arrives it goes through the whole packet again. So the library is given whole
//! packets, one at a time, and only if they are well-formed.

use bytes::Bytes;

/// The packets of a body, each with its length before it and without; `None` if the body is malformed.
pub(super) fn packets(body: &Bytes) -> Option<Vec<(Bytes, Bytes)>> {
    let text = std::str::from_utf8(body).ok()?;
    let mut packets = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (length, rest) = text.get(at..)?.split_once(':')?;
        if !length.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let units = length.parse().ok().filter(|units| *units > 0)?;
        let start = at + length.len() + 1;
        let end = start + bytes_of(rest, units)?;
        packets.push((body.slice(at..end), body.slice(start..end)));
        at = end;
    }
    Some(packets)
}

/// How many bytes of `text` make this many UTF-16 units; `None` if no letter ends there.
fn bytes_of(text: &str, units: usize) -> Option<usize> {
    let mut count = 0;
    for (at, letter) in text.char_indices() {
        if count >= units {
            return (count == units).then_some(at);
        }
        count += letter.len_utf16();
    }
    (count == units).then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(body: &str) -> Option<Vec<String>> {
        let packets = packets(&Bytes::copy_from_slice(body.as_bytes()))?;
        let framed = packets.into_iter().map(|(framed, _)| framed);
        framed
            .map(|packet| String::from_utf8(packet.to_vec()).ok())
            .collect()
    }

    #[test]
    fn packets_are_found_by_their_length_in_utf16_units() {
        for packets in [
            vec![],
            vec!["1:2"],
            vec!["5:4abcd", "3:4ef", "2:4:"],
            vec!["3:4\u{1f600}", "2:4\u{e4}", "2:4\u{20ac}", "1:3"],
        ] {
            let expected = packets.iter().map(|&packet| packet.to_owned()).collect();
            assert_eq!(split(&packets.concat()), Some(expected));
        }
    }

    #[test]
    fn what_is_malformed_is_found() {
        for body in [
            "x",
            ":",
            "1",
            "1:",
            "0:",
            "2:4",
            "+1:4",
            "-1:4",
            "1:\u{1f600}",
            "1:\u{1f600}x",
            "2:4\u{1f600}",
            "1:4x",
            "99999999999999999999999:4",
            "\u{661}:4",
        ] {
            assert_eq!(split(body), None, "{body}");
        }
        assert_eq!(packets(&Bytes::from_static(b"1:\xff")), None);
    }

    #[test]
    fn a_packet_is_given_without_its_length_too() {
        let packets = packets(&Bytes::from_static(b"3:40a2:4b")).expect("well-formed");
        let bare: Vec<_> = packets.into_iter().map(|(_, packet)| packet).collect();
        assert_eq!(bare, ["40a", "4b"]);
    }
}
