// The client of `examples/team`: it logs in over HTTP, and connects with the token.

import { createHmac } from "node:crypto";

import { client, next } from "./client.mjs";

/** The key that the tests' servers sign tokens with. */
export const SECRET = "a secret of the tests";

/** What those servers are told; clients need not leave little by little when a test ends. */
export const ENVIRONMENT = { JWT_SECRET: SECRET, DRAIN_SECONDS: "0" };

/** Posts JSON; gives the HTTP status and the answer, if there is one. */
async function post(url, path, body, headers = {}) {
  const response = await fetch(url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, answer: text ? JSON.parse(text) : undefined };
}

/** The token that the server gives a user. */
export async function logIn(url, name) {
  const { answer } = await post(url, "/login", { name, password: "secret" });
  return answer.token;
}

/** What an admin announces by HTTP. */
export const announce = (url, token, body) => post(url, "/announce", body, token && { authorization: `Bearer ${token}` });

/** A client with a token, or with anything else as `auth`, that has not been waited for. */
export const stranger = (t, url, auth, options = {}) => client(t, `${url}/team`, { ...options, auth });

/** A client that has been welcomed with this token. Its `welcome` has what it was told. */
export async function tabWith(t, url, token, options = {}) {
  const socket = client(t, `${url}/team`, { autoConnect: false, ...options, auth: { token } });
  const welcome = next(socket, "welcome");
  const refused = new Promise((_, reject) => socket.once("connect_error", reject));
  socket.connect();
  socket.welcome = await Promise.race([welcome, refused]);
  return socket;
}

/** A tab of a user. */
export const tab = async (t, url, name, options) => tabWith(t, url, await logIn(url, name), options);

/** A token with these claims, and with a key of the test's choice. */
export function sign(claims, { secret = SECRET } = {}) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ typ: "JWT", alg: "HS256" })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

/** The claims of a token that holds. */
export const claims = () => ({
  sub: "binh",
  role: "member",
  exp: Math.floor(Date.now() / 1000) + 600,
  revocations: 0,
});

/** Refused at the handshake: the error, of a client that never was connected. */
export async function refusal(socket) {
  let connected = false;
  socket.on("connect", () => {
    connected = true;
  });
  const error = await next(socket, "connect_error");
  if (connected) throw new Error("the client was connected before it was refused");
  return error.message;
}

