//! `PAGE` is the team's page: three files that are part of the binary.

use example_page::Page;

/// The page that is served beside the gateway and the HTTP routes.
pub(crate) const PAGE: Page = Page {
    name: "team",
    html: include_str!("../page/index.html"),
    css: include_str!("../page/team.css"),
    script: include_str!("../page/team.js"),
};
