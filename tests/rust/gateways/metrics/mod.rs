//! An app counts each message once, with what became of it, and names nothing as a client likes.

mod connections;
mod emits;
mod gauges;
mod messages;
mod scrape;

use scrape::Recorder;
