// `startPython` starts an emitter of python-socketio: see `tests/python/emitter.py`.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";

import { startCommanded } from "./commanded.mjs";
import { WORKSPACE } from "./workspace.mjs";

const FOLDER = join(WORKSPACE, "tests/python");
const PYTHON = join(FOLDER, ".venv/bin/python");

/** What JSON has no form for. */
export const bytes = (...values) => ({ bytes: values });
export const tuple = (...items) => ({ tuple: items });

/** Starts an emitter of a kind that `emitter.py` lists; end it in `after` with `stop()`. */
export async function startPython(kind, { url }, channel = "socketio") {
  assert.ok(existsSync(PYTHON), `${PYTHON} is missing; \`cargo xtask install\` installs it`);
  const emitter = await startCommanded(`python (${kind})`, PYTHON, [join(FOLDER, "emitter.py"), kind, url, channel]);
  const call = async (method, values, named = {}) => {
    const error = await emitter.run([method, values, named]);
    assert.equal(error, null, `${error}\n${emitter.log()}`);
  };
  return {
    stop: emitter.stop,
    /** Calls a method, with arguments by their places and by their names. */
    call,
    /** Emits in the namespace of most tests, unless another one is named. */
    emit: (event, data, named) => call("emit", [event, data], { namespace: "/verbs", ...named }),
  };
}
