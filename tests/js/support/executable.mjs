// `executable` finds a program that the tests start and do not build.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Where servers are that are no commands of ordinary users. */
const BESIDES = ["/usr/sbin", "/usr/local/sbin"];

/** The path of the first of `names` that is installed; `undefined` if none is. */
export function executable(...names) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...BESIDES];
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not there: the next one.
      }
    }
  }
  return undefined;
}
