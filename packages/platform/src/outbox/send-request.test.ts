import { describe, expect, test } from "vitest";
import { useCatcher } from "../destinations/fixtures/catcher.ts";
import { makeNetworkList } from "./network-list.ts";
import { isAllowedAddress } from "./public-address.ts";
import { findAnswerProblem } from "./send-problem.ts";
import { makeHttpClient, type ResolveAll } from "./send-request.ts";

const loopback = makeNetworkList(["127.0.0.0/8"], "test");
const nothing = (): boolean => false;

describe("an address", () => {
  // By the registries of IANA.
  test.each([
    { address: "8.8.8.8", isAllowed: true },
    { address: "2606:4700::1111", isAllowed: true },
    { address: "127.0.0.1", isAllowed: false },
    { address: "10.1.2.3", isAllowed: false },
    { address: "172.31.255.255", isAllowed: false },
    { address: "172.32.0.1", isAllowed: true },
    { address: "192.168.1.1", isAllowed: false },
    { address: "169.254.169.254", isAllowed: false },
    { address: "100.100.100.200", isAllowed: false },
    { address: "0.0.0.0", isAllowed: false },
    { address: "255.255.255.255", isAllowed: false },
    { address: "::1", isAllowed: false },
    { address: "fd00:ec2::254", isAllowed: false },
    { address: "fe80::1", isAllowed: false },
    { address: "::ffff:127.0.0.1", isAllowed: false },
    { address: "::ffff:7f00:1", isAllowed: false },
    { address: "64:ff9b::7f00:1", isAllowed: false },
    { address: "2002:7f00:1::", isAllowed: false },
    { address: "localhost", isAllowed: false },
  ])("$address may be reached: $isAllowed", ({ address, isAllowed }) => {
    expect(isAllowedAddress(address, nothing)).toBe(isAllowed);
  });
});

describe("a request", () => {
  test.each([
    "http://127.0.0.1:1/",
    "http://[::1]:1/",
    "http://localhost:1/",
    "http://2130706433:1/",
    "http://0x7f.1:1/",
  ])("to %s does not leave, unless the owner allows it", async (url) => {
    const client = makeHttpClient({ isAllowedByOwner: nothing });

    await expect(client.send({ method: "POST", url, headers: {} })).rejects.toMatchObject({
      code: "address",
      isFinal: true,
    });
  });

  test.each(["file:///etc/passwd", "ftp://example.com/", "gopher://127.0.0.1/", "not an address"])(
    "to %s is none",
    async (url) => {
      const client = makeHttpClient({ isAllowedByOwner: loopback });

      await expect(client.send({ method: "POST", url, headers: {} })).rejects.toMatchObject({
        code: "address",
      });
    },
  );

  // The name server of an enemy gives one address to whoever looks, and another one to whoever connects.
  test("to a name goes to the very address that was looked at: a name server is asked once", async () => {
    const { url, caught } = await useCatcher();
    const answers = ["127.0.0.1", "127.0.0.9"];
    const asked: string[] = [];
    const resolve: ResolveAll = (name, _options, done) => {
      asked.push(name);
      done(null, [{ address: answers[asked.length - 1] ?? "", family: 4 }]);
    };
    const rebound = url.replace("127.0.0.1", "rebound.example.com");
    const isAllowedByOwner = makeNetworkList(["127.0.0.1"], "test");
    const first = makeHttpClient({ isAllowedByOwner, resolve });
    const answer = await first.send({ method: "POST", url: rebound, headers: {}, body: "x" });
    first.close();
    const askedForOne = asked.length;
    const second = makeHttpClient({ isAllowedByOwner, resolve });
    const refused = second.send({ method: "POST", url: rebound, headers: {}, body: "x" });

    await expect(refused).rejects.toMatchObject({ code: "address", isFinal: true });
    expect([answer.status, askedForOne, caught.length]).toEqual([200, 1, 1]);
  });

  test("to a name with one address of this machine among others goes to none of them", async () => {
    const { url, caught } = await useCatcher();
    const resolve: ResolveAll = (_name, _options, done) => {
      const addresses = ["127.0.0.1", "127.0.0.9"];
      done(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      );
    };
    const client = makeHttpClient({ isAllowedByOwner: makeNetworkList(["127.0.0.1"], "test"), resolve });
    const mixed = url.replace("127.0.0.1", "mixed.example.com");

    await expect(client.send({ method: "POST", url: mixed, headers: {} })).rejects.toMatchObject({ code: "address" });
    expect(caught).toEqual([]);
  });

  test("follows no redirect", async () => {
    const { url, caught } = await useCatcher(() => ({ status: 302, headers: { location: "/elsewhere" } }));
    const client = makeHttpClient({ isAllowedByOwner: loopback });
    const answer = await client.send({ method: "POST", url, headers: {}, body: "x" });

    expect(answer.status).toBe(302);
    expect(findAnswerProblem(answer, "host")).toMatchObject({ code: "refused", isFinal: false });
    expect(caught).toHaveLength(1);
  });

  test("reads only the beginning of a huge answer", async () => {
    const { url } = await useCatcher(() => ({ body: "x".repeat(5_000_000) }));
    const client = makeHttpClient({ isAllowedByOwner: loopback });
    const { text } = await client.send({ method: "POST", url, headers: {}, body: "x" });

    expect(text).toHaveLength(64 * 1024);
  });

  test.each([
    { name: "says nothing", answer: { isSilent: true }, code: "timeout" },
    { name: "sends a byte now and then", answer: { dripMs: 20 }, code: "timeout" },
    { name: "cuts the connection", answer: { isCut: true }, code: "unreachable" },
  ])("to a server that $name fails in its time", async ({ answer, code }) => {
    const { url } = await useCatcher(() => answer);
    const client = makeHttpClient({ isAllowedByOwner: loopback, timeoutMs: 300 });

    await expect(client.send({ method: "POST", url, headers: {}, body: "x" })).rejects.toMatchObject({ code });
  });

  test("to a server without TLS where TLS is expected fails and says so", async () => {
    const { url } = await useCatcher();
    const client = makeHttpClient({ isAllowedByOwner: loopback });
    const sending = client.send({ method: "POST", url: url.replace("http:", "https:"), headers: {}, body: "x" });

    await expect(sending).rejects.toMatchObject({ code: "unreachable", message: expect.stringContaining("EPROTO") });
  });
});

describe("an answer", () => {
  test.each([
    { status: 200, problem: undefined },
    { status: 204, problem: undefined },
    { status: 400, problem: { code: "refused", isFinal: true } },
    { status: 401, problem: { code: "refused", isFinal: false } },
    { status: 410, problem: { code: "refused", isFinal: false } },
    { status: 429, problem: { code: "busy", isFinal: false, retryAfterSeconds: 7 } },
    { status: 500, problem: { code: "refused", isFinal: false } },
    { status: 503, problem: { code: "busy", retryAfterSeconds: 7 } },
  ])("of $status", ({ status, problem }) => {
    const found = findAnswerProblem({ status, headers: { "retry-after": "7" }, text: "no\r\n\u001b[31m" }, "host");

    expect(found ?? {}).toMatchObject(problem ?? {});
    expect(found === undefined).toBe(problem === undefined);
    expect(found?.message ?? "").not.toContain("\u001b");
  });
});
