import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseChallenges } from "./challenge.ts";
import { findCredentials } from "./credentials.ts";
import { findProxy } from "./proxy.ts";
import { delayBefore, readRetryAfter } from "./retry.ts";

// Source: RFC 9110, section 11.6.1; distribution specification, token authentication.
test.each([
  {
    name: "Bearer",
    header: 'Bearer realm="https://auth.example/token",service="registry.example",scope="repository:a/b:pull,push"',
    expected: [
      {
        scheme: "bearer",
        realm: "https://auth.example/token",
        service: "registry.example",
        scope: "repository:a/b:pull,push",
      },
    ],
  },
  { name: "Basic", header: 'Basic realm="r"', expected: [{ scheme: "basic" }] },
  {
    name: "Basic before Bearer",
    header: 'basic realm="a, b", bearer realm=https://t/',
    expected: [{ scheme: "bearer", realm: "https://t/", service: undefined, scope: undefined }, { scheme: "basic" }],
  },
  {
    name: "a quote inside",
    header: 'Bearer realm="a\\"b"',
    expected: [{ scheme: "bearer", realm: 'a"b', service: undefined, scope: undefined }],
  },
  { name: "another scheme", header: 'Negotiate, Digest realm="x"', expected: [] },
  { name: "Bearer without realm", header: "Bearer", expected: [] },
  { name: "nothing", header: "", expected: [] },
  { name: "a quote that is not closed", header: `Bearer realm="${"x".repeat(100_000)}`, expected: [] },
])("parseChallenges: $name", ({ header, expected }) => {
  expect(parseChallenges(header)).toEqual(expected);
});

describe("findCredentials", () => {
  const pair = (text: string) => Buffer.from(text).toString("base64");
  let home: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "sekisho-credentials-"));
  });

  afterEach(() => {
    rmSync(home, { recursive: true, force: true });
  });

  async function find(document: unknown, registry = "registry.example", repository = "team/web") {
    mkdirSync(join(home, ".docker"));
    writeFileSync(
      join(home, ".docker/config.json"),
      typeof document === "string" ? document : JSON.stringify(document),
    );
    return findCredentials({ registry, repository }, { configDirectory: undefined, environment: { HOME: home } });
  }

  // Sources: docker-login(1); containers-auth.json(5), "FORMAT".
  test.each([
    { name: "a host", key: "registry.example", registry: "registry.example", expected: "u" },
    { name: "an address", key: "https://registry.example/v2/", registry: "registry.example", expected: "u" },
    { name: "the hub", key: "https://index.docker.io/v1/", registry: "docker.io", expected: "u" },
    { name: "a repository", key: "registry.example/team", registry: "registry.example", expected: "u" },
    { name: "another repository", key: "registry.example/tea", registry: "registry.example", expected: undefined },
    { name: "another host", key: "example", registry: "registry.example", expected: undefined },
  ])("by $name", async ({ key, registry, expected }) => {
    const found = await find({ auths: { [key]: { auth: pair("u:p:q") } } }, registry);

    expect(found.credentials).toEqual(
      expected === undefined ? undefined : { kind: "password", username: "u", password: "p:q" },
    );
  });

  test("prefers the entry that names more", async () => {
    const found = await find({
      auths: { "registry.example": { auth: pair("a:1") }, "registry.example/team/web": { auth: pair("b:2") } },
    });

    expect(found.credentials).toMatchObject({ username: "b" });
  });

  test("takes a refresh token", async () => {
    const found = await find({ auths: { "registry.example": { identitytoken: "t" } } });

    expect(found.credentials).toEqual({ kind: "identity-token", token: "t" });
  });

  test.each([
    { name: "no JSON", document: '{"auths": secret', says: "config.json holds no JSON" },
    {
      name: "a helper that is not installed",
      document: { credsStore: "sekisho-none" },
      says: "docker-credential-sekisho-none is not installed",
    },
    { name: "a helper with a path", document: { credsStore: "../evil" }, says: "names no helper" },
  ])("names and passes over $name", async ({ document, says }) => {
    const found = await find(document);

    expect(found.credentials).toBeUndefined();
    expect(found.problems.map((problem) => problem.en).join()).toContain(says);
    expect(found.problems.map((problem) => problem.en).join()).not.toContain("secret");
  });

  test("asks the helper of the registry", async () => {
    const path = process.env["PATH"];
    const helper = join(home, "docker-credential-sekisho-test");
    // Answers as docker-credential-helpers do, with the server that it reads as the name.
    writeFileSync(helper, '#!/bin/sh\nread -r server\nprintf \'{"Username":"%s","Secret":"s"}\' "$server"\n');
    chmodSync(helper, 0o755);
    process.env["PATH"] = `${home}:${path ?? ""}`;
    try {
      const found = await find({ credHelpers: { "registry.example": "sekisho-test" } });

      expect(found).toEqual({
        credentials: { kind: "password", username: "registry.example", password: "s" },
        problems: [],
      });
    } finally {
      process.env["PATH"] = path;
    }
  });
});

