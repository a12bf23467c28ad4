//! `ClientBundle` is the JavaScript client as the server serves it to pages, as tutorials for Node have it:
//! `<script src="/socket.io/socket.io.js">`.

use std::{
    convert::Infallible,
    future::{Ready, ready},
    hash::Hasher as _,
    path::{self, Path},
    task::{Context, Poll},
};

use axum::body::{Body, Bytes};
use http::{
    HeaderMap, HeaderValue, Method, Request, Response, StatusCode,
    header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH},
};
use siphasher::sip128::{Hasher128 as _, SipHasher24};
use tower_service::Service;

/// The files that Node's server has below its path, each of which has a source map too.
const FILES: [&str; 4] = [
    "socket.io.js",
    "socket.io.min.js",
    "socket.io.esm.min.js",
    "socket.io.msgpack.min.js",
];

/// The files' source maps.
const MAPS: [&str; 4] = [
    "socket.io.js.map",
    "socket.io.min.js.map",
    "socket.io.esm.min.js.map",
    "socket.io.msgpack.min.js.map",
];

/// The client's version that the tests of this repository run with.
const VERSION: &str = "4.8.3";

/// The client at the official CDN, in this version.
#[cfg(feature = "contract")]
pub(crate) const CDN_CLIENT: &str = "https://cdn.socket.io/4.8.3/socket.io.min.js";

/// The client's files, in memory. Nothing else can be asked for: a request names one of them or nothing.
#[derive(Debug)]
pub(crate) struct ClientBundle {
    files: Vec<ClientFile>,
}

#[derive(Debug)]
struct ClientFile {
    name: &'static str,
    /// A number for what is in the file, in quotes.
    tag: HeaderValue,
    content_type: HeaderValue,
    contents: Bytes,
}

impl ClientBundle {
    /// Reads the files from a copy of `node_modules/socket.io-client/dist`.
    ///
    /// # Errors
    /// What is missing or cannot be read, a sentence for each file; or one sentence, if there is no such directory.
    pub(crate) fn read(directory: &Path) -> Result<Self, Vec<String>> {
        // A relative path means another place if the program was started elsewhere.
        let directory = path::absolute(directory).unwrap_or_else(|_| directory.to_owned());
        if !directory.is_dir() {
            return Err(vec![format!(
                "`serve_client`: there is no directory `{}`; `npm install socket.io-client` makes \
                 `node_modules/socket.io-client/dist`, and a relative path begins where the program is started",
                directory.display()
            )]);
        }
        let folder = directory.join("dist");
        if !directory.join(FILES[0]).is_file() && folder.join(FILES[0]).is_file() {
            return Err(vec![format!(
                "`serve_client`: the files are in the folder `dist` of it; write `{}`",
                folder.display()
            )]);
        }
        let mut files = Vec::new();
        let mut problems = Vec::new();
        for name in FILES.into_iter().chain(MAPS) {
            match std::fs::read(directory.join(name)) {
                Ok(contents) => files.push(ClientFile::new(name, contents)),
                Err(error) => problems.push(format!(
                    "`serve_client`: `{name}` cannot be read from `{}` ({error}); give it \
                     `node_modules/socket.io-client/dist`, or a whole copy",
                    directory.display()
                )),
            }
        }
        if problems.is_empty() {
            Ok(Self { files })
        } else {
            Err(problems)
        }
    }

    /// The contents of a file.
    #[cfg(feature = "contract")]
    pub(crate) fn contents(&self, name: &str) -> Option<Bytes> {
        let file = self.files.iter().find(|file| file.name == name)?;
        Some(file.contents.clone())
    }

    /// The answer to a request for one of the files.
    pub(super) fn answer<B>(&self, name: &str, request: &Request<B>) -> Response<Body> {
        match self.files.iter().find(|file| file.name == name) {
            Some(file) => file.answer(request),
            // `read` has read all of them.
            None => status(StatusCode::NOT_FOUND),
        }
    }
}

impl ClientFile {
    fn new(name: &'static str, contents: Vec<u8>) -> Self {
        let is_map = MAPS.contains(&name);
        Self {
            name,
            tag: tag(&contents),
            content_type: HeaderValue::from_static(if is_map {
                "application/json; charset=utf-8"
            } else {
                "application/javascript; charset=utf-8"
            }),
            contents: contents.into(),
        }
    }

    /// The headers are those of Node; its tag is the version of the package instead.
    fn answer<B>(&self, request: &Request<B>) -> Response<Body> {
        let is_known = has_tag(request.headers(), self.tag.as_bytes());
        let mut response = if is_known {
            status(StatusCode::NOT_MODIFIED)
        } else if request.method() == Method::HEAD {
            status(StatusCode::OK)
        } else {
            Response::new(Body::from(self.contents.clone()))
        };
        let headers = response.headers_mut();
        headers.insert(ETAG, self.tag.clone());
        // Browsers ask each time whether the file is still the same.
        let always_ask = HeaderValue::from_static("public, max-age=0");
        headers.insert(CACHE_CONTROL, always_ask);
        if !is_known {
            headers.insert(CONTENT_TYPE, self.content_type.clone());
            headers.insert(CONTENT_LENGTH, HeaderValue::from(self.contents.len()));
        }
        response
    }
}

/// The same for the same contents, also on another server.
fn tag(contents: &[u8]) -> HeaderValue {
    let mut hasher = SipHasher24::new();
    hasher.write(contents);
    let hash = hasher.finish128().as_u128();
    HeaderValue::try_from(format!("\"{hash:032x}\""))
        .unwrap_or_else(|_| HeaderValue::from_static("\"\""))
}

