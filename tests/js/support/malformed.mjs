// `malformed` gives messages that nobody should write to the channels of servers of Node.

import notepack from "notepack.io";

const OPTS = { rooms: ["nobody"], except: [] };
const ASKED = { uid: "tester", requestId: "id" };
const PACKET = { type: 2, data: ["heard", { é: [1, -1.5, "x", null, Buffer.from("abc")] }], nsp: "/verbs" };

/** Good messages, of which bad ones are made. */
const GOOD = [
  ["tester", PACKET, { ...OPTS, flags: {} }],
  ["tester", { ...PACKET, data: ["heard"] }, { rooms: [], except: ["nobody"], flags: { volatile: true } }],
  { ...ASKED, type: 0, rooms: ["nobody"] },
  { ...ASKED, type: 1 },
  { ...ASKED, type: 2, opts: OPTS, rooms: ["a"] },
  { ...ASKED, type: 3, opts: OPTS, rooms: ["a"] },
  { ...ASKED, type: 2, sid: "nobody", room: "a" },
  { ...ASKED, type: 4, opts: OPTS, close: true },
  { ...ASKED, type: 5, opts: OPTS },
  { ...ASKED, type: 6, data: ["price-changed", { product: "p", cents: 1 }] },
  { ...ASKED, type: 7, packet: PACKET, opts: { ...OPTS, flags: { timeout: 50 } } },
  { requestId: "id", type: 6, data: 1 },
  { requestId: "id", type: 8, clientCount: 1 },
  { requestId: "id", type: 9, packet: { a: 1 } },
  { requestId: "id", rooms: ["a"] },
  { requestId: "id", sockets: ["a"] },
  { requestId: "id", sockets: [{ id: "a", handshake: { headers: {} }, rooms: ["a"], data: {} }] },
];

const ODD = [undefined, null, true, -1, 1.5, 2 ** 53, 1e300, "", "x", "x".repeat(100_000), [], {}, [[]], [null], [1], [{}], { rooms: 1 }, { "": null }, Buffer.from("x")];

/** Bytes that each test something that a reader may get wrong. */
export const PARTICULAR = [
  "", "{", "}", "{}", "[]", "null", "0", "\u0000", '{"type":5,"requestId":"x"}', '{"type":5,"requestId":"x","opts":null}', '{"type":6,"requestId":"x"}',
  '{"type":6}', '{"type":6,"data":[]}', '{"type":7,"requestId":"x"}', '{"type":2,"opts":{}}', '{"type":2,"opts":{},"rooms":{"length":3}}', '{"type":99}',
  '{"type":"5"}', '{"type":5.0,"requestId":"x","opts":{}}', '{"type":-5}', '{"type":1e400}', '{"type":18446744073709551621}', '{"requestId":null}',
  '{"type":4,"type":1,"requestId":"x"}', '{"requestId":"\\ud800","type":1}', '{"a":'.repeat(100_000), `{"a":${"[".repeat(500_000)}`,
  `{"type":5,"requestId":"x","opts":{"rooms":${"[".repeat(10_000)}${"]".repeat(10_000)}}}`,
]
  .map((text) => Buffer.from(text))
  .concat(
    [
      "c1", "93", "93c1", "ddffffffff", "dfffffffff", "dbffffffff", "c6ffffffff", "c9ffffffff00", "93a174dfffffffffa1", "d7ff", "d6ff00000000", "c70cff" + "ff".repeat(12),
      "c7ff01" + "00".repeat(255), "d8fe" + "11".repeat(16), "93a17483a474797065", "9393939393", "83" + "a474797065" + "07",
      "93a174c0c0", "93a17480c0", "93a1748080", "93c080" + "80", "9001", "c3", "00", "a3fffefd",
      // Text that is no UTF-8, as the event's name.
      "93a17483a47479706502a46461746191a3fffefda36e7370a62f766572627382a5726f6f6d7390a6657863657074" + "90",
    ].map((hex) => Buffer.from(hex, "hex")),
    [Buffer.alloc(500_000, 0x91), Buffer.alloc(500_000, 0x81), Buffer.alloc(500_000, 0xdd), Buffer.concat([Buffer.from([0xdc, 0xff, 0xff]), Buffer.alloc(65_535, 0xc0)])],
  );

/** One message that is wrong by chance, or odd by chance; a few are good. */
export function malformed(random) {
  const good = random.one(GOOD);
  return random.one([
    () => random.bytes(random.below(60)),
    () => changed(encoded(good, random), random),
    () => changed(encoded(good, random), random),
    () => cut(encoded(good, random), random),
    () => Buffer.concat([encoded(good, random), random.bytes(1 + random.below(5))]),
    () => encoded(odd(good, random), random),
    () => encoded(odd(odd(good, random), random), random),
    () => encoded(odd(good, random), random),
  ])();
}

const encoded = (message, random) => (!Array.isArray(message) && random.below(2) ? Buffer.from(JSON.stringify(message)) : notepack.encode(message));
const cut = (bytes, random) => bytes.subarray(0, random.below(bytes.length));

function changed(bytes, random) {
  const other = Buffer.from(bytes);
  for (let times = 1 + random.below(3); times > 0; times -= 1) other[random.below(other.length)] = random.below(256);
  return other;
}

/** The same with something odd anywhere in it, or without what is there. */
function odd(value, random, depth = 0) {
  if (typeof value !== "object" || value === null || Buffer.isBuffer(value) || random.below(4) === 0) return depth === 0 ? value : random.one(ODD);
  const names = Object.keys(value);
  if (names.length === 0) return random.one(ODD);
  const name = random.one(names);
  if (Array.isArray(value)) return value.map((member, index) => (`${index}` === name ? odd(member, random, depth + 1) : member));
  const { [name]: chosen, ...others } = value;
  return random.below(3) === 0 ? others : { ...others, [name]: odd(chosen, random, depth + 1) };
}
