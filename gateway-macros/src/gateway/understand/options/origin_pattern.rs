//! `problem` says what is wrong with a pattern of origins, such as `https://*.example.com`.
//!
//! The `*` stands for one whole label, so that a pattern never matches a host that the owner of the
//! domain does not have.

use super::origin::is_of_name;

/// What is wrong with a host that has a `*`, as the end of a sentence about the origin.
pub(super) fn problem(scheme: &str, host: &str) -> Option<String> {
    if host == "*" {
        return Some(format!(
            "stands for the whole web; write `\"*\"` for any origin, or name the domain, as in \
             `{scheme}://*.example.com`"
        ));
    }
    let domain = match host.strip_prefix("*.") {
        Some(domain) if !domain.contains('*') => domain,
        _ => {
            return Some(format!(
                "has a `*` that is not the whole first label of the host; write \
                 `{scheme}://*.example.com`, or give a function to `Cors::matching` on the app's \
                 builder"
            ));
        }
    };
    if !domain.chars().all(is_of_name) {
        return Some(format!("has the host `{host}`; write a name behind `*.`"));
    }
    if domain.split('.').any(str::is_empty) {
        return Some(format!(
            "has an empty label in its host; write `{scheme}://*.{}`",
            without_empty_labels(domain)
        ));
    }
    let last = domain.rsplit('.').next().unwrap_or(domain);
    if last.chars().all(|letter| letter.is_ascii_digit()) {
        return Some(format!(
            "has an address behind `*.`, which has no subdomains; write `{scheme}://{domain}`"
        ));
    }
    // Browsers keep `localhost` and all names below it on the machine that they run on.
    (last == domain && domain != "localhost").then(|| {
        format!(
            "stands for the domains of everybody below `{domain}`; name yours, as in \
             `{scheme}://*.example.{domain}`"
        )
    })
}

fn without_empty_labels(domain: &str) -> String {
    let labels: Vec<&str> = domain
        .split('.')
        .filter(|label| !label.is_empty())
        .collect();
    match labels.as_slice() {
        [] | [_] => "example.com".to_owned(),
        labels => labels.join("."),
    }
}
