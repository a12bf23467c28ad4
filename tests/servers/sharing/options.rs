//! `chosen` reads the options that servers and emitters have in common: `KEY_PREFIX`, `REQUEST_TIMEOUT` in
//! milliseconds, `PARSER=msgpack`, `FORMAT`, which is `node` or `node-sharded`, and `PYTHON_EMITTERS=1` or the channel of
//! these.

use std::env;
use std::time::Duration;

use gateway_runtime::{Parser, RedisOptions};

pub(crate) fn chosen() -> RedisOptions {
    let mut options = RedisOptions::new();
    if let Ok(prefix) = env::var("KEY_PREFIX") {
        options = options.prefix(prefix);
    }
    let timeout = env::var("REQUEST_TIMEOUT").ok();
    if let Some(milliseconds) = timeout.and_then(|timeout| timeout.parse().ok()) {
        options = options.request_timeout(Duration::from_millis(milliseconds));
    }
    match env::var("FORMAT").as_deref() {
        Ok("node") => options = options.node_compatible(),
        Ok("node-sharded") => options = options.node_compatible_sharded(),
        _ => {}
    }
    options = match env::var("PYTHON_EMITTERS").as_deref() {
        Ok("1") => options.python_emitters(),
        Ok(channel) => options.python_emitters_on(channel),
        Err(_) => options,
    };
    match env::var("PARSER").as_deref() {
        Ok("msgpack") => options.parser(Parser::Msgpack),
        _ => options,
    }
}