/// Whether the client says that it has the file already (RFC 9110, section 13.1.2).
fn has_tag(headers: &HeaderMap, tag: &[u8]) -> bool {
    let tags = headers.get_all(IF_NONE_MATCH).iter();
    tags.flat_map(|list| list.as_bytes().split(|letter| *letter == b','))
        .map(<[u8]>::trim_ascii)
        .any(|known| known == b"*" || known.strip_prefix(b"W/").unwrap_or(known) == tag)
}

/// The file of the client that a request is for. `path` is that of the endpoint, which the request's path begins
/// with.
pub(super) fn file_of<B>(path: &str, request: &Request<B>) -> Option<&'static str> {
    let rest = request.uri().path().get(path.len()..)?;
    // Almost all requests end here.
    let name = rest
        .strip_prefix('/')
        .filter(|name| name.starts_with("socket.io."))?;
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    FILES.into_iter().chain(MAPS).find(|file| *file == name)
}

/// An answer that is there already, as a service, so that the CORS layer can wrap it. It answers once.
pub(super) struct Answered(pub(super) Response<Body>);

impl<B> Service<Request<B>> for Answered {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Ready<Result<Response<Body>, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<B>) -> Self::Future {
        ready(Ok(std::mem::take(&mut self.0)))
    }
}

/// A 404 with the ways to the client, for servers that do not serve it.
pub(super) fn no_client_bundle(path: &str, file: &str) -> Response<Body> {
    let mut response = Response::new(Body::from(text(path, file)));
    *response.status_mut() = StatusCode::NOT_FOUND;
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, plain);
    response
}

fn status(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

fn text(path: &str, file: &str) -> String {
    let file = file.strip_suffix(".map").unwrap_or(file);
    let script = if file.contains(".esm.") {
        format!("import {{ io }} from \"https://cdn.socket.io/{VERSION}/{file}\";")
    } else {
        format!("<script src=\"https://cdn.socket.io/{VERSION}/{file}\"></script>")
    };
    format!(
        "This server does not serve the JavaScript client. A page has it from one of these places:\n\
         \n\
         - this server, with a line on the app's builder:\n  \
         .serve_client(\"node_modules/socket.io-client/dist\")\n\
         - a CDN:\n  {script}\n\
         - npm, if the page is bundled:\n  npm install socket.io-client\n  import {{ io }} from \"socket.io-client\";\n\
         - a copy of node_modules/socket.io-client/dist/{file} among the page's own files, which are not below \
         {path}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_requests_for_files_of_the_client_are_answered() {
        for (method, path, file) in [
            ("GET", "/ws/socket.io.js", Some("socket.io.js")),
            ("HEAD", "/ws/socket.io.js", Some("socket.io.js")),
            ("GET", "/ws/socket.io.min.js?v=1", Some("socket.io.min.js")),
            (
                "GET",
                "/ws/socket.io.esm.min.js",
                Some("socket.io.esm.min.js"),
            ),
            (
                "GET",
                "/ws/socket.io.msgpack.min.js",
                Some("socket.io.msgpack.min.js"),
            ),
            ("GET", "/ws/socket.io.js.map", Some("socket.io.js.map")),
            (
                "GET",
                "/ws/socket.io.msgpack.min.js.map",
                Some("socket.io.msgpack.min.js.map"),
            ),
            ("POST", "/ws/socket.io.js", None),
            ("OPTIONS", "/ws/socket.io.js", None),
            ("GET", "/ws", None),
            ("GET", "/ws/", None),
            ("GET", "/ws/?EIO=4", None),
            ("GET", "/ws/socket.io.slim.js", None),
            ("GET", "/ws/other/socket.io.js", None),
            ("GET", "/ws//socket.io.js", None),
            ("GET", "/ws/../socket.io.js", None),
            ("GET", "/ws/socket.io.js/../package.json", None),
            ("GET", "/ws/socket.io.js%00", None),
            ("GET", "/ws/socket%2eio.js", None),
            ("GET", "/ws/Socket.io.js", None),
            ("GET", "/ws/socket.io.js.map.map", None),
        ] {
            let request = Request::builder().method(method).uri(path).body(());
            let request = request.expect("a request");
            assert_eq!(file_of("/ws", &request), file, "{method} {path}");
        }
    }

    #[cfg(feature = "contract")]
    #[test]
    fn the_client_at_the_cdn_is_of_the_version_that_is_tested() {
        assert_eq!(
            CDN_CLIENT,
            format!("https://cdn.socket.io/{VERSION}/{}", FILES[1])
        );
    }

    #[test]
    fn a_client_that_has_the_file_says_so_with_its_tag() {
        let tag = tag(b"contents");
        let text = tag.to_str().expect("ASCII");
        assert_ne!(tag, super::tag(b"other contents"));
        for (header, is_known) in [
            (text.to_owned(), true),
            (format!("W/{text}"), true),
            (format!("\"other\", {text}"), true),
            ("*".to_owned(), true),
            ("\"other\"".to_owned(), false),
            (text.trim_matches('"').to_owned(), false),
            (String::new(), false),
        ] {
            let mut headers = HeaderMap::new();
            let value = HeaderValue::try_from(&header).expect("a header");
            headers.insert(IF_NONE_MATCH, value);
            assert_eq!(has_tag(&headers, tag.as_bytes()), is_known, "{header}");
        }
        assert!(!has_tag(&HeaderMap::new(), tag.as_bytes()));
    }
}
