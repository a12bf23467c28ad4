// The tests of `sharing-apart`, between servers of ours that speak the language of Node's servers.

process.env.FORMAT = "node";
await import("../sharing-apart.test.mjs");
