// What an editor with rust-analyzer shows of the attributes: their documentation, their definitions, what
// completes their names and options, and where it goes from the types of a gateway.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { startLanguageServer } from "../support/language-server.mjs";

/** The file whose text is replaced, for the server alone. */
const FILE = "examples/chat/src/gateway.rs";

const GATEWAY = `
use std::sync::atomic::AtomicU64;

use gateway_runtime::prelude::*;

#[derive(Deserialize, Serialize)]
pub(crate) struct SendMessage { name: String }

#[derive(Deserialize)]
pub(crate) struct Login { token: String }

#[derive(Serialize, ServerEvent)]
#[event("receive-message")]
pub(crate) struct ReceiveMessage { data: String }

pub(crate) struct Greeter;

#[derive(Clone)]
pub(crate) struct User;

pub(crate) struct Roles(&'static [&'static str]);

/// Lets in.
#[/*guard*/guard(/*message*/message)]
async fn /*guard_function*/authenticated(
    #[/*inject_in_guard*/inject] greeter: /*type_in_guard*/Arc<Greeter>,
) -> Result<User, WsError> {
    Ok(User)
}

#[/*interceptor*/interceptor]
async fn timed(next: Next) -> Result<Outcome, Failure> {
    next.run().await
}

#[/*filter*/filter]
fn everything(failure: Failure) -> WsError {
    failure.into_error()
}

#[/*pipe*/pipe]
fn trimmed(text: String) -> String {
    text.trim().to_owned()
}

#[/*injectable*/injectable]
struct Audit {
    #[/*inject_in_injectable*/inject]
    greeter: Arc<Greeter>,
}

fn of_tenant(call: &Call) -> String {
    String::new()
}

#[/*enhancers*/enhancers]
#[use_guards(authenticated)]
struct AdminOnly;

#[/*websocket_gateway*/websocket_gateway(
    /*namespace*/namespace = "chat/{room}",
    /*emits*/emits(/*emitted*/ReceiveMessage),
    /*rename_all*/rename_all = "kebab-case",
    /*ordering*/ordering = "sequential",
    /*max_in_flight*/max_in_flight = 64,
    /*timeout*/timeout = "5s",
    /*validate*/validate,
    /*port*/port = 81,
    /*path*/path = "/ws",
    /*transports*/transports(/*websocket*/websocket, /*polling*/polling),
    /*cors*/cors(/*origin*/origin = "https://example.com", /*credentials*/credentials),
    /*ping_interval*/ping_interval = "25s",
    /*ping_timeout*/ping_timeout = "20s",
    /*connect_timeout*/connect_timeout = "45s",
    /*max_payload*/max_payload = 1_000_000,
    /*max_attachments*/max_attachments = 100,
    /*max_buffer_size*/max_buffer_size = 4_096,
)]
#[/*use_guards*/use_guards(/*listed*/authenticated)]
#[/*throttle*/throttle(
    /*limit*/limit = 5,
    /*per*/per = "1m",
    /*burst*/burst = 10,
    /*by*/by = /*key*/of_tenant,
    /*name*/name = "login",
)]
pub(crate) struct ChatGateway {
    #[/*websocket_server*/websocket_server]
    server: Server<ChatGateway>,
    #[/*inject*/inject]
    greeter: Arc</*injected*/Greeter>,
    #[/*default*/default = 3]
    limit: u8,
    greeted: /*field*/AtomicU64,
}

#[/*on_a_block*/websocket_gateway]
impl /*gateway*/ChatGateway {
    /// Sends.
    #[/*subscribe_message*/subscribe_message("send-message", /*timeout_of_one*/timeout = "1s")]
    #[/*use_interceptors*/use_interceptors(timed)]
    #[/*use_filters*/use_filters(everything)]
    #[/*use_enhancers*/use_enhancers(AdminOnly)]
    #[/*set_metadata*/set_metadata(/*metadata*/Roles(&["admin"]))]
    #[throttle(/*skip*/skip)]
    async fn /*handler*/send_message(
        &self,
        #[/*message_body*/message_body(/*validate_one*/validate)] body: /*body*/SendMessage,
        #[/*connected_socket*/connected_socket] socket: /*socket*/Socket<ChatGateway>,
        #[/*param*/param] room: String,
        #[/*inject_here*/inject] greeter: Arc<Greeter>,
        #[/*guarded*/guarded(/*global*/global)] user: User,
        #[/*per_connection*/per_connection] cart: Arc</*audited*/Audit>,
        #[message_body("text", /*pipe_option*/pipe = /*piped*/trimmed)] text: String,
    ) -> Result</*answer*/SendMessage, WsError> {
        Ok(body)
    }

    #[gateway_runtime::/*by_path*/subscribe_message(/*fallback*/fallback)]
    fn rest(&self, #[/*ack*/ack] ack: Ack<u8>) {}

    #[/*on_gateway_shutdown*/on_gateway_shutdown]
    fn bye(&self, why: Shutdown) {}

    #[/*interval*/interval("1s")]
    fn tick(&self) {}

    #[/*on_event*/on_event]
    fn created(&self, event: User) {}

    #[/*on_gateway_init*/on_gateway_init]
    fn started(&self) {}

    #[/*on_gateway_connection*/on_gateway_connection]
    async fn /*hook*/joined(&self, #[/*handshake_auth*/handshake_auth] login: /*login*/Login) {}

    #[/*on_gateway_disconnect*/on_gateway_disconnect]
    fn left(&self) {}

    #[/*on_server_event*/on_server_event("changed")]
    fn changed(&self) {}
}
`;

