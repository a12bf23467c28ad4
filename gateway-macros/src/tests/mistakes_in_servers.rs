//! Messages about the options of a server.

use quote::quote;

use super::assert_options_refused as options;

#[test]
fn every_mistake_is_reported() {
    options(
        quote!(
            port = 70000,
            path = "/",
            transports(websockets, polling, polling),
            cors(origins = "*", credentials, methods),
            ping_interval = 25000,
            ping_timeout = "0s",
            connectTimeout = "45s",
            max_payload = 0,
            max_attachments = 0,
            max_buffer_size
        ),
        &[
            "`70000` is no port; use one up to 65535, or 0 for one that the system chooses",
            "path `/` would take every request; name one, as in `path = \"/socket.io\"`",
            "unknown transport `websockets`; did you mean `websocket`?",
            "`polling` is in `transports` twice; remove one",
            "unknown option `origins` of `cors`; did you mean `origin`?",
            "unknown option `methods` of `cors`; remove it: clients need GET and POST, which are \
             allowed",
            "`ping_interval` takes a duration, as in `ping_interval = \"25s\"`",
            "`ping_timeout` is 0, so that nothing could be done in time; use more, as in \
             `ping_timeout = \"20s\"`",
            "unknown option `connectTimeout`; did you mean `connect_timeout`?",
            "`max_payload` is 0, so that every message would be too long; use 1 or more",
            "`max_attachments` is 0, so that no message could have binary data; use 1 or more",
            "`max_buffer_size` takes a whole number, as in `max_buffer_size = 4_096`",
        ],
    );
}

#[test]
fn an_option_has_a_name() {
    options(
        quote!(81, { namespace: "chat" }),
        &[
            "options have names; write `port = 81`",
            "options stand without braces, as in `namespace = \"/chat\"`",
        ],
    );
}

