// A server of ours goes on, whatever it reads on the channels of sharded adapters.

process.env.SHARDED = "dynamic";
await import("./mixed-malformed.test.mjs");
