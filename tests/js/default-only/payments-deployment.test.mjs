// The files that `examples/payments` ships for its deployment agree with each other, and its nginx passes
// requests on as it should, as far as it can be seen without containers.

import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer, get } from "node:http";
import { relative, resolve } from "node:path";
import { test } from "node:test";

import { parse } from "yaml";

import { CONFIGURATION, startNginx } from "../support/nginx.mjs";
import { serverFor } from "../support/server.mjs";
import { WORKSPACE } from "../support/workspace.mjs";

const EXAMPLE = resolve(WORKSPACE, "examples/payments");

const composed = () => parse(readFileSync(resolve(EXAMPLE, "docker-compose.yml"), "utf8"), { merge: true, strict: true }).services;

/** The upstreams of nginx.conf: the name, and the hosts with their ports. */
const upstreams = () =>
  Object.fromEntries(
    [...CONFIGURATION.matchAll(/upstream (\w+) \{([^}]*)\}/g)].map(([, name, body]) => [
      name,
      [...body.matchAll(/^\s*server ([\w-]+):(\d+);/gm)].map(([, host, port]) => [host, port]),
    ]),
  );

test("the compose file has redis, two servers and nginx", () => {
  const services = composed();
  assert.deepEqual(Object.keys(services).sort(), ["nginx", "payments-1", "payments-2", "redis"]);
  for (const name of ["payments-1", "payments-2"]) {
    const { build, environment } = services[name];
    assert.equal(resolve(EXAMPLE, build.context), resolve(WORKSPACE));
    assert.ok(existsSync(resolve(WORKSPACE, build.dockerfile)), build.dockerfile);
    const redis = new URL(environment.REDIS_URL);
    assert.deepEqual([redis.protocol, redis.hostname, redis.port], ["redis:", "redis", "6379"]);
    assert.equal(environment.HOST, "0.0.0.0");
    assert.equal(services[name].depends_on.redis.condition, "service_healthy");
  }
  assert.ok(services.redis.healthcheck);
});

test("nginx has the servers of the compose file, by name and port, and its configuration is mounted", () => {
  const { nginx, ...services } = composed();
  const servers = nginx.depends_on.map((name) => [name, services[name].environment.PORT]);
  assert.deepEqual(upstreams(), { sockets: servers, requests: servers });
  const [mounted] = nginx.volumes.map((volume) => volume.split(":"));
  assert.equal(relative(EXAMPLE, resolve(EXAMPLE, mounted[0])), "nginx.conf");
  assert.equal(mounted[1], "/etc/nginx/nginx.conf");
  const [, listens] = CONFIGURATION.match(/\blisten (\d+);/);
  assert.equal(nginx.ports[0].split(":").at(-1), listens);
});

test("the Dockerfile builds this package with a toolchain that the workspace accepts", () => {
  const dockerfile = readFileSync(resolve(EXAMPLE, "Dockerfile"), "utf8");
  const manifest = readFileSync(resolve(WORKSPACE, "Cargo.toml"), "utf8");
  const [, version] = manifest.match(/rust-version = "([\d.]+)"/);
  assert.match(dockerfile, new RegExp(`^FROM rust:${version.replaceAll(".", "\\.")}\\b`, "m"));
  const [, name] = readFileSync(resolve(EXAMPLE, "Cargo.toml"), "utf8").match(/^name = "(.+)"/m);
  assert.match(dockerfile, new RegExp(`cargo build .*--package ${name}\\b`));
  assert.match(dockerfile, new RegExp(`^COPY --from=build \\S+/target/release/${name} `, "m"));
  // A system of two versions has two C libraries.
  const systems = [...dockerfile.matchAll(/^FROM \S*?(bookworm|trixie)/gm)].map(([, system]) => system);
  assert.equal(new Set(systems).size, 1);
  assert.equal(systems.length, 2);
});

test("nginx waits longer than a connection may be silent", async (t) => {
  const payments = await serverFor(t, "payments");
  const handshake = await (await fetch(`${payments.url}/socket.io/?EIO=4&transport=polling`)).text();
  const { pingInterval, pingTimeout, maxPayload } = JSON.parse(handshake.slice(1));
  for (const what of ["read", "send"]) {
    const [, seconds] = CONFIGURATION.match(new RegExp(`^\\s*proxy_${what}_timeout (\\d+)s;`, "m"));
    assert.ok(seconds * 1000 > pingInterval + pingTimeout, `${what}: ${seconds} s`);
  }
  const [, megabytes] = CONFIGURATION.match(/client_max_body_size (\d+)m;/);
  assert.ok(megabytes * 1024 * 1024 >= maxPayload);
});

test("nginx passes on who asks, for which address, and an upgrade only if it is asked for", async (t) => {
  const echo = createServer((request, response) => response.end(JSON.stringify(request.headers))).listen(0, "127.0.0.1");
  t.after(() => echo.close());
  await once(echo, "listening");
  const upgraded = [];
  echo.on("upgrade", (request, socket) => {
    upgraded.push(request.headers);
    socket.end("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  });
  const url = `http://127.0.0.1:${echo.address().port}`;
  const nginx = await startNginx(url, url);
  t.after(() => nginx.stop());

  const { host } = new URL(nginx.url);
  for (const path of ["/", "/socket.io/?EIO=4", "/payments/7/success"]) {
    const headers = await (await fetch(nginx.url + path, { headers: { "x-forwarded-for": "10.0.0.1" } })).json();
    assert.equal(headers.host, host, path);
    assert.equal(headers["x-forwarded-host"], host, path);
    assert.equal(headers["x-forwarded-proto"], "http", path);
    assert.equal(headers["x-forwarded-for"], "10.0.0.1, 127.0.0.1", path);
    assert.equal(headers.upgrade, undefined, path);
    assert.notEqual(headers.connection, "upgrade", path);
  }

  const headers = { connection: "Upgrade", upgrade: "websocket" };
  const [response] = await once(get(`${nginx.url}/socket.io/`, { headers, agent: false }), "response");
  response.resume();
  assert.equal(upgraded.length, 1);
  assert.deepEqual([upgraded[0].upgrade, upgraded[0].connection], ["websocket", "upgrade"]);
});
