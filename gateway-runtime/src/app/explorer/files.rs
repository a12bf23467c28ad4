//! `files` are the files of the explorer: the page, which is part of the crate, and what is printed from the contract.

use super::{
    client::{Client, FILE as CLIENT_FILE},
    file::File,
};
use crate::contract::{Contract, TITLE, VERSION};

/// What the page has in the place of the client's element, and of the explorer's path.
const CLIENT: &str = "<!-- the client -->";
const PATH: &str = "<!-- the path -->";

/// The page itself. Its place holders are replaced.
const PAGE: &str = include_str!("page/index.html");

/// The other files that are part of the crate.
const EMBEDDED: [(&str, &str); 14] = [
    ("explorer.css", include_str!("page/explorer.css")),
    ("explorer.js", include_str!("page/explorer.js")),
    ("arguments.js", include_str!("page/arguments.js")),
    ("connection.js", include_str!("page/connection.js")),
    ("contract.js", include_str!("page/contract.js")),
    ("dom.js", include_str!("page/dom.js")),
    ("example.js", include_str!("page/example.js")),
    ("icon.svg", include_str!("page/icon.svg")),
    ("log.js", include_str!("page/log.js")),
    ("message.js", include_str!("page/message.js")),
    ("namespace.js", include_str!("page/namespace.js")),
    ("shape.js", include_str!("page/shape.js")),
    ("try-out.js", include_str!("page/try-out.js")),
    ("values.js", include_str!("page/values.js")),
];

/// The files that are printed from the contract.
const PRINTED: [&str; 4] = [
    "contract.json",
    "contract.ts",
    "asyncapi.json",
    "asyncapi.yaml",
];

/// The paths of all files of an explorer at `path`, and the path itself.
pub(crate) fn urls(path: &str) -> impl Iterator<Item = String> {
    let embedded = EMBEDDED.iter().map(|(name, _)| *name);
    let names = [""]
        .into_iter()
        .chain(embedded)
        .chain(PRINTED)
        .chain([CLIENT_FILE]);
    let files = names.map(move |name| format!("{path}/{name}"));
    [path.to_owned()].into_iter().chain(files)
}

/// The files of the explorer at `path`.
pub(super) fn files(path: &str, contract: &Contract, client: &Client) -> Vec<File> {
    // The path is one that was checked: it has no letter that HTML would read.
    let page = PAGE.replace(CLIENT, &client.element()).replace(PATH, path);
    let mut files = vec![File::new("", page)];
    files.extend(EMBEDDED.map(|(name, contents)| File::new(name, contents)));
    let asyncapi = contract.asyncapi(TITLE, VERSION);
    let printed = [
        contract.to_json(),
        contract.typescript(),
        asyncapi.to_json(),
        asyncapi.to_yaml(),
    ];
    files.extend(
        PRINTED
            .into_iter()
            .zip(printed)
            .map(|(name, text)| File::new(name, text)),
    );
    if let Client::Own(contents) = client {
        files.push(File::new(CLIENT_FILE, contents.clone()));
    }
    files
}
