// `results` is a reporter of node's test runner, for `cargo xtask test`: a line for each file, with how many
// of its tests passed, failed and were skipped, whether the file failed, and its name, with tabs between.

import { relative } from "node:path";

export default async function* results(events) {
  const files = new Map();
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const file = files.get(data.file) ?? { passed: 0, failed: 0, skipped: 0, outcome: "passed" };
    files.set(data.file, file);
    // Node counts a test that is not ready yet as neither, whatever came of it.
    const skipped = data.skip !== undefined || data.todo !== undefined;
    const outcome = type === "test:pass" ? "passed" : "failed";
    // A suite is not counted, but its hooks can fail.
    if (data.details.type !== "suite") file[skipped ? "skipped" : outcome] += 1;
    if (!skipped && outcome === "failed") file.outcome = "failed";
  }
  for (const [path, { passed, failed, skipped, outcome }] of files) {
    const name = relative(process.cwd(), path).replaceAll("\\", "/");
    yield `${[passed, failed, skipped, outcome, name].join("\t")}\n`;
  }
}
