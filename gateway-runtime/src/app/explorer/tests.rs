use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use http_body_util::BodyExt as _;

use super::*;
use crate::contract::Endpoint;

fn explorer(audience: Audience, bundle: Option<&ClientBundle>) -> Explorer {
    let mut contract = Contract::default();
    for (name, port) in [("main", None), ("8080", Some(8080))] {
        let endpoint = Endpoint {
            port,
            path: "/socket.io".to_owned(),
            ..Endpoint::default()
        };
        contract.endpoints.insert(name.to_owned(), endpoint);
    }
    let planned = PlannedExplorer {
        path: "/dev/contract".to_owned(),
        audience,
        contract: Some(contract),
    };
    Explorer::new(planned, bundle)
}

fn request(method: &str, path: &str) -> Request<()> {
    let request = Request::builder().method(method).uri(path);
    let mut request = request
        .header(HOST, "localhost:3000")
        .body(())
        .expect("a request");
    let peer = SocketAddr::from(([127, 0, 0, 1], 5000));
    request.extensions_mut().insert(ConnectInfo(peer));
    request
}

fn answer(explorer: &Explorer, method: &str, path: &str) -> Option<Response<Body>> {
    match explorer.answer(request(method, path)) {
        ControlFlow::Break(response) => Some(response),
        ControlFlow::Continue(_) => None,
    }
}

fn text(response: Response<Body>) -> String {
    let body = response.into_body().collect();
    let body = futures_util::FutureExt::now_or_never(body).expect("a body in memory");
    String::from_utf8(body.expect("a body").to_bytes().to_vec()).expect("text")
}

#[test]
fn only_requests_for_its_files_are_answered() {
    let explorer = explorer(Audience::this_machine(), None);
    for (method, path, status) in [
        ("GET", "/dev/contract", Some(307)),
        ("GET", "/dev/contract/", Some(200)),
        ("HEAD", "/dev/contract/", Some(200)),
        ("GET", "/dev/contract/?a=b", Some(200)),
        ("GET", "/dev/contract/explorer.js", Some(200)),
        ("GET", "/dev/contract/contract.json", Some(200)),
        ("POST", "/dev/contract/", None),
        ("OPTIONS", "/dev/contract/", None),
        ("GET", "/dev/contract/index.html", None),
        ("GET", "/dev/contract//", None),
        ("GET", "/dev/contract/../contract/", None),
        ("GET", "/dev/contracts", None),
        ("GET", "/dev", None),
        ("GET", "/contract/", None),
        ("GET", "/", None),
        // The app has no files of the client.
        ("GET", "/dev/contract/socket.io.min.js", None),
    ] {
        let found = answer(&explorer, method, path).map(|response| response.status().as_u16());
        assert_eq!(found, status, "{method} {path}");
    }
}

#[test]
fn the_redirection_is_relative() {
    let explorer = explorer(Audience::this_machine(), None);
    let response = answer(&explorer, "GET", "/dev/contract").expect("an answer");
    assert_eq!(response.headers()[LOCATION], "contract/");
}

#[test]
fn whoever_is_refused_is_passed_on_with_the_whole_request() {
    let explorer = explorer(Audience::matching(|_| false), None);
    for path in [
        "/dev/contract",
        "/dev/contract/",
        "/dev/contract/contract.json",
    ] {
        let ControlFlow::Continue(request) = explorer.answer(request("GET", path)) else {
            panic!("{path} was answered");
        };
        assert_eq!(request.uri().path(), path);
        assert!(
            request
                .extensions()
                .get::<ConnectInfo<SocketAddr>>()
                .is_some()
        );
    }
}

