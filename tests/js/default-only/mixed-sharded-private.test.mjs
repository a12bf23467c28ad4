// What a server emits reaches the clients of all servers, with the sharded adapter in a mode in which sockets have channels too.

process.env.SHARDED = "dynamic-private";
await import("./mixed-emits.test.mjs");
