// `WORKSPACE` is the folder of the whole repository.

import { fileURLToPath } from "node:url";

export const WORKSPACE = fileURLToPath(new URL("../../..", import.meta.url));
