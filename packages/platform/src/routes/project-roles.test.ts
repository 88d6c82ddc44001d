import { beforeEach, describe, expect, test } from "vitest";
import { openTestIngest, type TestIngest } from "../ingest/fixtures/test-ingest.ts";
import { sampleDocument } from "./fixtures/sample-report.ts";
import { sessionOf } from "./fixtures/second-factors.ts";
import type { TestAnswer } from "./fixtures/test-server.ts";

type Headers = Record<string, string>;

interface ListedFinding {
  readonly id: string;
  readonly rule: string;
}

const password = "four words with blanks";
const timeoutMs = 120_000;

let ingest: TestIngest;
let owner: Headers;
beforeEach(async (context) => {
  ingest = await openTestIngest();
  context.onTestFinished(() => ingest.close());
  owner = await ingest.server.signIn();
  for (const name of ["shop", "bank", "mill"]) await call("POST", "/api/v1/projects", owner, { name });
}, timeoutMs);

describe("a member of some projects", { timeout: timeoutMs }, () => {
  test("sees those alone, and changes them as the role in each says", async () => {
    await upload("shop");
    await upload("bank");
    await upload("mill");
    const member = await join("m@example.com", [
      { project: "shop", role: "editor" },
      { project: "bank", role: "viewer" },
    ]);
    const projects = await call<{ projects: { name: string }[] }>("GET", "/api/v1/projects", member);
    const found = await findings(member);
    const statuses: number[] = [];
    for (const name of ["shop", "bank", "mill"]) {
      const finding = (await findings(owner)).find(({ rule }) => rule === `in-${name}`);
      const payload = { verdict: "accepted", reason: "known", scope: "finding", finding: finding?.id };
      statuses.push((await call("POST", "/api/v1/decisions", member, payload)).status);
    }

    expect(projects.body.projects.map(({ name }) => name)).toEqual(["bank", "shop"]);
    expect(found.map(({ rule }) => rule).toSorted()).toEqual(["in-bank", "in-shop"]);
    // What may be read and not changed is not found by whoever would change it.
    expect(statuses).toEqual([201, 404, 404]);
  });

  test("decides nothing that reaches beyond them", async () => {
    const member = await join("m@example.com", [{ project: "shop", role: "editor" }]);
    const wide = { verdict: "excluded", reason: "everywhere", scope: "tenant", rule: "x" };
    const refused = await call("POST", "/api/v1/decisions", member, wide);
    const foreign = { verdict: "excluded", reason: "there", scope: "project", project: "bank", rule: "x" };
    const unknown = await call("POST", "/api/v1/decisions", member, foreign);
    const own = await call("POST", "/api/v1/decisions", member, { ...foreign, project: "shop" });

    expect([refused.status, refused.body.error?.code]).toEqual([403, "not-permitted"]);
    expect([unknown.status, own.status]).toEqual([404, 201]);
  });

  test.each([
    {
      name: "makes no keys",
      method: "POST",
      url: "/api/v1/api-keys",
      payload: { name: "k", permissions: ["findings:read"] },
    },
    { name: "makes no projects", method: "POST", url: "/api/v1/projects", payload: { name: "mine" } },
    {
      name: "invites nobody",
      method: "POST",
      url: "/api/v1/invitations",
      payload: { email: "x@example.com", role: "viewer" },
    },
  ] as const)("$name", async ({ method, url, payload }) => {
    const member = await join("m@example.com", [{ project: "shop", role: "editor" }]);

    expect((await call(method, url, member, payload)).status).toBe(403);
  });

  test("becomes one of the whole tenant with a role there, and back, at once", async () => {
    const member = await join("m@example.com", [{ project: "shop", role: "viewer" }]);
    const { body } = await call<{ account: { id: string } }>("GET", "/api/v1/session", member);
    const url = `/api/v1/members/${body.account.id}`;
    const wide = await call("PATCH", url, owner, { role: "viewer" });
    const all = await call<{ projects: unknown[] }>("GET", "/api/v1/projects", member);
    const narrow = await call("PUT", `${url}/projects`, owner, { projects: [{ project: "mill", role: "viewer" }] });
    const one = await call<{ projects: { name: string }[] }>("GET", "/api/v1/projects", member);

    expect(wide.body).toMatchObject({ role: "viewer", projects: null });
    expect(all.body.projects).toHaveLength(4);
    expect(narrow.body).toMatchObject({ projects: [{ project: "mill", role: "viewer" }] });
    expect(one.body.projects.map(({ name }) => name)).toEqual(["mill"]);
  });

  test.each([
    {
      name: "an owner",
      change: async () => await ownId(),
      projects: [{ project: "shop", role: "viewer" }],
      status: 409,
    },
    {
      name: "a project that is none",
      change: async () => await memberId(),
      projects: [{ project: "x", role: "viewer" }],
      status: 404,
    },
    {
      name: "a role that projects have not",
      change: async () => await memberId(),
      projects: [{ project: "shop", role: "admin" }],
      status: 400,
    },
    { name: "no project", change: async () => await memberId(), projects: [], status: 400 },
  ])("is not made of $name", async ({ change, projects, status }) => {
    const account = await change();

    expect((await call("PUT", `/api/v1/members/${account}/projects`, owner, { projects })).status).toBe(status);
  });

  test("takes the keys along that were made before", async () => {
    const admin = await invite("a@example.com", { role: "admin" });
    const make = (project?: string) =>
      call<{ key: string }>("POST", "/api/v1/api-keys", admin, {
        name: "k",
        permissions: ["projects:read", "reports:upload"],
        ...(project === undefined ? {} : { project }),
      });
    const [wide, shop, bank] = [await make(), await make("shop"), await make("bank")];
    const { body } = await call<{ account: { id: string } }>("GET", "/api/v1/session", admin);
    const projects = [{ project: "shop", role: "viewer" }];
    await call("PUT", `/api/v1/members/${body.account.id}/projects`, owner, { projects });
    const statuses = [];
    for (const { body: made } of [wide, shop, bank]) {
      statuses.push((await call("GET", "/api/v1/projects", { authorization: `Bearer ${made.key}` })).status);
    }

    expect(statuses).toEqual([401, 200, 401]);
  });
});

