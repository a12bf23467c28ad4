// Messages whose attachments never come take a bounded amount of memory, which is free when their clients
// have left.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { openRaw } from "../support/raw.mjs";
import { serverFor } from "../support/server.mjs";
import { until } from "../support/until.mjs";
import { PATIENCE, within } from "../support/within.mjs";

const CLIENTS = 100;
/** `max_payload`, unless the app says otherwise. */
const BYTES = 1_000_000;
/** How many attachments are announced. All but the last one come, and are as long as they may be together. */
const ATTACHMENTS = 11;
const ATTACHMENT = Buffer.alloc(BYTES / (ATTACHMENTS - 1));
/**
 * How much the server may need for all clients, in kilobytes: what they have sent, a read buffer as long as
 * an attachment for each, and half as much again.
 */
const MEMORY = (1.5 * CLIENTS * (BYTES + ATTACHMENT.length)) / 1_024;

/** Resident memory in kilobytes; `null` where the system does not tell. */
const memory = async (server) => (await fetch(`${server.url}/memory`)).json();

/** An event with so many attachments, as its first packet. */
function head(attachments) {
  const places = Array.from({ length: attachments }, (_, num) => ({ _placeholder: true, num }));
  return `45${attachments}-/files,["weigh",${JSON.stringify(places)}]`;
}

/** A server with clients that are in a namespace: the protocol library keeps others for `connect_timeout`. */
async function start(t) {
  const server = await serverFor(t, "test-server");
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => openRaw(server.url)));
  t.after(() => clients.forEach((raw) => raw.stream.destroy()));
  await Promise.all(clients.map((raw) => raw.join("/files")));
  return { server, clients, before: await memory(server) };
}

describe(`${CLIENTS} messages that are not sent to their end`, { timeout: 120_000 }, () => {
  test(`take as much memory as ${BYTES} bytes for each, until their clients have left`, async (t) => {
    const { server, clients, before } = await start(t);
    // One after another: all at once is more than a busy machine reads in the time of one answer.
    for (const raw of clients) {
      raw.send(head(ATTACHMENTS), ...Array.from({ length: ATTACHMENTS - 1 }, () => ATTACHMENT));
      await raw.read();
    }
    const held = (await memory(server)) - before;
    await Promise.all(clients.map((raw) => raw.close()));
    if (before === null) return t.diagnostic("the system does not tell how much memory a process holds");
    t.diagnostic(`${held} kB held`);
    assert.ok(held < MEMORY, `${held} kB are held, ${MEMORY} kB are allowed`);
    let left;
    const isFree = async () => (left = (await memory(server)) - before) < held / 2;
    await until(isFree, () => `the memory to be free again, of which ${left} kB of ${held} kB are not`);
    return t.diagnostic(`${left} kB held when all have left`);
  });

  test("end the connection of who sends more than that", async (t) => {
    const { server, clients, before } = await start(t);
    const attachment = Buffer.alloc(BYTES - 1);
    for (const raw of clients) {
      raw.send(head(10), attachment);
      await raw.read();
      raw.send(Buffer.alloc(2));
      await within(PATIENCE, raw.closed, "the server to close a connection");
    }
    if (before === null) return t.diagnostic("the system does not tell how much memory a process holds");
    const held = (await memory(server)) - before;
    t.diagnostic(`${held} kB held`);
    return assert.ok(held < MEMORY, `${held} kB are held, ${MEMORY} kB are allowed`);
  });
});
