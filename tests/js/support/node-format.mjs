// `checkForms` checks that messages have the forms that servers of Node read: some messages of other forms end a
// server of Node, and others make it wait in vain.

import assert from "node:assert/strict";

import notepack from "notepack.io";

const isText = (value) => typeof value === "string";
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const listOf = (is) => (value) => Array.isArray(value) && value.every(is);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isAnything = () => true;
const isFlags = (value) =>
  isObject(value) &&
  hasOnly(value, {}, { volatile: isFlag, compress: isFlag, broadcast: isFlag, local: isFlag, expectSingleResponse: isFlag, timeout: isCount });
const isFlag = (value) => typeof value === "boolean";
/** JavaScript's rooms may be numbers. */
const isRoom = (value) => isText(value) || typeof value === "number";
const isChoice = (value) => isObject(value) && hasOnly(value, { rooms: listOf(isRoom), except: listOf(isRoom) });
const isEvent = (value) => Array.isArray(value) && isText(value[0]);
const isSocket = (value) =>
  isObject(value) && hasOnly(value, { id: isText, handshake: isHandshake, rooms: listOf(isRoom), data: isAnything });
const isHandshake = (value) =>
  isObject(value) &&
  hasOnly(value, {
    headers: isObject,
    time: isText,
    address: isText,
    xdomain: isFlag,
    secure: isFlag,
    issued: isCount,
    url: isText,
    query: isObject,
    auth: isAnything,
  });

/** Whether an object has the members of `must`, and besides them at most those of `may`. */
function hasOnly(object, must, may = {}) {
  return (
    Object.entries(must).every(([name, is]) => name in object && is(object[name])) &&
    Object.entries(object).every(([name, value]) => name in must || (name in may && (value === undefined || may[name](value))))
  );
}

const isPacket = (namespace) => (value) =>
  isObject(value) && hasOnly(value, { type: (type) => type === 2, data: isEvent, nsp: (nsp) => nsp === namespace });

/** What the channel of a room has, or that of everyone. */
function isBroadcast(message, namespace, room) {
  if (!Array.isArray(message) || message.length !== 3) return false;
  const [uid, packet, options] = message;
  return (
    isText(uid) &&
    isPacket(namespace)(packet) &&
    isObject(options) &&
    hasOnly(options, { rooms: listOf(isRoom), except: listOf(isRoom) }, { flags: isFlags }) &&
    (room === undefined ? options.rooms.length !== 1 : options.rooms.length === 1 && `${options.rooms[0]}` === room)
  );
}

const ASKED = { uid: isText, requestId: isText };
/** The members of each type of request, beside the type. */
const REQUESTS = (namespace) => ({
  // Of old servers.
  0: [{ ...ASKED, rooms: listOf(isRoom) }],
  1: [ASKED],
  2: [{ opts: isChoice, rooms: listOf(isRoom) }, { uid: isText }],
  3: [{ opts: isChoice, rooms: listOf(isRoom) }, { uid: isText }],
  4: [{ opts: isChoice, close: isFlag }, { uid: isText }],
  5: [{ ...ASKED, opts: isChoice }],
  6: [{ uid: isText, data: isEvent }, { requestId: isText }],
  7: [{ ...ASKED, packet: isPacket(namespace), opts: isAsking }],
});
const isAsking = (value) =>
  isObject(value) &&
  hasOnly(value, { rooms: listOf(isRoom), except: listOf(isRoom), flags: (flags) => isFlags(flags) && isCount(flags.timeout) });

function isRequest(message, namespace) {
  const { type, ...members } = message;
  const form = REQUESTS(namespace)[type];
  return form !== undefined && hasOnly(members, ...form);
}

/** The members of answers: those with a type by it, the others by the member that tells them apart. */
const ANSWERS = {
  6: [{ requestId: isText }, { data: isAnything }],
  8: [{ requestId: isText, clientCount: isCount }],
  // `sid` is what our servers tell one another.
  9: [{ requestId: isText }, { packet: isAnything, sid: isText }],
  rooms: [{ requestId: isText, rooms: listOf(isRoom) }],
  sockets: [{ requestId: isText, sockets: (value) => listOf(isSocket)(value) || listOf(isText)(value) }],
};

function isAnswer(message) {
  const { type, ...members } = message;
  const form = ANSWERS[type ?? ["rooms", "sockets"].find((name) => name in members)];
  return form !== undefined && hasOnly(members, ...form);
}

/** What a message says, or an error. */
export const read = (bytes) => (bytes[0] === 0x7b ? JSON.parse(bytes.toString()) : notepack.decode(bytes));

const CHANNEL = /^(?<prefix>[^#]*?)(?<kind>-request|-response|)#(?<namespace>\/[^#]*)#(?:(?<rest>.*)#)?$/s;

/** Whether servers of Node read a message as what it is meant for. */
function isGood({ channel, bytes }) {
  const found = channel.match(CHANNEL);
  if (!found) return false;
  const { kind, namespace, rest } = found.groups;
  // A broadcast is never JSON.
  if (kind === "") return isBroadcast(notepack.decode(bytes), namespace, rest);
  const message = read(bytes);
  if (!isObject(message)) return false;
  return kind === "-request" ? rest === undefined && isRequest(message, namespace) : isAnswer(message);
}

/** Checks that each of `messages` is read by servers of Node as what it is. */
export function checkForms(messages) {
  for (const message of messages) {
    const { channel, bytes } = message;
    let good = false;
    let cause;
    try {
      good = isGood(message);
    } catch (error) {
      cause = error;
    }
    assert.ok(good, `on ${channel}: ${bytes.toString("latin1").slice(0, 500)} ${bytes.subarray(0, 200).toString("hex")} ${cause ?? ""}`);
  }
}