async function upload(project: string): Promise<void> {
  const payload = sampleDocument({ name: project, findings: [{ rule: `in-${project}` }] });
  const headers = { ...owner, "content-type": "application/json" };
  await ingest.server.call({ method: "POST", url: `/api/v1/reports?project=${project}`, headers, payload });
  await ingest.worker.drain();
}

async function findings(headers: Headers): Promise<readonly ListedFinding[]> {
  return (await call<{ findings: ListedFinding[] }>("GET", "/api/v1/findings", headers)).body.findings;
}

function call<Body>(
  method: "GET" | "POST" | "PUT" | "PATCH",
  url: string,
  headers: Headers,
  payload?: object,
): Promise<TestAnswer<Body>> {
  return ingest.server.call<Body>({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
}

async function invite(email: string, membership: object): Promise<Headers> {
  const { body } = await call<{ link: string }>("POST", "/api/v1/invitations", owner, { email, ...membership });
  const [, token = ""] = body.link.split("#");
  await call("POST", "/api/v1/invitations/answer", {}, { token, password });
  return sessionOf(await call("POST", "/api/v1/session", {}, { email, password }));
}

function join(email: string, projects: readonly { project: string; role: string }[]): Promise<Headers> {
  return invite(email, { projects });
}

async function ownId(): Promise<string> {
  return (await call<{ account: { id: string } }>("GET", "/api/v1/session", owner)).body.account.id;
}

async function memberId(): Promise<string> {
  const member = await invite("m@example.com", { role: "viewer" });
  return (await call<{ account: { id: string } }>("GET", "/api/v1/session", member)).body.account.id;
}
