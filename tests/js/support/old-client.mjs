// `io` is socket.io-client 2, with what the tests use of the newest client: the events, the order and the
// values are its own.

import client from "socket.io-client-v2";

import { socketOf } from "./session.mjs";

const { Manager } = client;
const { socket: namespace } = Manager.prototype;

/** Every socket of a connection gets what is missing. */
Manager.prototype.socket = function (...values) {
  const socket = namespace.apply(this, values);
  return socket.onAny ? socket : renewed(socket);
};

// It makes the socket's id of the session's and of the namespace. The server's is neither: the session's id
// is a secret of a client that polls, and begins with the socket's.
Manager.prototype.generateId = function () {
  return socketOf(this.engine.id);
};

/** How many packets it may put into one request: it knows nothing of the server's limit. */
const AT_ONCE = 1_000;

/** A socket, as `io()` of the newest client gives it. */
export function io(url, options) {
  const socket = client(url, options);
  const { engine } = socket.io;
  const { flush } = engine;
  engine.flush = () => {
    const waiting = engine.writeBuffer;
    if (engine.transport.name === "polling") engine.writeBuffer = waiting.slice(0, AT_ONCE);
    flush.call(engine);
    engine.writeBuffer = waiting;
  };
  return socket;
}

function renewed(socket) {
  socket.timeout = (milliseconds) => new Asking(socket, milliseconds);

  const listeners = [];
  socket.onAny = (listener) => listeners.push(listener);
  const tell = (values) => {
    for (const listener of listeners) listener(...values);
  };
  // What arrives before CONNECT waits for it.
  const { onevent, emitBuffered } = socket;
  socket.onevent = ({ id, data }) => {
    const values = id == null ? data : [...data, socket.ack(id)];
    if (socket.connected) tell(values);
    onevent.call(socket, { data: values });
  };
  socket.emitBuffered = () => {
    for (const values of socket.receiveBuffer) tell(values);
    emitBuffered.call(socket);
  };

  // A refused namespace is an `error` with what the server said; a broken connection is another.
  socket.on("error", (said) => {
    if (!(said instanceof Error)) socket.emit("connect_error", new Error(said?.message ?? said));
  });
  return socket;
}

/** What `timeout()` gives. */
class Asking {
  constructor(socket, milliseconds) {
    this.socket = socket;
    this.milliseconds = milliseconds;
  }

  emit(event, ...values) {
    let callback = values.pop();
    const end = (...answer) => {
      clearTimeout(timer);
      this.socket.off("disconnect", left);
      callback(...answer);
      // Whatever comes now comes too late.
      callback = () => {};
    };
    const timer = setTimeout(() => end(new Error("operation has timed out")), this.milliseconds);
    const left = () => end(new Error("socket has been disconnected"));
    this.socket.on("disconnect", left);
    this.socket.emit(event, ...values, (...answer) => end(null, ...answer));
  }

  emitWithAck(event, ...values) {
    return new Promise((resolve, reject) => {
      this.emit(event, ...values, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
  }
}
