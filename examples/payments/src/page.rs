//! `PAGE` is the page of the payments: three files that are part of the binary.

use example_page::Page;

/// The page that is served beside the gateway and the routes of the payment service.
pub(crate) const PAGE: Page = Page {
    name: "payments",
    html: include_str!("../page/index.html"),
    css: include_str!("../page/payments.css"),
    script: include_str!("../page/payments.js"),
};
