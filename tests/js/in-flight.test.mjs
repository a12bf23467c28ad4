// At most `max_in_flight` messages of one client are in work (guarantee 5).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ask, client, connect, cues, next, WAYS } from "./support/client.mjs";
import { assertError } from "./support/errors.mjs";
import { serverForAll } from "./support/server.mjs";

const server = serverForAll("test-server");

for (const { way, transports } of WAYS) {
  describe(`guarantee 5: a client has at most max_in_flight messages in work, over ${way}`, () => {
    /** A client with as many messages in work as it may have, their answers, and what lets each go on. */
    const joinFull = async (t) => {
      const limited = client(t, `${server.url}/limited`, { transports });
      const held = cues(limited);
      await next(limited, "connect");
      const answers = [0, 1, 2, 3].map((number) => ask(limited, "hold", number));
      const goOn = [await held.next(), await held.next(), await held.next(), await held.next()];
      return { limited, answers, goOn };
    };

    test("a message over max_in_flight is answered with an error, and there is room again later", async (t) => {
      const { limited, answers, goOn } = await joinFull(t);
      assertError(await ask(limited, "pass", 4), "too_many_requests", "pass");
      const exception = next(limited, "exception");
      limited.emit("pass", 5);
      assertError(await exception, "too_many_requests", "pass");
      goOn[0]();
      assert.equal(await answers[0], 0);
      assert.equal(await ask(limited, "pass", 6), 6);
      for (const let_ of goOn.slice(1)) let_();
      assert.deepEqual(await Promise.all(answers), [0, 1, 2, 3]);
    });

    test("one client's limit is not another's", async (t) => {
      const { answers, goOn } = await joinFull(t);
      const other = await connect(t, `${server.url}/limited`, { transports });
      assert.equal(await ask(other, "pass", 1), 1);
      for (const let_ of goOn) let_();
      await Promise.all(answers);
    });
  });
}
