import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { providerNobodyUses } from "../identity/sign-on/saml/fixtures/identity-provider.ts";
import { DoorAllowance, networkOf, readDoorRequests } from "./door-allowance.ts";
import { testOrigin } from "./fixtures/second-factors.ts";
import { openTestServer, type TestAnswer, type TestServer } from "./fixtures/test-server.ts";

const timeoutMs = 120_000;
const page = { origin: testOrigin, host: "localhost" };
const form = { "content-type": "application/x-www-form-urlencoded" };

let server: TestServer;
let provider: { readonly id: string; readonly saml: { readonly answerPath: string; readonly metadataPath: string } };
beforeAll(async () => {
  server = await openTestServer({ settings: { doorRequestsPerMinute: 250 } });
  const payload = providerNobodyUses();
  const headers = await server.signIn();
  const made = await server.call<typeof provider>({
    method: "POST",
    url: "/api/v1/sign-on-providers",
    headers,
    payload,
  });
  provider = made.body;
}, timeoutMs);
afterAll(() => server.close());

describe("doors where anybody may knock", { timeout: timeoutMs }, () => {
  test.each<{ name: string; address: string; knock: (address: string) => Promise<TestAnswer<unknown>> }>([
    { name: "forged answers of SAML", address: "203.0.113.1", knock: sendAnswer },
    {
      name: "links that are made up",
      address: "203.0.113.2",
      knock: (remoteAddress) =>
        send("/api/v1/invitations/opened", { token: `${crypto.randomUUID()}.${"A".repeat(43)}` }, remoteAddress),
    },
    {
      name: "ends of sign-ons that nobody began",
      address: "203.0.113.3",
      knock: (remoteAddress) => send("/api/v1/session/sign-on/end", { query: "?saml=x" }, remoteAddress),
    },
    {
      name: "tokens of pipelines that are made up",
      address: "203.0.113.4",
      knock: (remoteAddress) => send("/api/v1/pipelines/session", { token: "x.e30.x" }, remoteAddress),
    },
    {
      name: "receipts that nobody was given",
      address: "203.0.113.5",
      knock: (remoteAddress) => send("/api/v1/deletion-certificate", { receipt: "x" }, remoteAddress),
    },
    {
      name: "links of archives that are made up",
      address: "203.0.113.6",
      knock: (remoteAddress) => server.call({ url: "/api/v1/tenant-archive?token=x", remoteAddress }),
    },
  ])("hear three $name and then nothing more from there, and others still", async ({ address, knock }) => {
    const answers: TestAnswer<unknown>[] = [];
    for (let attempts = 0; attempts < 4; attempts++) answers.push(await knock(address));
    const other = await knock(address.replace("203.0.113", "198.51.100"));
    const last = answers.at(-1);

    // 250 a minute, each refusal counts as 100: what comes back in some seconds is less than the 50 that are missing.
    expect(answers.map(({ status }) => status === 429)).toEqual([false, false, false, true]);
    expect(last?.body.error?.code).toBe("too-many-requests");
    expect(Number(last?.headers["retry-after"])).toBeGreaterThan(0);
    expect(other.status).not.toBe(429);
  });

  test.each<{ name: string; address: string; knock: (address: string) => Promise<TestAnswer<unknown>> }>([
    {
      name: "metadata",
      address: "203.0.113.11",
      knock: (remoteAddress) => server.call({ url: provider.saml.metadataPath, headers: page, remoteAddress }),
    },
    {
      name: "sign-ons that begin",
      address: "203.0.113.12",
      knock: (remoteAddress) => send("/api/v1/session/sign-on", { provider: provider.id }, remoteAddress),
    },
    {
      name: "challenges to passkeys",
      address: "203.0.113.14",
      knock: (remoteAddress) => send("/api/v1/session/passkey-challenge", {}, remoteAddress),
    },
    {
      name: "lists of providers",
      address: "203.0.113.13",
      knock: (remoteAddress) => server.call({ url: "/api/v1/sign-on", remoteAddress }),
    },
  ])("give $name to an office at nine, and not to a flood", async ({ address, knock }) => {
    const statuses = await Promise.all(Array.from({ length: 500 }, async () => (await knock(address)).status));
    const heard = statuses.filter((status) => status !== 429).length;

    expect(heard).toBeGreaterThanOrEqual(250);
    // What comes back while the test runs is 4 a second.
    expect(heard).toBeLessThan(500);
    expect(new Set(statuses.filter((status) => status !== 429)).size).toBe(1);
  });

  test("take no more from all the addresses of one network of IPv6 than from one", async () => {
    const answers: number[] = [];
    for (let host = 1; host <= 4; host++) answers.push((await sendAnswer(`2001:db8:0:1::${host}`)).status);
    const neighbour = await sendAnswer("2001:db8:0:2::1");

    expect(answers.map((status) => status === 429)).toEqual([false, false, false, true]);
    expect(neighbour.status).not.toBe(429);
  });
});

test.each([
  { address: "203.0.113.7", network: "203.0.113.7" },
  { address: "2001:db8::1", network: "2001:db8:0:0::" },
  { address: "2001:0DB8:0:0:ffff::1", network: "2001:db8:0:0::" },
  { address: "2001:db8:1:2:3:4:5:6", network: "2001:db8:1:2::" },
  { address: "::1", network: "0:0:0:0::" },
  { address: "fe80::1%eth0", network: "fe80:0:0:0::" },
])("$address belongs to $network", ({ address, network }) => {
  expect(networkOf(address)).toBe(network);
});

test("what was refused comes back with time", () => {
  let nowMs = 0;
  const doors = new DoorAllowance({ requestsPerMinute: 120, now: () => nowMs });
  doors.enter("a");
  doors.noteRefusal("a");
  doors.enter("a");
  doors.noteRefusal("a");
  const wait = doors.enter("a");
  nowMs += wait * 1000;

  // 200 of 120: 80 are missing, and one more; two come back in a second.
  expect(wait).toBe(41);
  expect(doors.enter("a")).toBe(0);
});

test.each([{ written: "0" }, { written: "many" }, { written: "-1" }])("is refused: $written", ({ written }) => {
  expect(() => readDoorRequests(written)).toThrow("SEKISHO_DOOR_REQUESTS_PER_MINUTE");
});

function send(url: string, payload: object, remoteAddress: string): Promise<TestAnswer<unknown>> {
  return server.call({ method: "POST", url, headers: page, payload, remoteAddress });
}

function sendAnswer(remoteAddress: string): Promise<TestAnswer<unknown>> {
  const payload = `SAMLResponse=${Buffer.from("<forged/>").toString("base64")}&RelayState=x`;
  return server.call({ method: "POST", url: provider.saml.answerPath, headers: form, payload, remoteAddress });
}
