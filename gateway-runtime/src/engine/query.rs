//! `Query` has the parameters by which a request names the connection that it belongs to.

use http::{Request, Uri, uri::PathAndQuery};

/// The protocol's own parameters in a request's query. The first of each name counts, and its value is not
/// decoded: this is how the protocol library reads them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Query<'a> {
    /// `EIO`: the version of the protocol.
    pub(super) version: Option<&'a str>,
    pub(super) transport: Option<&'a str>,
    /// `sid`: the session that the request continues. A request without `sid` begins a session.
    pub(super) session: Option<&'a str>,
}

impl<'a> Query<'a> {
    pub(super) fn of<B>(request: &'a Request<B>) -> Self {
        let mut query = Self::default();
        for pair in request.uri().query().unwrap_or_default().split('&') {
            let (known, value) = match pair.split_once('=') {
                Some(("EIO", value)) => (&mut query.version, value),
                Some(("transport", value)) => (&mut query.transport, value),
                Some(("sid", value)) => (&mut query.session, value),
                _ => continue,
            };
            known.get_or_insert(value);
        }
        query
    }
}

/// The same address with another session. `None` if the address has no query, or if `session` makes it invalid:
/// letters, digits, `-` and `_` do not.
pub(super) fn with_session(uri: &Uri, session: &str) -> Option<Uri> {
    let mut is_replaced = false;
    let pairs = uri.query()?.split('&').map(|pair| {
        if !is_replaced && pair.starts_with("sid=") {
            is_replaced = true;
            format!("sid={session}")
        } else {
            pair.to_owned()
        }
    });
    let query = pairs.collect::<Vec<_>>().join("&");
    let mut parts = uri.clone().into_parts();
    let target = format!("{}?{query}", uri.path());
    parts.path_and_query = Some(PathAndQuery::from_maybe_shared(bytes::Bytes::from(target)).ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(uri: &str) -> Request<()> {
        Request::get(uri).body(()).expect("a request")
    }

    #[test]
    fn the_first_of_each_parameter_counts_as_it_is_written() {
        let request = request("/s/?transport=polling&EIO=4&sid=a%62&sid=c&x&EIO=3&b64=1");
        let query = Query {
            version: Some("4"),
            transport: Some("polling"),
            session: Some("a%62"),
        };
        assert_eq!(Query::of(&request), query);
    }

    #[test]
    fn without_a_query_and_under_other_names_nothing_is_found() {
        for uri in ["/s/", "/s/?", "/s/?xsid=1&EIO&Transport=polling&%73id=1"] {
            assert_eq!(Query::of(&request(uri)), Query::default(), "{uri}");
        }
    }

    #[test]
    fn a_session_is_replaced_where_it_is_read_and_nowhere_else() {
        for (before, after) in [
            ("/s/?a=1&sid=old&b=%20", "/s/?a=1&sid=new&b=%20"),
            ("/s/?sid=old&sid=other", "/s/?sid=new&sid=other"),
            ("/s/?xsid=1&sid=old", "/s/?xsid=1&sid=new"),
            ("http://h:1/s?sid=old", "http://h:1/s?sid=new"),
        ] {
            let uri = before.parse().expect("an address");
            let replaced = with_session(&uri, "new").expect("an address");
            assert_eq!(replaced.to_string(), after);
        }
    }
}
