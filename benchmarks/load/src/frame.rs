//! `Frame` is a WebSocket frame, as a client reads and writes it: without fragments and extensions.

use crate::Failure;

/// What a frame of the server holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Frame<'a> {
    Text(&'a [u8]),
    Binary(&'a [u8]),
    Ping(&'a [u8]),
    Pong,
    Close,
}

const TEXT: u8 = 0x1;
const BINARY: u8 = 0x2;
const CLOSE: u8 = 0x8;
const PING: u8 = 0x9;
const PONG: u8 = 0xA;
const FINAL: u8 = 0x80;
const MASKED: u8 = 0x80;
/// The length follows in two bytes.
const TWO_BYTES: u8 = 0x7e;
/// The length follows in eight bytes.
const EIGHT_BYTES: u8 = 0x7f;

/// The mask of clients' frames. It has no zero byte, so that a server that does not unmask is found out.
const MASK: [u8; 4] = [0x5a, 0xc3, 0x17, 0x9e];

/// Appends a text frame.
pub(crate) fn text(out: &mut Vec<u8>, payload: &[u8]) {
    masked(out, TEXT, payload);
}

/// Appends the answer to a ping.
pub(crate) fn pong(out: &mut Vec<u8>, payload: &[u8]) {
    masked(out, PONG, payload);
}

fn masked(out: &mut Vec<u8>, opcode: u8, payload: &[u8]) {
    out.push(FINAL | opcode);
    let length = payload.len();
    match (u8::try_from(length), u16::try_from(length)) {
        (Ok(short @ ..TWO_BYTES), _) => out.push(MASKED | short),
        (_, Ok(medium)) => {
            out.push(MASKED | TWO_BYTES);
            out.extend_from_slice(&medium.to_be_bytes());
        }
        _ => {
            out.push(MASKED | EIGHT_BYTES);
            out.extend_from_slice(&(length as u64).to_be_bytes());
        }
    }
    out.extend_from_slice(&MASK);
    let bytes = payload.iter().zip(MASK.iter().cycle());
    out.extend(bytes.map(|(byte, mask)| byte ^ mask));
}

/// The first frame of `data` and its length; `None` if the frame has not arrived whole.
pub(crate) fn read(data: &[u8]) -> Result<Option<(Frame<'_>, usize)>, Failure> {
    let [first, second, ..] = *data else {
        return Ok(None);
    };
    if second & MASKED != 0 {
        return Err(Failure::new("the server masked a frame"));
    }
    let (start, length) = match second {
        TWO_BYTES => (4, data.get(2..4).map(big_endian)),
        EIGHT_BYTES => (10, data.get(2..10).map(big_endian)),
        short => (2, Some(usize::from(short))),
    };
    let Some(length) = length else {
        return Ok(None);
    };
    let Some(payload) = data.get(start..start + length) else {
        return Ok(None);
    };
    let frame = match first.checked_sub(FINAL) {
        Some(TEXT) => Frame::Text(payload),
        Some(BINARY) => Frame::Binary(payload),
        Some(PING) => Frame::Ping(payload),
        Some(PONG) => Frame::Pong,
        Some(CLOSE) => Frame::Close,
        _ => {
            let what = format!("a frame that was not expected starts with {first:#04x}");
            return Err(Failure::new(what));
        }
    };
    Ok(Some((frame, start + length)))
}

fn big_endian(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .fold(0, |number, byte| number << 8 | usize::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The payload that a server reads from a frame, with the frame's first byte.
    fn unmasked(frame: &[u8]) -> (u8, Vec<u8>) {
        let start = match frame[1] & 0x7f {
            126 => 4,
            127 => 10,
            _ => 2,
        };
        let (mask, payload) = frame[start..].split_at(4);
        let bytes = payload.iter().zip(mask.iter().cycle());
        (frame[0], bytes.map(|(byte, mask)| byte ^ mask).collect())
    }

    #[test]
    fn frames_of_every_length_are_unmasked_to_what_was_sent() {
        for length in [0, 1, 125, 126, 65_535, 65_536] {
            let payload = vec![b'x'; length];
            let mut frame = Vec::new();
            text(&mut frame, &payload);
            assert_eq!(unmasked(&frame), (0x81, payload));
        }
    }

    #[test]
    fn frames_of_every_length_are_read() {
        for (head, length) in [
            (vec![0x81, 125], 125),
            (vec![0x81, 126, 0x01, 0x00], 256),
            (vec![0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0], 65_536),
        ] {
            let payload = vec![b'y'; length];
            let whole = [head.clone(), payload.clone()].concat();
            let (frame, end) = read(&whole).expect("is a frame").expect("is whole");
            assert_eq!((frame, end), (Frame::Text(&payload), whole.len()));
            for cut in [0, 1, head.len(), whole.len() - 1] {
                assert!(read(&whole[..cut]).expect("is no mistake").is_none());
            }
        }
    }

    #[test]
    fn binary_data_is_told_from_text() {
        let (frame, end) = read(&[0x82, 2, 0, 0xff])
            .expect("is a frame")
            .expect("is whole");
        assert_eq!((frame, end), (Frame::Binary(&[0, 0xff]), 4));
    }

    #[test]
    fn a_masked_frame_and_a_fragment_are_refused() {
        assert!(read(&[0x81, 0x81, 0, 0, 0, 0, 0]).is_err());
        assert!(read(&[0x01, 0x01, 0]).is_err());
    }
}