// Source: curl(1), "ENVIRONMENT".
test.each([
  {
    name: "HTTPS",
    url: "https://a.example/",
    environment: { HTTPS_PROXY: "http://p:3128" },
    expected: "http://p:3128/",
  },
  {
    name: "small letters first",
    url: "https://a/",
    environment: { HTTPS_PROXY: "http://p", https_proxy: "q:1" },
    expected: "http://q:1/",
  },
  { name: "for all", url: "http://a/", environment: { ALL_PROXY: "http://p" }, expected: "http://p/" },
  { name: "the other protocol", url: "http://a/", environment: { HTTPS_PROXY: "http://p" }, expected: undefined },
  {
    name: "inside CGI",
    url: "http://a/",
    environment: { HTTP_PROXY: "http://p", REQUEST_METHOD: "GET" },
    expected: undefined,
  },
  {
    name: "a host taken out",
    url: "https://r.a.example/",
    environment: { HTTPS_PROXY: "http://p", NO_PROXY: "b, .a.example" },
    expected: undefined,
  },
  {
    name: "a port taken out",
    url: "https://a:444/",
    environment: { HTTPS_PROXY: "http://p", NO_PROXY: "a:443" },
    expected: "http://p/",
  },
  {
    name: "all taken out",
    url: "https://a/",
    environment: { HTTPS_PROXY: "http://p", NO_PROXY: "*" },
    expected: undefined,
  },
  {
    name: "the end of a name only",
    url: "https://xa.example/",
    environment: { HTTPS_PROXY: "http://p", NO_PROXY: "a.example" },
    expected: "http://p/",
  },
  { name: "loopback", url: "http://127.0.0.1:5000/", environment: { HTTP_PROXY: "http://p" }, expected: undefined },
  { name: "SOCKS", url: "https://a/", environment: { HTTPS_PROXY: "socks5://p" }, expected: undefined },
])("findProxy: $name", ({ url, environment, expected }) => {
  expect(findProxy(new URL(url), environment)?.href).toBe(expected);
});

describe("retries", () => {
  const now = Date.UTC(2026, 0, 1);
  const clock = { now: () => now, pause: () => Promise.resolve(), random: () => 0.5 };

  // RFC 9110, sections 5.6.7 and 10.2.3.
  test.each([
    { text: "120", expected: 120_000 },
    { text: "0", expected: 0 },
    { text: "Thu, 01 Jan 2026 00:01:00 GMT", expected: 60_000 },
    { text: "Wed, 31 Dec 2025 00:00:00 GMT", expected: 0 },
    { text: "-1", expected: undefined },
    { text: "1e9", expected: undefined },
    { text: "", expected: undefined },
  ])("Retry-After $text", ({ text, expected }) => {
    expect(readRetryAfter(text, now)).toBe(expected);
  });

  test("wait twice as long each time, up to half a minute, and not for hours", () => {
    const delays = [0, 1, 2, 10].map((attempt) => delayBefore(attempt, undefined, clock));

    // Half of 500, 1000, 2000 and 30000, and half of the other half.
    expect(delays).toEqual([375, 750, 1500, 22_500]);
    expect(delayBefore(0, "3600", clock)).toBeUndefined();
  });
});
