// The files that `examples/team` ships for its deployment agree with each other.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { BlockList } from "node:net";
import { resolve } from "node:path";
import { describe, test } from "node:test";

import { parse } from "yaml";

import { checkConfiguration } from "../support/prometheus.mjs";
import { EXAMPLE, shipped } from "../support/team-pair.mjs";
import { WORKSPACE } from "../support/workspace.mjs";

const composed = () => parse(shipped("docker-compose.yml"), { merge: true, strict: true });
const SERVERS = ["team-1", "team-2"];

/** The seconds of `40s`. */
const seconds = (text) => Number(text.match(/^(\d+)s$/)[1]);

/** Whether a network, as `10.0.0.0/8`, has this address. */
function isIn(network, address) {
  const [base, bits] = network.split("/");
  const list = new BlockList();
  list.addSubnet(base, Number(bits));
  return list.check(address);
}

/** What is mounted into a service: the places in the container, with the files on this side, all of which exist. */
function mounted({ volumes }) {
  const pairs = volumes.map((volume) => volume.split(":"));
  for (const [file] of pairs) assert.ok(existsSync(resolve(EXAMPLE, file)), file);
  return Object.fromEntries(pairs.map(([file, place]) => [place, resolve(EXAMPLE, file)]));
}

describe("the compose file", () => {
  test("has two servers that are one team, and all that stands around them", () => {
    const { services } = composed();
    assert.deepEqual(Object.keys(services).sort(), ["grafana", "nginx", "prometheus", "redis", ...SERVERS]);
    for (const name of SERVERS) {
      const { build, environment, depends_on: needs, ports } = services[name];
      assert.equal(resolve(EXAMPLE, build.context), resolve(WORKSPACE));
      assert.ok(existsSync(resolve(WORKSPACE, build.dockerfile)), build.dockerfile);
      assert.ok(existsSync(resolve(WORKSPACE, `${build.dockerfile}.dockerignore`)));
      const redis = new URL(environment.REDIS_URL);
      assert.deepEqual([redis.protocol, redis.hostname, redis.port], ["redis:", "redis", "6379"]);
      assert.equal(environment.HOST, "0.0.0.0");
      assert.notEqual(environment.JWT_SECRET, undefined);
      assert.equal(needs.redis.condition, "service_healthy");
      // What nginx writes down about clients is believed, so nobody may reach the servers past it.
      assert.equal(ports, undefined);
    }
  });

  test("names no variable that the program does not read", () => {
    const { environment } = composed().services[SERVERS[0]];
    const sources = ["src/settings.rs", "src/operations/admin_ui.rs", "src/operations/keeping_out.rs"].map(shipped).join("");
    const read = new Set([...sources.matchAll(/"([A-Z]+(?:_[A-Z]+)*)"/g)].map(([, name]) => name));
    const explained = shipped("src/main.rs");
    for (const name of Object.keys(environment)) {
      assert.ok(read.has(name), name);
      assert.ok(explained.includes(`\`${name}\``), name);
    }
  });

  test("trusts nginx, and nobody else who may be in its network, such as the host that clients come from", () => {
    const { services, networks } = composed();
    const proxy = services.nginx.networks.default.ipv4_address;
    for (const name of SERVERS) assert.equal(services[name].environment.TRUST_PROXIES, proxy);
    const [{ subnet, ip_range: others }] = networks.default.ipam.config;
    assert.ok(isIn(subnet, proxy));
    // The host has the first address, of the network or of the range, and all other services have one of the range.
    assert.notEqual(proxy, subnet.replace(/\.0\/24$/, ".1"));
    assert.ok(!isIn(others, proxy));
    for (const [name, { networks: own }] of Object.entries(services)) assert.ok(name === "nginx" || !own, name);
  });

  test("tags no image twice, for which the first build would fail", () => {
    const built = Object.values(composed().services).filter(({ build }) => build);
    assert.equal(built.length, SERVERS.length);
    for (const { image } of built) assert.equal(image, undefined);
  });

  test("waits for longer than a server takes to let its clients go and to end", () => {
    const { services } = composed();
    const shutdown = 9.5;
    const drain = Number(services[SERVERS[0]].environment.DRAIN_SECONDS);
    const [, part] = shipped("src/operations/drain.rs").match(/NOT_READY: f64 = ([\d.]+);/);
    const longest = drain * (1 + Number(part)) + shutdown;
    for (const name of SERVERS) assert.ok(seconds(services[name].stop_grace_period) > longest, `${longest} s`);
    // And nginx sends nobody there meanwhile.
    const paused = [...shipped("nginx.conf").matchAll(/fail_timeout=(\d+s)/g)].map(([, time]) => seconds(time));
    assert.deepEqual(paused, SERVERS.map((name) => seconds(services[name].stop_grace_period)));
  });

  test("nginx has the servers by name and port, its configuration, and waits for them to be ready", () => {
    const { nginx, ...services } = composed().services;
    const configuration = shipped("nginx.conf");
    const upstreams = [...configuration.matchAll(/upstream (\w+) \{([^}]*)\}/g)];
    assert.deepEqual(upstreams.map(([, name]) => name), ["sockets", "full", "requests"]);
    const servers = SERVERS.map((name) => `${name}:${services[name].environment.PORT}`);
    for (const [, , body] of upstreams) {
      assert.deepEqual([...body.matchAll(/^\s*server ([\w-]+:\d+)[ ;]/gm)].map(([, server]) => server), servers);
    }
    assert.equal(mounted(nginx)["/etc/nginx/nginx.conf"], resolve(EXAMPLE, "nginx.conf"));
    const [, listens] = configuration.match(/\blisten (\d+);/);
    assert.equal(nginx.ports[0].split(":").at(-1), listens);
    for (const name of SERVERS) assert.equal(nginx.depends_on[name].condition, "service_healthy");
  });

  test("Prometheus asks both servers where their metrics are", () => {
    const { services } = composed();
    const place = mounted(services.prometheus)["/etc/prometheus/prometheus.yml"];
    assert.equal(checkConfiguration(place), "");
    const { scrape_configs: jobs } = parse(readFileSync(place, "utf8"), { strict: true });
    const targets = jobs.flatMap((job) => job.static_configs.flatMap((one) => one.targets));
    assert.deepEqual(targets, SERVERS.map((name) => `${name}:${services[name].environment.METRICS_PORT}`));
    for (const name of SERVERS) assert.equal(services[name].environment.METRICS_HOST, "0.0.0.0");
  });

  test("Grafana asks Prometheus, and shows the dashboard of this repository", () => {
    const { grafana, prometheus } = composed().services;
    const places = mounted(grafana);
    const read = (path) => parse(readFileSync(places[path], "utf8"), { strict: true });
    const { datasources } = read("/etc/grafana/provisioning/datasources/datasources.yml");
    const [{ type, url, jsonData }] = datasources;
    assert.equal(type, "prometheus");
    assert.equal(new URL(url).hostname, "prometheus");
    assert.equal(new URL(url).port, prometheus.ports[0].split(":").at(-1));
    const scraped = parse(shipped("operations/prometheus.yml")).global.scrape_interval;
    assert.equal(jsonData.timeInterval, scraped);

    const [provider] = read("/etc/grafana/provisioning/dashboards/dashboards.yml").providers;
    const dashboard = Object.entries(places).find(([, file]) => file.endsWith("grafana-dashboard.json"));
    assert.equal(dashboard[1], resolve(WORKSPACE, "docs/operations/grafana-dashboard.json"));
    assert.equal(resolve(dashboard[0], ".."), provider.options.path);
    assert.equal(grafana.environment.GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH, dashboard[0]);
  });
});

test("the Dockerfile builds this package with a toolchain that the workspace accepts, and has what the health check asks with", () => {
  const dockerfile = shipped("Dockerfile");
  const manifest = readFileSync(resolve(WORKSPACE, "Cargo.toml"), "utf8");
  const [, version] = manifest.match(/rust-version = "([\d.]+)"/);
  assert.match(dockerfile, new RegExp(`^FROM rust:${version.replaceAll(".", "\\.")}\\b`, "m"));
  const [, name] = shipped("Cargo.toml").match(/^name = "(.+)"/m);
  assert.match(dockerfile, new RegExp(`cargo build .*--package ${name}\\b`));
  assert.match(dockerfile, new RegExp(`^COPY --from=build \\S+/target/release/${name} `, "m"));
  // A system of two versions has two C libraries.
  const systems = [...dockerfile.matchAll(/^FROM \S*?(bookworm|trixie)/gm)].map(([, system]) => system);
  assert.equal(new Set(systems).size, 1);
  assert.equal(systems.length, 2);
  const [, program] = composed().services[SERVERS[0]].healthcheck.test;
  assert.match(dockerfile, new RegExp(`apt-get install .*\\b${program}\\b`));
});
