// Starts the NestJS application of a page of the guide, and prints its URL.

import { register } from "node:module";

register("./typescript.mjs", import.meta.url);
const { start } = await import("./src/main.ts");
await start(process.env.PAGE);
