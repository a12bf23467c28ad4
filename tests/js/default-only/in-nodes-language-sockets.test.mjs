// The tests of `sharing-sockets`, between servers of ours that speak the language of Node's servers.

process.env.FORMAT = "node";
await import("../sharing-sockets.test.mjs");
