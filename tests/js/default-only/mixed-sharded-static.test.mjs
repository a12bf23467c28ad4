// What a server emits reaches the clients of all servers, with the sharded adapter in a mode in which rooms have no channels.

process.env.SHARDED = "static";
await import("./mixed-emits.test.mjs");
