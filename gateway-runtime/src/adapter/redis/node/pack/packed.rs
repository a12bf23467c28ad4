//! `for_packed_clients` is packed arguments as clients with a `MessagePack` parser read them.

use bytes::Bytes;

use super::{Item, Read, Reader, Writer};

/// Checks `packed` and passes it on unread, unless it has dates: the parser of Socket.IO's clients reads these as
/// `notepack.io` 2 writes them, and servers of Node write them as its version 3 does.
///
/// # Errors
/// The arguments are malformed.
pub(in super::super) fn for_packed_clients(packed: &Bytes) -> Read<Bytes> {
    let mut has_dates = false;
    let mut from = Reader(packed);
    let mut items = 1_usize;
    while items > 0 {
        let item = from.item()?;
        has_dates |= matches!(item, Item::Time(_));
        items = (items - 1).saturating_add(item.items());
    }
    let length = packed.len() - from.0.len();
    let packed = packed.slice(..length);
    Ok(if has_dates {
        with_dates(&packed)?
    } else {
        packed
    })
}

fn with_dates(packed: &[u8]) -> Read<Bytes> {
    let mut to = Writer::default();
    let mut from = Reader(packed);
    while !from.0.is_empty() {
        let before = from.0;
        match from.item()? {
            Item::Time(milliseconds) => {
                #[expect(clippy::cast_possible_truncation, reason = "the conversion saturates")]
                let milliseconds = milliseconds as i64;
                // Eight bytes of type 0.
                to.raw(&[0xd7, 0]);
                to.raw(&milliseconds.to_be_bytes());
            }
            _ => to.raw(&before[..before.len() - from.0.len()]),
        }
    }
    Ok(to.into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_rewritten_and_all_else_is_kept() {
        let plain = Bytes::from_static(&[0x92, 0xa1, b'e', 0x81, 0xa1, b'a', 0xc4, 1, 7]);
        assert_eq!(for_packed_clients(&plain).expect("is well formed"), plain);

        let dated = Bytes::from_static(&[0x92, 0xa1, b'e', 0xd6, 0xff, 0, 0, 0, 1]);
        let expected = [0x92, 0xa1, b'e', 0xd7, 0, 0, 0, 0, 0, 0, 0, 0x03, 0xe8];
        assert_eq!(
            for_packed_clients(&dated).expect("is well formed"),
            expected[..]
        );

        let cut = Bytes::from_static(&[0x92, 0xa1]);
        assert!(for_packed_clients(&cut).is_err());
    }
}
