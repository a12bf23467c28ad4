// Events for servers reach their listeners, with the sharded adapter in its default mode.

process.env.SHARDED = "dynamic";
await import("./mixed-servers.test.mjs");
