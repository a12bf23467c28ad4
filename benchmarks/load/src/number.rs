//! `real` and `leading` convert the numbers of reports and packets.

/// A count as a real number, to compute ratios with.
#[allow(
    clippy::cast_precision_loss,
    reason = "no figure here has more than 52 significant bits"
)]
pub(crate) fn real(count: u64) -> f64 {
    count as f64
}

/// The digits that `text` starts with, and what follows them.
pub(crate) fn leading(text: &[u8]) -> Option<(u64, &[u8])> {
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = text.split_at(length);
    let number = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_digits_and_leaves_the_rest() {
        assert_eq!(leading(b"17[1]"), Some((17, &b"[1]"[..])));
        assert_eq!(leading(b"[1]"), None);
        assert_eq!(leading(b"99999999999999999999"), None);
    }
}
