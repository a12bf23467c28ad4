//! `closest` finds the name that the user may have meant; `list` and `kebab_case` word a
//! suggestion.

/// The known name closest to what was written, if one is close.
pub(crate) fn closest<'known>(written: &str, known: &[&'known str]) -> Option<&'known str> {
    let (distance, name) = nearest(written, known)?;
    // One wrong letter in three is a slip; with more, another word was meant.
    (distance <= folded(written).len() / 3).then_some(name)
}

/// Like [`closest`], where what was written may as well be right and not ours: one wrong letter in
/// four is a slip.
pub(crate) fn near<'known>(written: &str, known: &[&'known str]) -> Option<&'known str> {
    let (distance, name) = nearest(written, known)?;
    let length = folded(written).len().min(folded(name).len());
    (distance <= length / 4).then_some(name)
}

/// The known name with the least distance to what was written.
fn nearest<'known>(written: &str, known: &[&'known str]) -> Option<(usize, &'known str)> {
    let written = folded(written);
    known
        .iter()
        .map(|name| (distance(&written, &folded(name)), *name))
        .min_by_key(|(distance, _)| *distance)
}

/// Whether both are the same name, in whatever naming style.
pub(crate) fn is_same(written: &str, known: &str) -> bool {
    folded(written) == folded(known)
}

/// `name` without what tells naming styles apart, so that `renameAll` and `rename_all` are equal.
fn folded(name: &str) -> Vec<char> {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

/// The number of letters that must be inserted, removed, replaced or swapped with their neighbour
/// to make `to` of `from`.
fn distance(from: &[char], to: &[char]) -> usize {
    // Row `i` holds the distances of the first `i` letters of `from` to each beginning of `to`.
    let mut rows: Vec<Vec<usize>> = vec![(0..=to.len()).collect()];
    for i in 1..=from.len() {
        let mut row = vec![i];
        for j in 1..=to.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(from[i - 1] != to[j - 1]);
            let mut least = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[from.len()][to.len()]
}

/// The names in a sentence: `` `a`, `b` and `c` ``.
pub(crate) fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// A type's name in kebab case: `ReceiveMessage` is `receive-message`, `HTTPError` is `http-error`.
pub(crate) fn kebab_case(type_name: &str) -> String {
    let letters: Vec<char> = type_name.chars().collect();
    let mut kebab = String::new();
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).map(|index| letters[index]);
        let starts_word = letter.is_uppercase()
            && before.is_some_and(|before| {
                !before.is_uppercase()
                    || letters
                        .get(index + 1)
                        .is_some_and(|after| after.is_lowercase())
            });
        if starts_word && !kebab.ends_with('-') {
            kebab.push('-');
        }
        if *letter == '_' {
            kebab.push('-');
        } else {
            kebab.extend(letter.to_lowercase());
        }
    }
    kebab
}
