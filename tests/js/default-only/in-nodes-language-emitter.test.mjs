// The tests of `sharing-emitter`, between servers of ours that speak the language of Node's servers.

process.env.FORMAT = "node";
await import("../sharing-emitter.test.mjs");
