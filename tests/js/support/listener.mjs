// `listenTo` listens to all channels of a Redis, as a subscriber that is no server and is counted as none.

import { createClient } from "redis";

import { until } from "./until.mjs";

let marks = 0;

/** Listens to the Redis at `url` until `close()`. */
export async function listenTo(url) {
  const [subscriber, sender] = [createClient({ url }), createClient({ url })];
  for (const client of [subscriber, sender]) {
    client.on("error", () => {});
    await client.connect();
  }
  /** Everything that was published, in Redis' own order: `{ channel, bytes }`. */
  const heard = [];
  const passed = new Set();
  await subscriber.pSubscribe(
    "*",
    (bytes, channel) => (`${channel}` === "mark" ? passed.add(`${bytes}`) : heard.push({ channel: `${channel}`, bytes })),
    true,
  );
  const settle = async () => {
    marks += 1;
    const mark = `${marks}`;
    await sender.publish("mark", mark);
    await until(() => passed.has(mark), "everything that was published to be heard");
  };
  return {
    heard,
    publish: (channel, message) => sender.publish(channel, message),
    /** How many connections are subscribed to `channel` itself. */
    subscribers: async (channel) => Number((await sender.sendCommand(["PUBSUB", "NUMSUB", channel]))[1]),
    /** The channels that anybody is subscribed to. */
    channels: async (pattern) => (await sender.sendCommand(["PUBSUB", "CHANNELS", pattern])).map(String),
    /** Subscribes to `channel` itself, as a server does, until `stop()`. */
    async subscribe(channel, listener) {
      await subscriber.subscribe(channel, listener, true);
      return { stop: () => subscriber.unsubscribe(channel) };
    },
    /** What is published while `act` does something, which has to wait until all of it is published. */
    async during(act) {
      await settle();
      const start = heard.length;
      await act();
      await settle();
      return heard.slice(start);
    },
    close: () => Promise.all([subscriber.destroy(), sender.destroy()]),
  };
}
