// Bodies are validated whose types have rules, unless a parameter says otherwise; the error lists every wrong field, to
// those who may call the method (guarantee 9).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, connect, TRANSPORTS } from "./support/client.mjs";
import { assertError } from "./support/errors.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

const tea = { name: "tea", count: 2 };
const order = { email: "an@example.com", items: [tea, { name: "cup", count: 1 }] };
const wrong = { email: "nobody", items: [tea, { name: "", count: 0 }] };

for (const { way, transports } of TRANSPORTS) {
  describe(`validation over ${way}`, () => {
    const join = (t, namespace) => connect(t, server.url + namespace, { transports });

    const assertInvalid = (answer, event, paths) => {
      const errors = answer.errors ?? [];
      assertError(answer, "bad_request", event, { message: "the validation failed", errors });
      assert.deepEqual(errors.map(({ path }) => path).sort(), paths);
      for (const { message } of errors) assert.notEqual(message, "");
    };

    for (const [namespace, where] of [
      ["/validation", "the parameter"],
      ["/validated", "the gateway"],
      ["/by-type", "nothing"],
    ]) {
      test(`a valid body is taken where ${where} says validate`, async (t) => {
        const socket = await join(t, namespace);
        assert.equal(await ask(socket, "order", order), 2);
        assert.equal(await ask(socket, "order-key", { item: tea }), 2);
      });

      test(`every wrong field is listed with its path where ${where} says validate`, async (t) => {
        const socket = await join(t, namespace);
        assertInvalid(await ask(socket, "order", wrong), "order", ["email", "items[1].count", "items[1].name"]);
      });

      test(`the paths of a keyed body begin with the key where ${where} says validate`, async (t) => {
        const socket = await join(t, namespace);
        const answer = await ask(socket, "order-key", { item: { name: "", count: 101 } });
        assertInvalid(answer, "order-key", ["item.count", "item.name"]);
      });

      test(`what does not decode is not validated where ${where} says validate`, async (t) => {
        const socket = await join(t, namespace);
        const answer = await ask(socket, "order", { ...wrong, items: 7 });
        assertError(answer, "bad_request", "order");
        assert.match(answer.message, /`items`/);
      });
    }

    test("each of several bodies is validated", async (t) => {
      const socket = await join(t, "/validated");
      assert.equal(await ask(socket, "second", tea, tea), 4);
      assertInvalid(await ask(socket, "second", tea, { ...tea, count: 0 }), "second", ["count"]);
    });

    for (const [event, valid, invalid] of [
      ["for-admins", order, wrong],
      ["for-admins", order, 7],
      ["for-admins-key", { item: tea }, { item: { name: "", count: 0 } }],
      ["for-admins-key", { item: tea }, { item: tea, other: "text" }],
    ]) {
      test(`whom an extractor refuses does not learn of bodies, which are written before it (${event}, ${JSON.stringify(invalid)})`, async (t) => {
        const stranger = await join(t, "/validation");
        const forbidden = { message: "for admins only" };
        assertError(await ask(stranger, event, invalid), "forbidden", event, forbidden);
        assertError(await ask(stranger, event, valid), "forbidden", event, forbidden);
        assertError(await ask(stranger, event), "forbidden", event, forbidden);
        const admin = await join(t, "/validation");
        await ask(admin, "log-in");
        assert.equal(await ask(admin, event, valid), 2);
        assert.equal((await ask(admin, event, invalid)).code, "bad_request");
      });
    }

    const chat = { chatId: "general", sentBy: 1 };

    for (const [what, event, sent, paths] of [
      ["of a struct", "chat", [{ chatId: "", sentBy: 1 }], ["chatId"]],
      ["of a field that was not sent", "chat", [{ chatId: "general" }], ["sentBy"]],
      ["of a list", "chat", [{ ...chat, readReceipts: [{ "USER-NAME": "An" }, { "USER-NAME": "" }] }], ["readReceipts[1].USER-NAME"]],
      ["of a variant", "chat", [{ ...chat, content: { plainText: { wholeText: "long" } } }], ["content.plainText.wholeText"]],
      ["of a list as the body", "chats", [[chat, { chatId: "" }]], ["[1].chatId", "[1].sentBy"]],
      ["of a keyed body", "chat-key", [{ message: { chatId: "" } }], ["message.chatId", "message.sentBy"]],
      ["of Args", "chat-args", [{ chatId: "", sentBy: 1 }, [{ "USER-NAME": "" }]], ["[0].USER-NAME", "chatId"]],
    ]) {
      test(`the paths are the client's names: ${what}`, async (t) => {
        const socket = await join(t, "/validated");
        assertInvalid(await ask(socket, event, ...sent), event, paths);
      });
    }

    test("valid bodies with other names than Rust's are taken", async (t) => {
      const socket = await join(t, "/validated");
      assert.equal(await ask(socket, "chat", { ...chat, content: { plainText: { wholeText: "abc" } } }), 4);
      assert.equal(await ask(socket, "chats", [chat, chat]), 2);
      assert.equal(await ask(socket, "chat-args", chat, [{ "USER-NAME": "An" }]), 8);
    });

    test("what has nothing to validate is let through where the gateway says validate", async (t) => {
      const socket = await join(t, "/validated");
      assert.equal(await ask(socket, "primitives", 1, ["a"], { a: [1, true] }, { any: "thing" }, Buffer.from("ab")), 5);
      assert.equal(await ask(socket, "primitive-key", { userId: "" }), "");
      assert.equal(await ask(socket, "primitive-args", 1, "text"), 5);
    });

    test("of several bodies each is validated that can be", async (t) => {
      const socket = await join(t, "/validated");
      assert.equal(await ask(socket, "mixed", 0, tea), 2);
      assertInvalid(await ask(socket, "mixed", 0, { ...tea, count: 0 }), "mixed", ["count"]);
    });

    test("a body is taken as it decodes where the parameter says so", async (t) => {
      const socket = await join(t, "/validated");
      assert.equal(await ask(socket, "not-checked", { order: wrong, name: "An" }), 4);
    });

    test("a body is taken as it decodes where the parameter says so, although nothing says validate", async (t) => {
      assert.equal(await ask(await join(t, "/validation"), "not-checked", wrong), 2);
      assert.equal(await ask(await join(t, "/by-type"), "not-checked", wrong), 8);
    });

    const none = { name: "", count: 0 };

    for (const [what, event, sent, answer, broken, paths] of [
      ["lists, options, boxes and maps", "lists", [[tea], tea, { a: tea }], 3, [[tea, none], tea, {}], ["[1].count", "[1].name"]],
      ["an option that is there", "lists", [[], null, {}], 0, [[], none, {}], ["count", "name"]],
      ["the values of a map", "lists", [[], null, { a: tea, b: tea }], 2, [[], null, { a: none }], ["a.count", "a.name"]],
      ["Args", "args", [tea, [tea]], 4, [tea, [none]], ["[0].count", "[0].name"]],
      ["a body beside a plain value", "mixed", [1, tea], 3, [1, { ...tea, count: 0 }], ["count"]],
      ["a type whose context has a default", "default-context", [{ count: 10 }], 10, [{ count: 11 }], ["count"]],
      ["a number that comes as text, and the type of one", "texts", [{ count: "2", limited: "3" }], 5, [{ count: "0", limited: 4 }], ["count", "limited"]],
      ["the type of a text behind a key", "text", [{ limited: "3" }], 3, [{ limited: "4" }], ["limited"]],
      ["the body of a guard", "guarded", [tea], "let in", [none], ["count", "name"]],
      ["what a pipe takes", "piped", [tea], "tea", [none], ["count", "name"]],
      ["the body of a fallback", "whatever", [tea], 2, [none], ["count", "name"]],
    ]) {
      test(`a type with rules is validated where nothing says validate: ${what}`, async (t) => {
        const socket = await join(t, "/by-type");
        assert.deepEqual(await ask(socket, event, ...sent), answer);
        assertInvalid(await ask(socket, event, ...broken), event, paths);
      });
    }

    test("a body without rules is taken as it decodes where nothing says validate", async (t) => {
      const socket = await join(t, "/by-type");
      assert.equal(await ask(socket, "without-rules", { name: "An" }, 3), 5);
      // A tuple whose members are not all valid types, and a type whose context has no default.
      assert.equal(await ask(socket, "without-rules", { name: "" }, 0, [1, none], { count: 99 }), 100);
      assert.equal(await ask(socket, "piped-unchecked", none), "");
    });

    test("a guard that the rules let through decides all the same", async (t) => {
      const socket = await join(t, "/by-type");
      assert.equal((await ask(socket, "guarded", { ...tea, count: 50 })).code, "forbidden");
    });
  });
}
