// What the page "What your clients notice" says of NestJS and of the gateways here, seen by one client of both.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { serverForAll } from "../support/server.mjs";
import { sideBySide, startNest, visitor } from "../support/side-by-side.mjs";

const PAGE = "what-your-clients-notice";
const { nest, here, same, differs } = sideBySide(PAGE);

const cause = (pattern) => ({ cause: { pattern } });
const error = (code, message, pattern) => ({ status: "error", code, message, ...cause(pattern) });

describe("acknowledgements", () => {
  const notes = { namespace: "/notes" };

  differs("a method without a value", { nest: [], here: [["ack"]] }, (one) => one.ask("save", "milk"), notes);
  differs("a method that returns null", { nest: [], here: [["ack", null]] }, (one) => one.ask("find", 7), notes);
  same("a value is the acknowledgement, also 0", [["ack", 0]], (one) => one.ask("count"), notes);
  same("without a callback, a value reaches nobody", [], (one) => one.tell("count"), notes);
  differs(
    "an event as the answer",
    { nest: [["reminder", "milk"]], here: [["reminder", "milk"], ["ack"]] },
    (one) => one.ask("remind", "milk"),
    notes,
  );
  differs(
    "a value that looks like an event",
    { nest: [["dentist", "9:00"]], here: [["ack", { event: "dentist", data: "9:00" }]] },
    (one) => one.ask("appointment"),
    notes,
  );
});

describe("errors", () => {
  const orders = { namespace: "/orders" };

  differs(
    "a client that passed a callback",
    {
      nest: [["exception", { status: "error", message: "sold out", cause: { pattern: "order", data: "book" } }]],
      here: [["ack", error("conflict", "sold out", "order")]],
    },
    (one) => one.ask("order", "book"),
    orders,
  );
  differs(
    "a client that passed none",
    {
      nest: [["exception", { status: "error", message: "sold out", cause: { pattern: "order", data: "book" } }]],
      here: [["exception", error("conflict", "sold out", "order")]],
    },
    (one) => one.tell("order", "book"),
    orders,
  );
  differs(
    "an error that nobody expected",
    {
      nest: [["exception", { status: "error", message: "Internal server error", cause: { pattern: "pay" } }]],
      here: [["exception", error("internal", "Internal server error", "pay")]],
    },
    (one) => one.tell("pay"),
    orders,
  );
});

describe("types", () => {
  const articles = { namespace: "/articles" };
  const wrong = (message) => error("bad_request", message, "article");

  same("the type that the method expects", [["ack", 7]], (one) => one.ask("article", { id: 7 }), articles);
  differs(
    "a text where the method expects a number",
    {
      nest: [["ack", "7"]],
      here: [["ack", wrong("invalid body of `article`: `id`: invalid type: string \"7\", expected u32")]],
    },
    (one) => one.ask("article", { id: "7" }),
    articles,
  );
  same("a number", [["ack", 6]], (one) => one.ask("price", { count: 2 }), articles);
  same("a number that may come as text", [["ack", 6]], (one) => one.ask("price", { count: "2" }), articles);
  differs(
    "a member that is missing",
    { nest: [], here: [["ack", wrong("invalid body of `article`: `id` is missing")]] },
    (one) => one.ask("article", {}),
    articles,
  );
});

describe("unknown events", () => {
  differs(
    "are answered here",
    { nest: [], here: [["ack", error("not_found", "no handler for the event `nothing`", "nothing")]] },
    (one) => one.ask("nothing"),
    { namespace: "/orders" },
  );
  same("are ignored where the gateway says so", [], (one) => one.ask("nothing"), { namespace: "/quiet" });
});

