// Servers of ours that start and stop do not disturb servers of Node, with the sharded adapter in its default mode.

process.env.SHARDED = "dynamic";
await import("./mixed-rolling.test.mjs");
