// A server asks the clients of all servers, with the sharded adapter in its default mode.

process.env.SHARDED = "dynamic";
await import("./mixed-questions.test.mjs");