describe("pages of other origins", () => {
  const from = (origin) => ({ transports: ["websocket"], extraHeaders: { origin }, expectsError: true });

  differs(
    "are refused over WebSocket too",
    { nest: [["connect"]], here: [["connect_error", "websocket error"]] },
    () => {},
    { namespace: "/orders", ...from("https://elsewhere.example") },
  );
  same("that are named are let in", [["connect"]], () => {}, {
    namespace: "/account",
    path: "/account",
    hasBarrier: false,
    ...from("https://shop.example"),
  });

  const reflected = async ({ url }) => {
    const headers = { origin: "https://evil.example" };
    const answer = await fetch(`${url}/account/?EIO=4&transport=polling`, { headers });
    const read = (name) => answer.headers.get(`access-control-allow-${name}`);
    return [read("origin"), read("credentials")];
  };
  test("any page may act with the user's cookies (NestJS)", async () => {
    assert.deepEqual(await reflected(nest), ["https://evil.example", "true"]);
  });
  test("no page but those that are named may act with the user's cookies (here)", async () => {
    const [origin] = await reflected(here);
    assert.equal(origin, null);
  });
});

describe("connections", () => {
  differs(
    "a guard refuses the client, and not only its messages",
    {
      nest: [
        ["connect"],
        ["exception", { status: "error", message: "Forbidden resource", cause: { pattern: "news" } }],
      ],
      here: [["connect_error", "Forbidden resource"]],
    },
    (one) => one.tell("news"),
    { namespace: "/members", expectsError: true },
  );
  same("a client that the guard knows is let in", [["ack", "for members"]], (one) => one.ask("news"), {
    namespace: "/members",
    auth: { token: "secret" },
  });

  differs(
    "no message is handled before the connection hook has ended",
    { nest: [["ack", "nobody"]], here: [["ack", "An"]] },
    (one) => one.ask("who-am-i"),
    { namespace: "/profile" },
  );

  test("an error of the connection hook ends the process (NestJS)", async (t) => {
    const server = await startNest({ PAGE });
    t.after(() => server.stop());
    await visitor(t, server.url, { namespace: "/vault", expectsError: true });
    assert.deepEqual(await server.ended, { code: 1, signal: null });
  });
  test("an error of the connection hook disconnects the client (here)", async (t) => {
    const one = await visitor(t, here.url, { namespace: "/vault", expectsError: true });
    await one.sees([
      ["connect"],
      ["exception", error("unauthorized", "nobody gets in", "connection")],
      ["disconnect", "io server disconnect"],
    ]);
  });
});

describe("the client's script", () => {
  const script = async ({ url }) => (await fetch(`${url}/socket.io/socket.io.js`)).status;

  test("is served (NestJS)", async () => assert.equal(await script(nest), 200));
  test("is not served (here)", async () => assert.equal(await script(here), 404));
});

describe("with the two lines for old clients", () => {
  const alike = serverForAll("guide", { env: { PAGE: `${PAGE}, as NestJS` } });

  test("an error is always the event `exception`, with the data, and keeps its code", async (t) => {
    const one = await visitor(t, alike.url, { namespace: "/orders" });
    one.ask("order", "book");
    await one.sees([
      [
        "exception",
        { status: "error", code: "conflict", message: "sold out", cause: { pattern: "order", data: "book" } },
      ],
    ]);
  });

  test("an unknown event is still an error", async (t) => {
    const one = await visitor(t, alike.url, { namespace: "/orders" });
    one.ask("nothing");
    await one.sees([["exception", error("not_found", "no handler for the event `nothing`", "nothing")]]);
  });

  test("a method without a value still acknowledges", async (t) => {
    const one = await visitor(t, alike.url, { namespace: "/notes" });
    one.ask("save", "milk");
    await one.sees([["ack"]]);
  });

  test("an error of the connection hook has the pattern `connection`, and the client is disconnected", async (t) => {
    const one = await visitor(t, alike.url, { namespace: "/vault", expectsError: true });
    await one.sees([
      ["connect"],
      ["exception", error("unauthorized", "nobody gets in", "connection")],
      ["disconnect", "io server disconnect"],
    ]);
  });
});
