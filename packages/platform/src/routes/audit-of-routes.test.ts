import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeTestTools } from "../destinations/fixtures/sample-notice.ts";
import { openSignOn } from "../identity/sign-on/open-sign-on.ts";
import type { ChangingRequest, Told } from "./fixtures/changing-request.ts";
import { changingRequestsOfPeople } from "./fixtures/changing-requests-of-people.ts";
import { changingRequestsOfWork } from "./fixtures/changing-requests-of-work.ts";
import { sampleDocument } from "./fixtures/sample-report.ts";
import { sessionOf } from "./fixtures/second-factors.ts";
import { workerOf } from "./fixtures/test-clusters.ts";
import { openTestServer, type TestServer } from "./fixtures/test-server.ts";
import { routes } from "./registry.ts";

type Headers = Record<string, string>;

interface Entry {
  readonly sequence: number;
  readonly action: string;
  readonly actor: { readonly kind: string; readonly name: string | null };
  readonly address: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

/** Changing routes whose requests need more than one step, with the test that looks at their entries. */
const lookedAtElsewhere: Readonly<Record<string, string>> = {
  "POST /api/v1/account/one-time-code/confirmation": "second-factors.test.ts: needs a code",
  "DELETE /api/v1/account/one-time-code": "second-factors.test.ts: needs a code",
  "POST /api/v1/account/recovery-codes": "second-factors.test.ts: needs a second factor",
  "POST /api/v1/account/passkeys": "second-factors.test.ts: needs an authenticator",
  "DELETE /api/v1/account/passkeys/:passkey": "second-factors.test.ts: needs an authenticator",
  "PUT /api/v1/sign-in-rules": "second-factors.test.ts: needs a second factor of one's own",
  "POST /api/v1/sign-on-providers/:provider/preview": "sign-on.test.ts: asks a provider",
  "POST /api/v1/destinations/:destination/messages/:message/retry": "notifications.test.ts: needs a dead letter",
  "POST /api/v1/tenant/exports/:export/link": "leaving.test.ts: needs an archive that is ready",
  "POST /api/v1/clusters/:cluster/audit-events": "event-streams.test.ts: segments hold who sent them",
  "POST /api/v1/clusters/:cluster/runtime-events": "event-streams.test.ts: segments hold who sent them",
};
/** What anybody may ask: the entry is that of a sign-in, or there is nothing to change. */
const askedByAnybody: Readonly<Record<string, string>> = {
  "POST /api/v1/invitations/opened": "changes nothing",
  "POST /api/v1/invitations/answer": "mailed-invitations.test.ts: account.create, password.reset",
  "POST /api/v1/deletion-certificate": "changes nothing, and the tenant is gone",
  "POST /api/v1/pipelines/session": "refused-credentials.test.ts: pipeline.sign-in, pipeline.refuse",
  "POST /api/v1/saml/:tenant/:provider/answer": "saml.test.ts: session.refuse",
  "POST /api/v1/session": "audit.test.ts: session.open, session.refuse",
  "POST /api/v1/session/second-factor": "second-factors.test.ts: session.open, session.refuse",
  "POST /api/v1/session/passkey-challenge": "changes nothing",
  "POST /api/v1/session/passkey": "second-factors.test.ts: session.open",
  "POST /api/v1/session/sign-on": "changes nothing",
  "POST /api/v1/session/sign-on/end": "sign-on.test.ts: session.open, session.refuse",
};
const requests = [...changingRequestsOfPeople, ...changingRequestsOfWork];
const remoteAddress = "203.0.113.9";
const timeoutMs = 120_000;

let server: TestServer;
let callers: Record<NonNullable<ChangingRequest["by"]>, Headers>;
/** Words of the requests with what they stand for. */
const kept = new Map<string, string>();
beforeAll(async () => {
  const records: string[][] = [];
  const signOn = { ...openSignOn(undefined), resolveTexts: () => Promise.resolve(records) };
  server = await openTestServer({ signOn, outgoing: makeTestTools() });
  const owner = await server.signIn();
  const second = await join(owner, "second@example.com", "admin");
  await join(owner, "member@example.com", "viewer");
  const leaver = await join(owner, "leaver@example.com", "viewer");
  callers = { owner, second, leaver, provisioner: await server.makeKey(["members:provision"]) };
  const reports = await server.makeKey(["reports:upload"]);
  const headers = { ...reports, "content-type": "application/json" };
  const payload = sampleDocument({ findings: [{ rule: "dockerfile/no-user" }] });
  await server.call({ method: "POST", url: "/api/v1/reports", headers, payload });
  await workerOf(server).drain();
  await keepWords(owner, records);
}, timeoutMs);
afterAll(() => server.close());

describe("the trail", { timeout: timeoutMs }, () => {
  test("is looked at for every route that changes something", () => {
    const changing = routes.filter(({ method }) => method !== "GET").map(nameOf);
    const looked = [
      ...new Set([...requests.map(nameOf), ...Object.keys(lookedAtElsewhere), ...Object.keys(askedByAnybody)]),
    ];
    const open = routes.filter(({ method, permission }) => method !== "GET" && permission === "public").map(nameOf);

    expect(looked.toSorted()).toEqual(changing.toSorted());
    expect(Object.keys(askedByAnybody).toSorted()).toEqual(open.toSorted());
  });

  test("says why nothing was before or is after where it says neither", () => {
    const silent = requests.filter(({ told, reason }) => (told === "deed") !== (reason !== undefined));

    expect(silent).toEqual([]);
  });

  test.each(requests.map((request) => ({ name: `${nameOf(request)}: ${request.action}, ${request.told}`, request })))(
    "tells who, what, from where and the values of $name",
    async ({ request }) => {
      const last = await newest();
      const answer = await send(request);
      const entry = (await entriesSince(last)).find(({ action }) => action === request.action);

      expect(answer).toMatchObject({ status: expect.toSatisfy((status: number) => status < 300) });
      expect(entry).toMatchObject({ address: remoteAddress });
      expect(entry?.actor.kind).toBe(request.by === "provisioner" ? "api-key" : "account");
      expect(toldOf(entry)).toBe(request.told);
      expect(JSON.stringify(entry)).not.toContain(server.password);
    },
  );
});

function nameOf({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path}`;
}

function toldOf(entry: Entry | undefined): Told {
  const wasBefore = entry?.before !== null;
  const isAfter = entry?.after !== null;
  if (wasBefore && isAfter) return "both";
  if (wasBefore) return "before";
  return isAfter ? "after" : "deed";
}

async function send({ method, path, parameters = {}, query = "", body, by = "owner", keeps }: ChangingRequest) {
  const place = path.replaceAll(/:([a-z]+)/g, (_whole, name: string) => fill(parameters[name] ?? name));
  const type = path.startsWith("/scim") ? "application/scim+json" : "application/json";
  const sent = body === undefined ? {} : { payload: fill(JSON.stringify(body)) };
  const headers = { ...callers[by], ...(body === undefined ? {} : { "content-type": type }) };
  const answer = await server.call<{ id?: string }>({
    method,
    url: `${place}${query}`,
    headers,
    remoteAddress,
    ...sent,
  });
  // The test server reads JSON under its usual name alone.
  const read: { id?: string } =
    typeof answer.body === "string" && answer.body !== "" ? JSON.parse(answer.body) : answer.body;
  if (keeps !== undefined) kept.set(keeps, read.id ?? "");
  return answer;
}

function fill(text: string): string {
  return text.replaceAll(/[A-Z]{4,}/g, (word) => kept.get(word) ?? word);
}

/** Reads with a key of its own: what is read writes nothing, and the owner signs out at the end. */
async function entriesSince(sequence: number): Promise<readonly Entry[]> {
  const url = "/api/v1/audit?limit=20";
  const { body } = await server.call<{ entries: readonly Entry[] }>({ url, headers: callers.second });
  return body.entries.filter((entry) => entry.sequence > sequence);
}

async function newest(): Promise<number> {
  return (await entriesSince(0))[0]?.sequence ?? 0;
}

async function join(owner: Headers, email: string, role: string): Promise<Headers> {
  const made = await server.call<{ link: string }>({
    method: "POST",
    url: "/api/v1/invitations",
    headers: owner,
    payload: { email, role },
  });
  const [, token = ""] = made.body.link.split("#");
  const { password } = server;
  await server.call({ method: "POST", url: "/api/v1/invitations/answer", payload: { token, password } });
  return sessionOf(await server.call({ method: "POST", url: "/api/v1/session", payload: { email, password } }));
}

async function keepWords(owner: Headers, records: string[][]): Promise<void> {
  const read = async <Body>(url: string): Promise<Body> => (await server.call<Body>({ url, headers: owner })).body;
  const { members } = await read<{ members: { id: string; email: string }[] }>("/api/v1/members");
  const { findings } = await read<{ findings: { id: string }[] }>("/api/v1/findings");
  await server.signIn();
  const { sessions } = await read<{ sessions: { id: string; isCurrent: boolean }[] }>("/api/v1/account/sessions");
  const payload = {
    title: "Company",
    issuer: "https://idp.example",
    clientId: "x",
    clientSecret: "y",
    defaultRole: "viewer",
  };
  const request = { method: "POST", url: "/api/v1/sign-on-providers", headers: owner, payload } as const;
  const provider = await server.call<{ id: string }>(request);
  const claim = { method: "POST", url: "/api/v1/domains", headers: owner, payload: { domain: "example.com" } } as const;
  records.push([(await server.call<{ recordText: string }>(claim)).body.recordText]);
  kept.set("PASSWORD", server.password);
  kept.set("MEMBER", members.find(({ email }) => email === "member@example.com")?.id ?? "");
  kept.set("FINDING", findings[0]?.id ?? "");
  kept.set("SESSION", sessions.find(({ isCurrent }) => !isCurrent)?.id ?? "");
  kept.set("PROVIDER", provider.body.id);
}
