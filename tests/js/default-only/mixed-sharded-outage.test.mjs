// A Redis is killed and comes back, with the sharded adapter in its default mode.

process.env.SHARDED = "dynamic";
await import("./mixed-outage.test.mjs");
