// `startBrowser` starts a headless Chromium, in whose pages an error fails the test.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { executable } from "./executable.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const SCREENSHOTS = fileURLToPath(new URL("../screenshots", import.meta.url));

/** The browser's path: CHROME, which `cargo xtask test` sets, or the first one in PATH. */
function browser() {
  const path = process.env.CHROME || executable(...NAMES);
  if (path) return path;
  throw new Error("no Chromium is installed; `cargo xtask install` installs it, or set CHROME to its path");
}

/** Starts the browser. It has to be closed with `close()`, in `after`. */
export function startBrowser() {
  return chromium.launch({
    executablePath: browser(),
    args: [
      // Root, as in a container, has no sandbox; the pages are our own.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      // It must ask nobody outside for anything.
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * A tab of its own profile on `url`, closed when the test `t` ends. Its errors are collected
 * in `tab.errors`; if the test fails, a picture of the tab is left in `screenshots`.
 */
export async function openTab(t, browser, url, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const errors = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  t.after(async () => {
    if (t.passed === false) {
      mkdirSync(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: join(SCREENSHOTS, `${t.name.replaceAll(/\W+/g, "-")}.png`) });
    }
    await context.close();
  });
  await page.goto(url);
  return { page, errors };
}