/** Names that are constants. */
const CONSTANTS = `
mod names {
    pub(crate) const /*declared*/LOBBY: &str = "lobby";
    pub(crate) const SEND: &str = "send";
    pub(crate) const TYPING: &str = "typing";
}

struct Events;

impl Events {
    const SENT: &'static str = "sent";
}

#[derive(Serialize, ServerEvent)]
#[event(/*owner_of_event*/Events::/*constant_of_event*/SENT)]
pub(crate) struct Sent;

#[websocket_gateway(namespace = /*module_of_namespace*/names::/*constant_of_namespace*/LOBBY, emits(Sent))]
pub(crate) struct Lobby;

use names::TYPING;

#[websocket_gateway]
impl Lobby {
    const OWN: &'static str = "own";

    #[subscribe_message("text", /*module_of_message*/names::/*constant_of_message*/SEND, Self::/*constant_of_self*/OWN, /*constant_alone*/TYPING)]
    async fn send(&self) {}
}
`;

/** Code as it is while somebody writes it. */
const UNFINISHED = `
use gateway_runtime::prelude::*;

#[websocket_gateway(/*first_option*/)]
struct First;

#[websocket_gateway(namesp/*option*/)]
struct Second;

#[websocket_gateway(namespace = "third", /*next_option*/, cors(origin = "*"))]
struct Third;

#[websocket_gateway(cors(/*of_cors*/))]
struct Fourth;

#[websocket_gateway(transports(web/*of_transports*/))]
struct Fifth;

#[websocket_gateway]
struct Sixth { #[inj/*on_field*/] greeter: Arc<u8> }

#[guard(mess/*of_guard*/)]
fn authenticated(#[inj/*on_parameter_of_guard*/] greeter: Arc<u8>) -> bool { true }

#[websocket_gateway]
#[use_guards(authen/*in_list*/)]
#[throttle(limit = 5, /*of_throttle*/)]
struct Seventh;

#[websocket_gateway]
impl Sixth {
    #[on_gateway_c/*on_method*/]
    fn joined(&self) {}

    #[on_gateway_connect/*of_a_method_that_we_guess*/]
    fn joined_too(&self) {}

    #[subscribe_message("a", time/*of_subscribe_message*/)]
    fn a(&self, #[mes/*on_parameter*/] body: u8, #[message/*of_a_name_that_we_guess*/] other: u8) {}

    #[subscribe_message("b")]
    fn b(&self, #[message_body("key", val/*of_message_body*/)] body: u8) {
`;

