// `slowLine` is a TCP proxy in which everything takes its time, and nothing is lost.

import { once } from "node:events";
import { connect, createServer } from "node:net";

/** The first line of the request that asks for a WebSocket. */
const WEBSOCKET = /^GET [^\r\n]*[?&]transport=websocket/;

/**
 * Opens a slow line to the server at `url`, and gives the URL of its near end. What is sent takes
 * `oneWay` milliseconds, in either direction. A WebSocket takes `opening` milliseconds more before its
 * request gets through: the round trips of a new connection, with TCP and TLS, which polls are spared, since
 * they use connections that are open already. The line ends with the test `t`.
 */
export async function slowLine(t, url, { oneWay, opening }) {
  const { hostname, port } = new URL(url);
  const streams = new Set();
  const line = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const far = connect({ host: hostname, port: Number(port), allowHalfOpen: true, noDelay: true });
    for (const stream of [near, far]) {
      streams.add(stream);
      stream.once("close", () => streams.delete(stream));
      // A reset, which `close` tells too.
      stream.on("error", () => {});
    }
    delay(near, far, oneWay, (head) => (WEBSOCKET.test(head.toString("latin1")) ? opening : 0));
    delay(far, near, oneWay, () => 0);
  });
  line.listen(0, "127.0.0.1");
  await once(line, "listening");
  t.after(() => {
    line.close();
    for (const stream of streams) stream.destroy();
  });
  return `http://127.0.0.1:${line.address().port}`;
}

/** Passes on what `from` sends, `oneWay` milliseconds later, the first bytes by `more(bytes)` later still. */
function delay(from, to, oneWay, more) {
  const under = [];
  let last = 0;
  let isFirst = true;
  const later = (act, milliseconds = oneWay) => {
    const now = performance.now();
    // What was sent later arrives later, however long the first bytes take.
    last = Math.max(last, now + milliseconds);
    under.push(act);
    // Whichever timer is the first: the order is that of the queue.
    setTimeout(() => under.shift()(), last - now);
  };
  from.on("data", (bytes) => {
    const milliseconds = isFirst ? oneWay + more(bytes) : oneWay;
    isFirst = false;
    later(() => to.write(bytes), milliseconds);
  });
  from.on("end", () => later(() => to.end()));
  from.on("close", (isBroken) => isBroken && later(() => to.destroy()));
}