#[test]
fn a_port_is_a_number_up_to_65535() {
    for port in [quote!(65536), quote!(99999999999999999999), quote!(-1)] {
        let written = port.to_string().replace(' ', "");
        let message = format!(
            "`{written}` is no port; use one up to 65535, or 0 for one that the system chooses"
        );
        options(quote!(port = #port), &[&message]);
    }
    options(
        quote!(port = "3000"),
        &["`port` takes a number without quotes; write `port = 3000`"],
    );
    options(
        quote!(port = 81u32),
        &["`81u32` is of another type; write `port = 81`"],
    );
    for value in [quote!("http"), quote!(""), quote!(8.1), quote!()] {
        options(
            quote!(port = #value),
            &["`port` takes a whole number, as in `port = 81`"],
        );
    }
    for value in [quote!(PORT), quote!(config::port)] {
        options(
            quote!(port = #value),
            &[
                "`port` takes a whole number, as in `port = 81`; an attribute cannot read a constant",
            ],
        );
    }
    options(
        quote!(port),
        &["`port` takes a whole number, as in `port = 81`"],
    );
}

#[test]
fn a_path_is_one_that_clients_send() {
    for (path, message) in [
        (
            "",
            "an empty path would take every request; name one, as in `path = \"/socket.io\"`",
        ),
        (
            "/",
            "path `/` would take every request; name one, as in `path = \"/socket.io\"`",
        ),
        ("//", "path `//` has two slashes in a row; remove one"),
        ("/a//b", "path `/a//b` has two slashes in a row; remove one"),
        ("/a//", "path `/a//` has two slashes in a row; remove one"),
        (
            "/a/../b",
            "path `/a/../b` has the segment `..`, which clients resolve before they send it; \
             remove it",
        ),
        (
            ".",
            "path `.` has the segment `.`, which clients resolve before they send it; remove it",
        ),
        (
            "/a b",
            "path `/a b` contains ' ', which the path of a request cannot carry; remove it",
        ),
        (
            "/a\n",
            "path `/a\\n` contains '\\n', which the path of a request cannot carry; remove it",
        ),
        (
            "/a\u{a0}",
            "path `/a\\u{a0}` contains '\\u{a0}', which the path of a request cannot carry; \
             remove it",
        ),
        (
            "/a\\b",
            "path `/a\\\\b` contains '\\\\', which the path of a request cannot carry; remove it",
        ),
        (
            "/a?b=1",
            "path `/a?b=1` contains '?', which ends the path of a request; remove it and what \
             follows",
        ),
        (
            "/a#b",
            "path `/a#b` contains '#', which ends the path of a request; remove it and what \
             follows",
        ),
        (
            "/{a}",
            "path `/{a}` contains '{'; a path has no parameters and no wildcards: remove it",
        ),
        (
            "/a}",
            "path `/a}` contains '}'; a path has no parameters and no wildcards: remove it",
        ),
        (
            "/*",
            "path `/*` contains '*'; a path has no parameters and no wildcards: remove it",
        ),
        (
            "/50%",
            "path `/50%` contains '%' without two hexadecimal digits; write `%25` for the sign \
             itself",
        ),
        (
            "/%2x",
            "path `/%2x` contains '%' without two hexadecimal digits; write `%25` for the sign \
             itself",
        ),
        (
            "/stra\u{df}e",
            "path `/stra\u{df}e` contains '\u{df}', which clients send as `%C3%9F`; write that",
        ),
    ] {
        options(quote!(path = #path), &[message]);
    }
    options(
        quote!(path = 5),
        &["`path` takes a string, as in `path = \"/socket.io\"`"],
    );
}

#[test]
fn transports_are_words_in_parentheses() {
    for (written, message) in [
        (
            quote!(transports),
            "`transports` takes words in parentheses; write `transports(websocket, polling)`",
        ),
        (
            quote!(transports = websocket),
            "`transports` takes words in parentheses; write `transports(websocket, polling)`",
        ),
        (
            quote!(transports = ["websocket"]),
            "`transports` takes words in parentheses; write `transports(websocket)`",
        ),
        (
            quote!(transports = ["polling", "websocket"]),
            "`transports` takes words in parentheses; write `transports(polling, websocket)`",
        ),
        (
            quote!(transports = "polling"),
            "`transports` takes words in parentheses; write `transports(polling)`",
        ),
        (
            quote!(transports = []),
            "`transports` takes words in parentheses; write `transports(websocket, polling)`",
        ),
        (
            quote!(transports()),
            "`transports` has none, so that nobody could connect; write \
             `transports(websocket, polling)`, one of them, or remove it",
        ),
        (
            quote!(transports("websocket")),
            "transports are words; write `websocket` without quotes",
        ),
        (
            quote!(transports("other")),
            "expected a transport; they are `websocket` and `polling`",
        ),
        (
            quote!(transports(WebSocket)),
            "unknown transport `WebSocket`; did you mean `websocket`?",
        ),
        (
            quote!(transports(webtransport)),
            "unknown transport `webtransport`; the transports are `websocket` and `polling`",
        ),
        (
            quote!(transports(websocket = true)),
            "`websocket` stands alone: write `websocket`, or remove it",
        ),
        (
            quote!(transports(websocket polling)),
            "expected `=` or a comma after `websocket`",
        ),
    ] {
        options(written, &[message]);
    }
}

#[test]
fn the_example_in_a_message_is_the_default_of_the_option() {
    for (name, example) in [
        ("ping_interval", "25s"),
        ("ping_timeout", "20s"),
        ("connect_timeout", "45s"),
    ] {
        let option = quote::format_ident!("{name}");
        let message = format!(
            "`25` is no duration; write a whole number with `ms`, `s` or `m`, as in \
             `{name} = \"{example}\"`"
        );
        options(quote!(#option = "25"), &[&message]);
    }
}

#[test]
fn a_limit_is_a_whole_number_from_1() {
    for (written, message) in [
        (
            quote!(max_payload = -1),
            "`-1` is too small for `max_payload`; use 1 or more",
        ),
        (
            quote!(max_payload = "1mb"),
            "`max_payload` takes a whole number, as in `max_payload = 1_000_000`",
        ),
        (
            quote!(max_payload = 1e6),
            "`max_payload` takes a whole number, as in `max_payload = 1_000_000`",
        ),
        (
            quote!(max_attachments = many),
            "`max_attachments` takes a whole number, as in `max_attachments = 100`",
        ),
        (
            quote!(max_buffer_size = 0),
            "`max_buffer_size` is 0, so that nothing could be sent; use 1 or more",
        ),
        (
            quote!(max_buffer_size = 128u8),
            "`128u8` is of another type; write `max_buffer_size = 128`",
        ),
        (
            quote!(max_buffer_size = 99999999999999999999),
            "`99999999999999999999` is too large for `max_buffer_size`; use a smaller number",
        ),
    ] {
        options(written, &[message]);
    }
}

#[test]
fn an_option_of_socket_io_is_told_its_name_here() {
    options(
        quote!(
            pingInterval = 25000,
            maxHttpBufferSize = 1000000,
            maxAttachments = 10,
            max_http_buffer_size = 1000000,
            allowEIO3 = true,
            adapter = redis,
            parser = msgpack,
            serveClient = false,
            cookie,
            perMessageDeflate = true,
            httpCompression
        ),
        &[
            "unknown option `pingInterval`; did you mean `ping_interval`?",
            "unknown option `maxHttpBufferSize`; it is called `max_payload` here",
            "unknown option `maxAttachments`; did you mean `max_attachments`?",
            "unknown option `max_http_buffer_size`; it is called `max_payload` here",
            "unknown option `allowEIO3`; remove it and build with the feature `v3` of \
             `gateway-runtime`",
            "unknown option `adapter`; remove it and write `.adapter(..)` on the app's builder",
            "unknown option `parser`; remove it and write `.parser(..)` on the app's builder",
            "unknown option `serveClient`; remove it: the client's files are served if the app's builder says \
             `.serve_client(\"node_modules/socket.io-client/dist\")`, and not otherwise",
            "unknown option `cookie`; remove it: the proxy's own cookie keeps a client at its server",
            "unknown option `perMessageDeflate`; remove it: WebSocket messages are not compressed",
            "unknown option `httpCompression`; remove it: a tower layer compresses responses",
        ],
    );
}
