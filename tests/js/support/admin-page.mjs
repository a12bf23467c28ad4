// `openAdminPage` opens the real page of `@socket.io/admin-ui`, which the test server hosts, and uses it as an admin does.

import { join } from "node:path";

import { openTab } from "./browser.mjs";
import { startServer } from "./server.mjs";
import { until } from "./until.mjs";
import { WORKSPACE } from "./workspace.mjs";

/** The folder of the page's files. */
export const PAGE = join(WORKSPACE, "tests/js/node_modules/@socket.io/admin-ui/ui/dist");

export const LOGIN = { username: "admin", password: "changeit" };

/** The page asks outside for its fonts, and works without them. */
const FONTS = /fonts|Failed to load resource|net::ERR/;

/** How long the page may take for what comes with the look of each second, on a busy machine. */
const PATIENCE = 15_000;

/** Starts a server that hosts the page. */
export const startAdminServer = (env = {}) =>
  startServer("admin-server", { env: { ADMIN_PAGE: PAGE, ...env } });

/** The page of `server`, or one of another origin that is `hosted` elsewhere, in a tab of its own, before anybody has signed in. */
export async function openAdminPage(t, browser, server, hosted = `${server.url}/ui/`) {
  const { page, errors } = await openTab(t, browser, "about:blank", { viewport: { width: 1400, height: 1000 } });
  page.setDefaultTimeout(PATIENCE);
  const ours = [server.url, hosted];
  await page.route((url) => !ours.some((one) => `${url}`.startsWith(one)), (route) => route.abort());
  await page.goto(hosted);
  const form = page.locator(".v-dialog--active");
  const rows = page.locator("main tbody tr");
  const admin = {
    page,
    form,
    /** What has gone wrong in the page itself. */
    errors: () => errors.filter((error) => !FONTS.test(error)),
    /** Fills the form in and sends it. */
    async submit({ password = LOGIN.password, parser } = {}) {
      await form.getByLabel("Server URL").fill(server.url);
      await form.getByLabel("Username").fill(LOGIN.username);
      await form.getByLabel("Password").fill(password);
      if (parser) {
        await form.getByText("Advanced options").click();
        await form.locator(".v-select__slot").click();
        await page.locator(".menuable__content__active .v-list-item", { hasText: new RegExp(parser, "i") }).click();
      }
      await form.locator("button[type=submit]").click();
    },
    async signIn(options) {
      await admin.submit(options);
      await form.waitFor({ state: "hidden" });
    },
    /** Goes to a view: "sockets", "rooms", "events", "servers", or "" for the dashboard. */
    async open(view) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, view ? `#/${view}/` : "#/");
    },
    /** Chooses the namespace that the views show. */
    async choose(namespace) {
      await page.evaluate((name) => {
        const { $store } = document.querySelector("#app").__vue__;
        const found = $store.state.main.namespaces.find((one) => one.name === name);
        $store.commit("main/selectNamespace", found);
      }, namespace);
    },
    /** The row with this text. */
    row: (text) => rows.filter({ hasText: text }),
    /** Clicks the button with this icon in the row with this text. */
    click: (text, icon) => rows.filter({ hasText: text }).first().locator(`button:has(.${icon})`).click(),
    /** What the page knows. */
    state: () =>
      page.evaluate(() => {
        const { main, servers, config } = document.querySelector("#app").__vue__.$store.state;
        return {
          features: config.supportedFeatures,
          servers: servers.servers.map(({ serverId, healthy, clientsCount, pollingClientsCount }) => ({ serverId, healthy, clientsCount, pollingClientsCount })),
          namespaces: main.namespaces.map(({ name, sockets, rooms, events }) => ({
            name,
            sockets: sockets.map(({ id, transport, handshake, rooms }) => ({ id, transport, headers: Object.keys(handshake.headers), rooms: [...rooms] })),
            rooms: Object.fromEntries(rooms.filter((room) => !room.isPrivate).map((room) => [room.name, room.sockets.length])),
            events: events.map(({ type, id, eventName, args }) => ({ type, id, eventName, args: JSON.stringify(args) })),
          })),
          aggregated: main.aggregatedEvents.map(({ type, count }) => ({ type, count })),
        };
      }),
    /** What the page knows of a namespace. */
    namespace: async (name) =>
      (await admin.state()).namespaces.find((one) => one.name === name) ?? { sockets: [], rooms: {}, events: [] },
    /** Waits until what the page knows of a namespace is so. */
    until: (name, holds, what) =>
      until(async () => holds(await admin.namespace(name)), what, PATIENCE),
    /** Waits until what the page knows at all is so. */
    untilState: (holds, what) => until(async () => holds(await admin.state()), what, PATIENCE),
  };
  return admin;
}
