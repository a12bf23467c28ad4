// The tests of `sharing-emits`, between servers of ours that speak the language of Node's servers.

process.env.FORMAT = "node";
await import("../sharing-emits.test.mjs");
