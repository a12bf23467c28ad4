// The real page of @socket.io/admin-ui, which another web server hosts, works in a real browser against two servers of
// `examples/team`, as the example tells people to start it.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";

import { openAdminPage, PAGE } from "../support/admin-page.mjs";
import { startBrowser } from "../support/browser.mjs";
import { ask, next } from "../support/client.mjs";
import { tab } from "../support/team.mjs";
import { startTeams } from "../support/team-pair.mjs";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

let browser;

before(async () => {
  browser = await startBrowser();
});

after(() => browser?.close());

/** A web server with the files of the page, as `npx serve` is one. */
async function hostPage(t) {
  const host = createServer(async (request, response) => {
    const path = new URL(request.url, "http://host").pathname;
    const file = path === "/" ? "index.html" : path.slice(1);
    try {
      const body = await readFile(join(PAGE, file));
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  host.listen(0, "127.0.0.1");
  await once(host, "listening");
  t.after(() => {
    host.close();
    host.closeAllConnections();
  });
  return `http://127.0.0.1:${host.address().port}`;
}

/** The password that a server has printed. */
async function passwordOf(server) {
  await server.logged(/takes admin and \S+/);
  return server.log().match(/takes admin and (\S+)/)[1];
}

test("the page of another origin shows both servers and who is there, and ends a socket of the other server", async (t) => {
  const page = await hostPage(t);
  const teams = await startTeams({ env: { ADMIN_PAGE: page } });
  t.after(() => teams.stop());
  const [one, two] = teams.servers;
  const an = await tab(t, one.url, "an");
  const binh = await tab(t, two.url, "binh");
  for (const socket of [an, binh]) await ask(socket, "join", { room: "lobby" });

  const admin = await openAdminPage(t, browser, one, `${page}/`);
  await admin.submit({ password: "wrong" });
  await admin.form.getByText("Invalid credentials").waitFor();
  await admin.signIn({ password: await passwordOf(one) });
  await admin.untilState(({ servers }) => servers.length === 2, "both servers");
  await admin.until("/team", ({ rooms }) => rooms["room:lobby"] === 2, "both clients in the room");

  await admin.choose("/team");
  await admin.open("sockets");
  const ended = next(binh, "disconnect");
  await admin.click(binh.id, "mdi-logout");
  assert.equal((await ended)[0], "io server disconnect");
  await admin.until("/team", ({ sockets }) => sockets.length === 1 && sockets[0].id === an.id, "the socket to be gone");
  assert.deepEqual(admin.errors(), []);
});

test("the page of an origin that nobody has named does not get in", async (t) => {
  const page = await hostPage(t);
  const teams = await startTeams();
  t.after(() => teams.stop());
  const [one] = teams.servers;
  const admin = await openAdminPage(t, browser, one, `${page}/`);
  await admin.submit({ password: await passwordOf(one) });
  await admin.form.getByText(/Error|error/).waitFor();
  assert.equal(await admin.form.count(), 1);
});
