//! `attributes` finds the attributes in a page of HTML, as far as following links needs them.

/// The values of all attributes of this name.
pub(crate) fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let mut values = Vec::new();
    let mut rest = page;
    while let Some((_, tag)) = rest.split_once('<') {
        rest = tag.trim_start_matches(|character: char| character.is_alphanumeric());
        // The content of a script is not HTML, though the script may write some.
        let is_script = tag.starts_with("script") && rest.len() + "script".len() == tag.len();
        while let Some((attribute, value, behind)) = attribute(rest) {
            if attribute == name {
                values.push(value);
            }
            rest = behind;
        }
        if is_script {
            rest = rest.split_once("</script").map_or("", |(_, behind)| behind);
        }
    }
    values
}

/// The first attribute of the text, if it begins within a tag, with its value and what is behind it.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let text = text.trim_start();
    let end =
        text.find(|character: char| character.is_whitespace() || "=<>/\"'".contains(character))?;
    if end == 0 {
        return None;
    }
    let (name, behind) = text.split_at(end);
    let Some(value) = behind.strip_prefix('=') else {
        return Some((name, "", behind));
    };
    if let Some(quote @ ('"' | '\'')) = value.chars().next() {
        let (value, behind) = value[1..].split_once(quote)?;
        return Some((name, value, behind));
    }
    let end = value.find(|character: char| character.is_whitespace() || character == '>')?;
    Some((name, &value[..end], &value[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_attributes_quoted_or_not() {
        let page = "<a class=\"x\" href=\"a.html#b\">a</a><a disabled href='c'>c</a>\n<a\nhref=#1 id=1>1</a> href=no";
        assert_eq!(attributes(page, "href"), ["a.html#b", "c", "#1"]);
        assert_eq!(attributes(page, "id"), ["1"]);
        assert_eq!(attributes(page, "src"), [""; 0]);
    }

    #[test]
    fn looks_into_no_values_and_no_scripts() {
        let page = "<a data-type='{\"T\":\"<a href=\\\"no\\\">\"}' href=\"a\"id=\"b\">\
            <script src=\"c\">'<a href=\"no\">' + 1 < 2</script><br/><a href=\"d\">";
        assert_eq!(attributes(page, "href"), ["a", "d"]);
        assert_eq!(attributes(page, "id"), ["b"]);
        assert_eq!(attributes(page, "src"), ["c"]);
    }
}
