// `startLanguageServer` starts rust-analyzer on the workspace and asks it what an editor would ask.

import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { within } from "./within.mjs";
import { WORKSPACE } from "./workspace.mjs";

/** How long the server may take to load the workspace and to compile the macros, in milliseconds. */
const LOADING = 300_000;

/** How long the server may take for an answer. The first one makes it read the libraries. */
const ANSWER = 120_000;

/** What the server compiles: with the command of the lints, which `cargo xtask test` has run before. */
const BUILD = ["cargo", "clippy", "--workspace", "--all-targets", "--all-features", "--locked"];

const SETTINGS = {
  cachePriming: { enable: false },
  cargo: { buildScripts: { overrideCommand: [...BUILD, "--quiet", "--message-format=json"] }, features: "all" },
  checkOnSave: false,
};

/** The server's path: rustup keeps one for each toolchain. */
function program() {
  try {
    return execFileSync("rustup", ["which", "rust-analyzer"], { cwd: WORKSPACE, encoding: "utf8" }).trim();
  } catch {
    return "rust-analyzer";
  }
}

/** Starts rust-analyzer. It has to be closed with `close()`, in `after`. */
export async function startLanguageServer() {
  const child = spawn(program(), [], { cwd: WORKSPACE, stdio: ["pipe", "pipe", "pipe"] });
  const connection = new Connection(child);
  const folder = pathToFileURL(WORKSPACE).href;
  const loaded = connection.notified("experimental/serverStatus", ({ quiescent }) => quiescent);
  await connection.request("initialize", {
    processId: process.pid,
    rootUri: folder,
    workspaceFolders: [{ uri: folder, name: "workspace" }],
    capabilities: {
      experimental: { serverStatusNotification: true },
      textDocument: { hover: { contentFormat: ["markdown"] } },
    },
    initializationOptions: SETTINGS,
  });
  connection.notify("initialized", {});
  const status = await within(LOADING, loaded, () => `rust-analyzer to load the workspace\n${connection.errors}`);
  if (status.health !== "ok") throw new Error(`rust-analyzer is not well: ${status.message}\n${connection.errors}`);
  return new LanguageServer(connection);
}

class LanguageServer {
  #connection;

  constructor(connection) {
    this.#connection = connection;
  }

  /** Opens `text` in place of what a file of the workspace holds. The file itself stays as it is. */
  open(file, text) {
    const uri = pathToFileURL(join(WORKSPACE, file)).href;
    this.#connection.notify("textDocument/didOpen", { textDocument: { uri, languageId: "rust", version: 1, text } });
    return new Document(this.#connection, uri, text);
  }

  async close() {
    await this.#connection.request("shutdown");
    this.#connection.notify("exit");
    await this.#connection.ended;
  }
}

class Document {
  #connection;
  #uri;
  #text;

  constructor(connection, uri, text) {
    this.#connection = connection;
    this.#uri = uri;
    this.#text = text;
  }

  /** What the editor shows for the word at `offset`, as Markdown. */
  async hover(offset) {
    const hover = await this.#at("hover", offset);
    return hover?.contents.value ?? "";
  }

  /** Where the editor goes from the word at `offset`: `{ uri, line }`, with lines from 0. */
  async definitions(offset) {
    const found = (await this.#at("definition", offset)) ?? [];
    return [found].flat().map(({ uri, range }) => ({ uri, line: range.start.line }));
  }

  /** What the editor offers at `offset`. */
  async completions(offset) {
    const offered = await this.#at("completion", offset);
    return (offered?.items ?? offered ?? []).map(({ label }) => label);
  }

  /** The text after a rename of the word at `offset`. */
  async renamed(offset, newName) {
    const edit = await this.#at("rename", offset, { newName });
    const edits = edit.changes?.[this.#uri] ?? edit.documentChanges.find(({ textDocument }) => textDocument.uri === this.#uri).edits;
    const starts = [0];
    for (const line of this.#text.split("\n")) starts.push(starts.at(-1) + line.length + 1);
    const place = ({ line, character }) => starts[line] + character;
    const fromTheEnd = edits.toSorted((a, b) => place(b.range.start) - place(a.range.start));
    return fromTheEnd.reduce(
      (text, { range, newText }) => text.slice(0, place(range.start)) + newText + text.slice(place(range.end)),
      this.#text,
    );
  }

  /** What the server itself, without the compiler, finds wrong. */
  async mistakes() {
    const { items } = await this.#connection.request("textDocument/diagnostic", { textDocument: { uri: this.#uri } });
    return items.map(({ message }) => message);
  }

  #at(question, offset, more) {
    const lines = this.#text.slice(0, offset).split("\n");
    const position = { line: lines.length - 1, character: lines.at(-1).length };
    return this.#connection.request(`textDocument/${question}`, { textDocument: { uri: this.#uri }, position, ...more });
  }
}

/** The messages of the protocol, each with its length before it. */
class Connection {
  /** What the server has written about itself. */
  errors = "";
  ended;
  #input;
  #received = Buffer.alloc(0);
  #last = 0;
  #waiting = new Map();
  #listeners = new Map();

  constructor(child) {
    this.#input = child.stdin;
    this.ended = new Promise((resolve) => child.once("close", resolve));
    child.once("error", (error) => this.#lost(error));
    child.once("close", (code) => this.#lost(new Error(`rust-analyzer has ended: ${code}\n${this.errors}`)));
    child.stdin.on("error", (error) => this.#lost(error));
    child.stderr.on("data", (text) => (this.errors += text));
    child.stdout.on("data", (bytes) => {
      this.#received = Buffer.concat([this.#received, bytes]);
      for (let message; (message = this.#next()); ) this.#receive(message);
    });
  }

  request(method, params) {
    const id = ++this.#last;
    const answer = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#send({ id, method, params });
    return within(ANSWER, answer, `rust-analyzer to answer ${method}`);
  }

  notify(method, params) {
    this.#send({ method, params });
  }

  /** What the server says next under `method` that `matches`. */
  notified(method, matches) {
    return new Promise((resolve) => {
      this.#listeners.set(method, (params) => matches(params) && resolve(params));
    });
  }

  #send(message) {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#input.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #next() {
    const end = this.#received.indexOf("\r\n\r\n");
    if (end < 0) return undefined;
    const length = Number(/Content-Length: (\d+)/i.exec(this.#received.toString("latin1", 0, end))[1]);
    const start = end + 4;
    if (this.#received.length < start + length) return undefined;
    const text = this.#received.toString("utf8", start, start + length);
    this.#received = this.#received.subarray(start + length);
    return JSON.parse(text);
  }

  #receive({ id, method, params, result, error }) {
    if (method && id !== undefined) {
      // The server asks for settings, and registers what we do not need.
      this.#send({ id, result: params?.items ? params.items.map(() => null) : null });
    } else if (method) {
      this.#listeners.get(method)?.(params);
    } else {
      const { resolve, reject } = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) reject(new Error(error.message));
      else resolve(result);
    }
  }

  #lost(error) {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
