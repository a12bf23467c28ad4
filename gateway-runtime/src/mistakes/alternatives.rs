//! `alternatives` writes what a client could have asked for.

use super::nearest::nearest;

/// How many names are listed.
const LISTED: usize = 20;

/// What exists, as the end of a sentence about `sent`, which does not:
/// `; did you mean /chat? The namespaces are /admin and /chat`.
pub(crate) fn alternatives(sent: &str, kind: &str, known: &[&str]) -> String {
    let list = listed(kind, known);
    match nearest(sent, known.iter().copied()) {
        Some(name) if known.len() == 1 => format!("; the only {kind} is {name}"),
        Some(name) => format!("; did you mean {name}? The {list}"),
        None if known.is_empty() => format!("; there is no {kind}"),
        None => format!("; the {list}"),
    }
}

/// `namespaces are /admin, /chat and 3 more`
fn listed(kind: &str, known: &[&str]) -> String {
    match known {
        [one] => format!("only {kind} is {one}"),
        [names @ .., last] if known.len() <= LISTED => {
            format!("{kind}s are {} and {last}", names.join(", "))
        }
        _ => {
            let names: Vec<_> = known.iter().take(LISTED).copied().collect();
            let more = known.len().saturating_sub(LISTED);
            format!("{kind}s are {} and {more} more", names.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_exists_is_listed_with_what_may_be_meant() {
        let text = |sent, known: &[&str]| alternatives(sent, "namespace", known);
        assert_eq!(text("/x", &[]), "; there is no namespace");
        assert_eq!(text("/x", &["/chat"]), "; the only namespace is /chat");
        assert_eq!(text("/chta", &["/chat"]), "; the only namespace is /chat");
        assert_eq!(
            text("/chta", &["/admin", "/chat"]),
            "; did you mean /chat? The namespaces are /admin and /chat"
        );
        assert_eq!(
            text("/", &["/a", "/b", "/c"]),
            "; the namespaces are /a, /b and /c"
        );
        let many = vec!["/n"; 23];
        assert!(text("/", &many).ends_with("/n, /n and 3 more"));
    }
}
