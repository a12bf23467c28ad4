//! `take` and `give` are for the buffer that each thread keeps for what it writes.

use std::cell::Cell;

/// The longest buffer that a thread keeps in any case, in bytes.
pub(super) const KEPT: usize = 16 * 1024;
/// The longest that it keeps as long as the answers are that long, in bytes: more than one gets seldom.
const LONGEST: usize = 2 * 1024 * 1024;

thread_local! {
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// An empty buffer; a new one if the thread is ending, or if what is written sends something itself.
pub(super) fn take() -> Vec<u8> {
    BUFFER.try_with(Cell::take).unwrap_or_default()
}

/// For the next.
pub(super) fn give(mut buffer: Vec<u8>) {
    let capacity = buffer.capacity();
    let is_used = capacity <= LONGEST && buffer.len() >= capacity / 4;
    if capacity <= KEPT || is_used {
        buffer.clear();
        let _ = BUFFER.try_with(|kept| kept.set(buffer));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_buffer_is_kept_only_while_it_is_used() {
        let long = vec![1; 8 * KEPT];
        give(long.clone());
        assert_eq!(take().capacity(), long.capacity());
        let mut longer_than_needed = long;
        longer_than_needed.truncate(KEPT);
        give(longer_than_needed);
        assert_eq!(take().capacity(), 0);
        give(vec![1; LONGEST + 1]);
        assert_eq!(take().capacity(), 0);
        give(vec![1; 8]);
        let kept = take();
        assert!(kept.is_empty() && kept.capacity() >= 8);
    }
}
