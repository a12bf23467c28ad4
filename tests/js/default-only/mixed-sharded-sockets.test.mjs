// A server fetches, moves and disconnects the sockets of all servers, with the sharded adapter in its default mode.

process.env.SHARDED = "dynamic";
await import("./mixed-sockets.test.mjs");