/** Takes the marks out of \`text\`, and says where each stood. */
function marked(text) {
  const offsets = {};
  const parts = text.split(/\/\*(\w+)\*\//);
  let plain = parts[0];
  for (let index = 1; index < parts.length; index += 2) {
    offsets[parts[index]] = plain.length;
    plain += parts[index + 1];
  }
  return { text: plain, offsets };
}

/** The line of a file that a definition leads to. */
function lineOf({ uri, line }) {
  return readFileSync(fileURLToPath(uri), "utf8").split("\n")[line];
}

let server;
before(async () => (server = await startLanguageServer()));
after(() => server?.close());

describe("an editor with rust-analyzer", () => {
  const gateway = marked(GATEWAY + CONSTANTS);
  let document;
  before(() => (document = server.open(FILE, gateway.text)));

  /** The word at a mark has one definition, whose line has \`declaration\`, and this documentation. */
  const explains = (mark, declaration, documentation) =>
    test(`explains ${mark} and goes to its definition`, async () => {
      const definitions = await document.definitions(gateway.offsets[mark]);
      assert.deepEqual(definitions.map(lineOf).map((line) => line.trim()), [declaration]);
      const hover = await document.hover(gateway.offsets[mark]);
      assert.ok(hover.includes(documentation), hover);
    });

  const attribute = (mark, documentation, name = mark) =>
    explains(mark, `pub fn ${name}(arguments: TokenStream, item: TokenStream) -> TokenStream {`, documentation);
  attribute("websocket_gateway", "# On the struct");
  attribute("on_a_block", "# On the struct", "websocket_gateway");
  attribute("subscribe_message", "NestJS's `@SubscribeMessage`");
  attribute("by_path", "NestJS's `@SubscribeMessage`", "subscribe_message");
  attribute("on_gateway_init", "`OnGatewayInit`");
  attribute("on_gateway_connection", "`OnGatewayConnection`");
  attribute("on_gateway_disconnect", "`OnGatewayDisconnect`");
  attribute("on_server_event", "`serverSideEmit`");
  attribute("on_gateway_shutdown", "`onApplicationShutdown`");
  attribute("interval", "`@Interval`");
  attribute("on_event", "`@OnEvent`");
  attribute("message_body", "NestJS's `@MessageBody`");
  attribute("connected_socket", "NestJS's `@ConnectedSocket`");
  attribute("ack", "NestJS's `@Ack`");
  attribute("handshake_auth", "`auth`");
  attribute("param", "dynamic namespace");
  attribute("inject", "constructor injection");
  attribute("inject_here", "constructor injection", "inject");
  attribute("websocket_server", "NestJS's `@WebSocketServer`");
  attribute("guard", "NestJS's `CanActivate`");
  attribute("inject_in_guard", "constructor injection", "inject");
  attribute("interceptor", "NestJS's `NestInterceptor`");
  attribute("filter", "NestJS's `ExceptionFilter`");
  attribute("pipe", "NestJS's `PipeTransform`");
  attribute("injectable", "NestJS's `@Injectable()`");
  attribute("inject_in_injectable", "constructor injection", "inject");
  attribute("enhancers", "NestJS's `applyDecorators`");
  attribute("use_guards", "`@UseGuards`");
  attribute("use_interceptors", "`@UseInterceptors`");
  attribute("use_filters", "`@UseFilters`");
  attribute("use_enhancers", "bundles of enhancers");
  attribute("set_metadata", "NestJS's `@SetMetadata`");
  attribute("throttle", "NestJS's `@Throttle`");
  attribute("guarded", "NestJS's `request.user`");
  attribute("per_connection", "a value of its connection");

  const option = (mark, documentation, name = mark) => {
    const hasOptions = ["transports", "cors"].includes(name);
    explains(mark, `pub mod ${name} {${hasOptions ? "" : "}"}`, documentation);
  };
  option("namespace", 'namespace = "payment"');
  option("emits", "emits(ReceiveMessage, Typing)");
  option("rename_all", "kebab-case");
  option("ordering", "sequential");
  option("max_in_flight", "Default: 1,024");
  option("timeout", "how long a handler may take");
  option("validate", "all bodies of the gateway");
  option("port", "the port of a listener");
  option("path", "Default: `/socket.io`");
  option("transports", "how clients may connect");
  option("websocket", "over a WebSocket");
  option("polling", "long-polling");
  option("cors", "the pages that may connect");
  option("origin", "the origins whose pages may connect");
  option("credentials", "cookies");
  option("ping_interval", "Default: 25 seconds");
  option("ping_timeout", "Default: 20 seconds");
  option("connect_timeout", "Default: 45 seconds");
  option("max_payload", "Default: 1,000,000");
  option("max_attachments", "Default: 100");
  option("max_buffer_size", "Default: 4,096");
  option("default", "`#[default = expression]`");
  option("timeout_of_one", "how long this method may take", "timeout");
  option("fallback", "every event of the namespace");
  option("validate_one", "`garde::Validate`", "validate");
  option("pipe_option", "`#[pipe]`", "pipe");
  option("message", "only before messages");
  option("global", "a guard of the whole app");
  option("limit", "five messages");
  option("per", "`\"1m\"`");
  option("burst", "at once");
  option("by", "the client's address");
  option("name", "names the limit");
  option("skip", "heartbeat");

  /** A word of the user's own code means what the user wrote, and nothing that we print. */
  const own = (mark, declaration, hovered) =>
    test(`goes from ${mark} to one place`, async () => {
      const definitions = await document.definitions(gateway.offsets[mark]);
      const lines = definitions.map(({ uri, line }) =>
        uri.endsWith(FILE) ? gateway.text.split("\n")[line] : lineOf({ uri, line }),
      );
      assert.deepEqual(lines.map((line) => line.trim().slice(0, declaration.length)), [declaration]);
      const hover = await document.hover(gateway.offsets[mark]);
      assert.ok(hover.includes(hovered), hover);
      // A second thing would stand below a second heading of its own.
      assert.equal(hover.split("\n```rust\n").filter((part) => /^\w+(::\w+)*\n/.test(part)).length, 1, hover);
    });
  own("audited", "struct Audit", "struct Audit");
  own("emitted", "pub(crate) struct ReceiveMessage", "struct ReceiveMessage");
  own("injected", "pub(crate) struct Greeter", "struct Greeter");
  own("body", "pub(crate) struct SendMessage", "struct SendMessage");
  own("answer", "pub(crate) struct SendMessage", "struct SendMessage");
  own("login", "pub(crate) struct Login", "struct Login");
  own("gateway", "pub(crate) struct ChatGateway", "struct ChatGateway");
  own("handler", "async fn send_message(", "Sends.");
  own("hook", "async fn joined(", "async fn joined");
  own("listed", "async fn authenticated(", "Lets in.");
  own("piped", "fn trimmed(", "trimmed");
  own("key", "fn of_tenant(", "fn of_tenant");
  own("metadata", "pub(crate) struct Roles", "struct Roles");
  own("socket", "pub struct Socket<", "pub struct Socket");

  own("declared", "pub(crate) const LOBBY", "const LOBBY");
  own("module_of_namespace", "mod names", "mod names");
  own("constant_of_namespace", "pub(crate) const LOBBY", "const LOBBY");
  own("module_of_message", "mod names", "mod names");
  own("constant_of_message", "pub(crate) const SEND", "const SEND");
  own("constant_of_self", "const OWN", "const OWN");
  own("constant_alone", "pub(crate) const TYPING", "const TYPING");
  own("owner_of_event", "struct Events", "struct Events");
  own("constant_of_event", "const SENT", "const SENT");

  for (const [mark, name] of [
    ["declared", "LOBBY"],
    ["constant_of_namespace", "LOBBY"],
    ["constant_of_message", "SEND"],
    ["constant_of_self", "OWN"],
    ["constant_alone", "TYPING"],
    ["constant_of_event", "SENT"],
  ]) {
    test(`renames the constant at ${mark} everywhere`, async () => {
      const renamed = await document.renamed(gateway.offsets[mark], "RENAMED");
      assert.equal(renamed, gateway.text.replaceAll(new RegExp(`\\b${name}\\b`, "g"), "RENAMED"));
    });
  }

  test("goes from the type of a field to one place", async () => {
    assert.equal((await document.definitions(gateway.offsets.field)).length, 1);
  });

  test("finds nothing wrong with a gateway", async () => {
    assert.deepEqual(await document.mistakes(), []);
  });
});

describe("an editor with rust-analyzer completes", () => {
  const unfinished = marked(UNFINISHED);
  let document;
  before(() => (document = server.open("examples/chat/src/page.rs", unfinished.text)));

  const completes = (mark, expected, foreign) =>
    test(mark, async () => {
      const offered = await document.completions(unfinished.offsets[mark]);
      for (const name of expected) assert.ok(offered.includes(name), `${name} is not among ${offered}`);
      assert.ok(!offered.includes(foreign), `${foreign} is among ${offered}`);
    });
  const options = ["namespace", "emits", "validate", "port", "cors", "max_buffer_size"];
  completes("first_option", options, "websocket_gateway");
  completes("option", options, "websocket_gateway");
  completes("next_option", options, "websocket_gateway");
  completes("of_cors", ["origin", "credentials"], "namespace");
  completes("of_transports", ["websocket", "polling"], "namespace");
  completes("on_field", ["inject", "websocket_server"], "namespace");
  completes("on_method", ["subscribe_message", "on_gateway_init", "on_gateway_connection", "on_gateway_disconnect", "on_gateway_shutdown", "interval", "on_event", "use_guards", "throttle"], "namespace");
  completes("of_a_method_that_we_guess", ["on_gateway_connection"], "namespace");
  completes("of_subscribe_message", ["timeout", "fallback"], "namespace");
  const parameters = ["message_body", "connected_socket", "ack", "handshake_auth", "param", "inject", "guarded", "per_connection"];
  completes("on_parameter", parameters, "namespace");
  completes("of_a_name_that_we_guess", parameters, "namespace");
  completes("of_message_body", ["validate", "pipe"], "namespace");
  completes("of_guard", ["message", "connection"], "namespace");
  completes("on_parameter_of_guard", parameters, "namespace");
  completes("in_list", ["authenticated"], "namespace");
  completes("of_throttle", ["per", "burst", "by", "name"], "namespace");
});
