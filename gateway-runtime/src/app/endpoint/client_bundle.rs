//! `no_client_bundle` is the answer to a page that wants the JavaScript client from the server, as tutorials for
//! Node have it: `<script src="/socket.io/socket.io.js">`.

use axum::body::Body;
use http::{HeaderValue, Method, Request, Response, StatusCode, header::CONTENT_TYPE};

/// The files that Node's server has below its path; each may have a source map too.
const FILES: [&str; 4] = [
    "socket.io.js",
    "socket.io.min.js",
    "socket.io.esm.min.js",
    "socket.io.msgpack.min.js",
];

/// The client's version that the tests of this repository run with.
const VERSION: &str = "4.8.3";

/// A 404 with the ways to the client; `None` if the request is not for a file of the client. `path` is that of the
/// endpoint, which the request's path begins with.
pub(super) fn no_client_bundle<B>(path: &str, request: &Request<B>) -> Option<Response<Body>> {
    let rest = request.uri().path().get(path.len()..)?;
    let name = rest.strip_prefix("/socket.io.")?;
    let file = FILES.iter().find(|file| {
        let end = file.strip_prefix("socket.io.").unwrap_or(file);
        name == end || name.strip_suffix(".map") == Some(end)
    })?;
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let mut response = Response::new(Body::from(text(path, file)));
    *response.status_mut() = StatusCode::NOT_FOUND;
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, plain);
    Some(response)
}

fn text(path: &str, file: &str) -> String {
    let script = if file.contains(".esm.") {
        format!("import {{ io }} from \"https://cdn.socket.io/{VERSION}/{file}\";")
    } else {
        format!("<script src=\"https://cdn.socket.io/{VERSION}/{file}\"></script>")
    };
    format!(
        "This server does not serve the JavaScript client. A page has it from one of these places:\n\
         \n\
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
        for (method, path, is_answered) in [
            ("GET", "/ws/socket.io.js", true),
            ("HEAD", "/ws/socket.io.js", true),
            ("GET", "/ws/socket.io.min.js?v=1", true),
            ("GET", "/ws/socket.io.esm.min.js", true),
            ("GET", "/ws/socket.io.msgpack.min.js", true),
            ("GET", "/ws/socket.io.js.map", true),
            ("GET", "/ws/socket.io.msgpack.min.js.map", true),
            ("POST", "/ws/socket.io.js", false),
            ("GET", "/ws", false),
            ("GET", "/ws/", false),
            ("GET", "/ws/?EIO=4", false),
            ("GET", "/ws/socket.io.slim.js", false),
            ("GET", "/ws/other/socket.io.js", false),
            ("GET", "/ws/socket.io.js.map.map", false),
        ] {
            let request = Request::builder().method(method).uri(path).body(());
            let request = request.expect("a request");
            let answer = no_client_bundle("/ws", &request);
            assert_eq!(answer.is_some(), is_answered, "{method} {path}");
        }
    }
}
