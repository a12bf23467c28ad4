//! The functions that write `MessagePack`, each value in the shortest form: byte for byte as `rmp` does.

/// A number that is not negative.
pub(in crate::wire) fn unsigned(buffer: &mut Vec<u8>, number: u64) {
    if let Ok(number) = u8::try_from(number) {
        if number >= 0x80 {
            buffer.push(0xcc);
        }
        buffer.push(number);
    } else if let Ok(number) = u16::try_from(number) {
        marked(buffer, 0xcd, number.to_be_bytes());
    } else if let Ok(number) = u32::try_from(number) {
        marked(buffer, 0xce, number.to_be_bytes());
    } else {
        marked(buffer, 0xcf, number.to_be_bytes());
    }
}

/// A number that may be negative.
pub(in crate::wire) fn signed(buffer: &mut Vec<u8>, number: i64) {
    if let Ok(number) = u64::try_from(number) {
        unsigned(buffer, number);
    } else if let Ok(number) = i8::try_from(number) {
        if number < -32 {
            buffer.push(0xd0);
        }
        buffer.push(number.cast_unsigned());
    } else if let Ok(number) = i16::try_from(number) {
        marked(buffer, 0xd1, number.to_be_bytes());
    } else if let Ok(number) = i32::try_from(number) {
        marked(buffer, 0xd2, number.to_be_bytes());
    } else {
        marked(buffer, 0xd3, number.to_be_bytes());
    }
}

/// A float of 32 bits.
pub(in crate::wire) fn single(buffer: &mut Vec<u8>, number: f32) {
    marked(buffer, 0xca, number.to_be_bytes());
}

/// A float of 64 bits.
pub(in crate::wire) fn double(buffer: &mut Vec<u8>, number: f64) {
    marked(buffer, 0xcb, number.to_be_bytes());
}

/// True or false.
pub(in crate::wire) fn boolean(buffer: &mut Vec<u8>, value: bool) {
    buffer.push(if value { 0xc3 } else { 0xc2 });
}

/// Null.
pub(in crate::wire) fn null(buffer: &mut Vec<u8>) {
    buffer.push(0xc0);
}

/// A text.
pub(in crate::wire) fn text(buffer: &mut Vec<u8>, text: &str) {
    match u8::try_from(text.len()) {
        Ok(length) if length > 0x1f => marked(buffer, 0xd9, [length]),
        _ => head(buffer, 0xa0, 0x1f, [0xda, 0xdb], text.len()),
    }
    buffer.extend_from_slice(text.as_bytes());
}

/// Binary data.
pub(in crate::wire) fn bytes(buffer: &mut Vec<u8>, bytes: &[u8]) {
    match u8::try_from(bytes.len()) {
        Ok(length) => marked(buffer, 0xc4, [length]),
        Err(_) => long_head(buffer, [0xc5, 0xc6], bytes.len()),
    }
    buffer.extend_from_slice(bytes);
}

/// What stands before the elements of a list.
pub(in crate::wire) fn list_head(buffer: &mut Vec<u8>, length: usize) {
    head(buffer, 0x90, 0x0f, [0xdc, 0xdd], length);
}

/// What stands before the pairs of an object.
pub(in crate::wire) fn object_head(buffer: &mut Vec<u8>, length: usize) {
    head(buffer, 0x80, 0x0f, [0xde, 0xdf], length);
}

/// A length of at most `most` is part of the marker.
fn head(buffer: &mut Vec<u8>, marker: u8, most: u8, longer: [u8; 2], length: usize) {
    match u8::try_from(length) {
        Ok(length) if length <= most => buffer.push(marker | length),
        _ => long_head(buffer, longer, length),
    }
}

/// The markers are those of lengths of 16 and of 32 bits.
fn long_head(buffer: &mut Vec<u8>, [short, long]: [u8; 2], length: usize) {
    if let Ok(length) = u16::try_from(length) {
        marked(buffer, short, length.to_be_bytes());
    } else {
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        marked(buffer, long, length.to_be_bytes());
    }
}

fn marked<const N: usize>(buffer: &mut Vec<u8>, marker: u8, digits: [u8; N]) {
    buffer.push(marker);
    buffer.extend_from_slice(&digits);
}

#[cfg(test)]
mod tests {
    use ::bytes::Bytes;
    use rmp_serde::to_vec;

    use super::*;

    fn written(write: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
        let mut buffer = Vec::new();
        write(&mut buffer);
        buffer
    }

    #[test]
    fn numbers_are_as_short_as_rmp_writes_them() {
        for shift in 0..64 {
            for near in [-2, -1, 0, 1] {
                let number = (1_u64 << shift).wrapping_add_signed(near);
                let packed = written(|buffer| unsigned(buffer, number));
                assert_eq!(Ok(packed), to_vec(&number).map_err(|_| ()), "{number}");
                for number in [number.cast_signed(), number.cast_signed().wrapping_neg()] {
                    let packed = written(|buffer| signed(buffer, number));
                    assert_eq!(Ok(packed), to_vec(&number).map_err(|_| ()), "{number}");
                }
            }
        }
        for number in [-33, -32, -31, 0] {
            let packed = written(|buffer| signed(buffer, number));
            assert_eq!(Ok(packed), to_vec(&number).map_err(|_| ()), "{number}");
        }
    }

    #[test]
    fn lengths_are_as_short_as_rmp_writes_them() {
        for length in [0, 1, 15, 16, 31, 32, 255, 256, 65_535, 65_536] {
            let letters = "a".repeat(length);
            let binary = Bytes::from(letters.clone());
            let list = vec![(); length];
            for (ours, theirs) in [
                (written(|buffer| text(buffer, &letters)), to_vec(&letters)),
                (written(|buffer| bytes(buffer, &binary)), to_vec(&binary)),
                (
                    written(|buffer| {
                        list_head(buffer, length);
                        for () in &list {
                            null(buffer);
                        }
                    }),
                    to_vec(&list),
                ),
            ] {
                assert!(Ok(ours) == theirs.map_err(|_| ()), "{length}");
            }
        }
    }
}