#[test]
fn the_page_may_load_and_reach_what_it_needs_and_nothing_else() {
    let explorer = explorer(Audience::this_machine(), None);
    for path in [
        "/dev/contract",
        "/dev/contract/",
        "/dev/contract/contract.json",
    ] {
        let response = answer(&explorer, "GET", path).expect("an answer");
        let headers = response.headers();
        assert_eq!(
            headers[CONTENT_SECURITY_POLICY],
            "default-src 'none'; script-src 'self' https://cdn.socket.io/4.8.3/socket.io.min.js; style-src 'self'; \
             img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
             require-trusted-types-for 'script'; connect-src 'self' http://localhost:8080 ws://localhost:8080 \
             https://localhost:8080 wss://localhost:8080"
        );
        assert_eq!(headers[X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(headers[CACHE_CONTROL], "no-store");
        assert_eq!(headers[REFERRER_POLICY], "no-referrer");
    }
}

#[test]
fn a_host_cannot_add_to_the_policy() {
    let explorer = explorer(Audience::everyone(), None);
    for host in ["a;script-src *", "a b", "a,b", "'none'", "*"] {
        let mut request = request("GET", "/dev/contract/");
        let host = HeaderValue::from_static(host);
        request.headers_mut().insert(HOST, host);
        let ControlFlow::Break(response) = explorer.answer(request) else {
            panic!("everyone is let in");
        };
        let policy = response.headers()[CONTENT_SECURITY_POLICY]
            .to_str()
            .expect("ASCII");
        assert!(policy.ends_with("connect-src 'self'"), "{policy}");
    }
}

#[test]
fn every_file_has_its_type_and_the_page_is_complete() {
    let explorer = explorer(Audience::this_machine(), None);
    for file in &explorer.files {
        let path = format!("/dev/contract/{}", file.name);
        let response = answer(&explorer, "GET", &path).expect("an answer");
        let content_type = response.headers()[CONTENT_TYPE]
            .to_str()
            .expect("ASCII")
            .to_owned();
        let expected = match file.name.rsplit_once('.') {
            None => "text/html",
            Some((_, "js")) => "text/javascript",
            Some((_, "css")) => "text/css",
            Some((_, "svg")) => "image/svg+xml",
            Some((_, "json")) => "application/json",
            Some((_, "yaml")) => "application/yaml",
            Some(_) => "text/plain",
        };
        assert!(content_type.starts_with(expected), "{path}: {content_type}");
        assert!(!text(response).is_empty(), "{path}");
    }
    let page = text(answer(&explorer, "GET", "/dev/contract/").expect("the page"));
    assert!(!page.contains("<!--"), "{page}");
    assert!(page.contains(r#"name="explorer-path" content="/dev/contract""#));
    assert!(page.contains(r#"integrity="sha384-"#));
    // The policy refuses scripts and styles that are inside of the page.
    assert!(
        !page.contains("<style") && !page.contains(" style="),
        "{page}"
    );
    for script in page.split("<script").skip(1) {
        assert!(
            script.contains("src=") && script.contains("></script>"),
            "{script}"
        );
    }
    // Whatever the page loads and links to is there, but for what the CDN has.
    for (_, rest) in page
        .match_indices("src=\"")
        .chain(page.match_indices("href=\""))
        .map(|(at, word)| (at, &page[at + word.len()..]))
    {
        let target = rest.split('"').next().unwrap_or_default();
        if !target.starts_with("https://cdn.socket.io/") && !target.starts_with('#') {
            let path = format!("/dev/contract/{target}");
            assert!(answer(&explorer, "GET", &path).is_some(), "{path}");
        }
    }
}

#[test]
fn a_script_of_the_page_imports_what_is_there() {
    let explorer = explorer(Audience::this_machine(), None);
    let names: Vec<&str> = explorer.files.iter().map(|file| file.name).collect();
    let is_own_script = |name: &&&str| name.split_once('.').is_some_and(|(_, kind)| kind == "js");
    for name in names.iter().filter(is_own_script) {
        let script =
            text(answer(&explorer, "GET", &format!("/dev/contract/{name}")).expect("a script"));
        for import in script.split("from \"./").skip(1) {
            let target = import.split('"').next().unwrap_or_default();
            assert!(names.contains(&target), "{name} imports {target}");
        }
        assert!(
            !script.contains("innerHTML") && !script.contains("insertAdjacentHTML"),
            "{name}"
        );
    }
}
