// What our emitters send reaches the clients of all servers, with the sharded adapter in its default mode.

process.env.SHARDED = "dynamic";
await import("./mixed-emitters.test.mjs");
