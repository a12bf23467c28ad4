//! `PAGE` is the chat's page: three files that are part of the binary.

use example_page::Page;

/// The page that is served beside the gateway.
pub(crate) const PAGE: Page = Page {
    name: "chat",
    html: include_str!("../page/index.html"),
    css: include_str!("../page/chat.css"),
    script: include_str!("../page/chat.js"),
};
