//! `router` hosts the page of the Admin UI at `/ui/`.

use std::{fs, io, path::Path};

use axum::{Router, http::header::CONTENT_TYPE, routing::get};

/// The files of `folder` and of the folders in it.
///
/// # Errors
/// A file cannot be read.
pub(crate) fn router(folder: &str) -> io::Result<Router> {
    let mut router = Router::new();
    for below in ["", "css/", "img/", "js/"] {
        for file in fs::read_dir(Path::new(folder).join(below))? {
            let path = file?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            if path.is_dir() {
                continue;
            }
            let (content, kind) = (fs::read(&path)?, kind(name));
            let name = if name == "index.html" { "" } else { name };
            let route = get(move || {
                let content = content.clone();
                async move { ([(CONTENT_TYPE, kind)], content) }
            });
            router = router.route(&format!("/ui/{below}{name}"), route);
        }
    }
    Ok(router)
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.') {
        Some((_, "html")) => "text/html",
        Some((_, "js")) => "text/javascript",
        Some((_, "css")) => "text/css",
        Some((_, "svg")) => "image/svg+xml",
        Some((_, "png")) => "image/png",
        _ => "application/octet-stream",
    }
}
