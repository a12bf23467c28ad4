//! `nearest` finds the name that a client may have meant.

/// How many characters a name may have: the comparison takes as many steps as both lengths multiplied.
const LONGEST: usize = 64;

/// The known name closest to the one that was sent, if one is close.
pub(super) fn nearest<'known>(
    sent: &str,
    known: impl Iterator<Item = &'known str>,
) -> Option<&'known str> {
    if sent.len() > LONGEST {
        return None;
    }
    let sent = folded(sent);
    let (distance, name) = known
        .filter(|name| name.len() <= LONGEST)
        .map(|name| (distance(&sent, &folded(name)), name))
        .min_by_key(|(distance, _)| *distance)?;
    // One wrong letter in three is a slip; with more, another word was meant.
    (distance <= sent.len() / 3).then_some(name)
}

/// The name without what tells naming styles apart, so that `chat:send` and `chatSend` are equal.
fn folded(name: &str) -> Vec<char> {
    name.chars()
        .filter(|letter| letter.is_alphanumeric())
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

/// How many letters must be inserted, removed, replaced or swapped with their neighbour to make `to` of `from`.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    let mut letter_before = None;
    for (index, letter) in from.iter().enumerate() {
        let mut next = vec![index + 1];
        let mut known_before = None;
        for (column, known) in to.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX);
            let replaced = at(&row, column) + usize::from(letter != known);
            let changed = at(&row, column + 1).min(at(&next, column)) + 1;
            let mut least = replaced.min(changed);
            if column > 0 && letter_before == Some(known) && known_before == Some(letter) {
                least = least.min(at(&before, column - 1) + 1);
            }
            next.push(least);
            known_before = Some(known);
        }
        letter_before = Some(letter);
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_and_other_words_are_not() {
        let known = ["chat:send", "typing", "/admin"];
        for (sent, meant) in [
            ("chat:sned", Some("chat:send")),
            ("chatSend", Some("chat:send")),
            ("chat-send", Some("chat:send")),
            ("typnig", Some("typing")),
            ("typin", Some("typing")),
            ("/Admin", Some("/admin")),
            ("/admins", Some("/admin")),
            ("hello", None),
            ("", None),
            ("/", None),
        ] {
            assert_eq!(nearest(sent, known.into_iter()), meant, "{sent}");
        }
        assert_eq!(nearest(&"chat:send".repeat(100), known.into_iter()), None);
    }

    #[test]
    fn the_distance_counts_single_changes() {
        for (from, to, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("abc", "abd", 1),
            ("abc", "acb", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(
                distance(&folded(from), &folded(to)),
                expected,
                "{from} {to}"
            );
        }
    }
}
