// `startEmitter` starts an emitter: a process that is no server and emits to the clients of servers.

import { startCommanded } from "./commanded.mjs";
import { SERVER } from "./protocol.mjs";
import { binary } from "./server.mjs";

/** Starts it; end it in `after` with `stop()`. */
export async function startEmitter(env) {
  const emitter = await startCommanded("the emitter", binary("sharing-emitter"), [], { ...SERVER, ...env });
  return {
    ...emitter,
    /** Does what `command` says, with `arguments_`; gives what became of it. One at a time. */
    run: (command, arguments_) => emitter.run(arguments_ ? { [command]: arguments_ } : command),
  };
}
