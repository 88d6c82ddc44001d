import { beforeEach, describe, expect, test } from "vitest";
import { openTestIngest, type TestIngest } from "../ingest/fixtures/test-ingest.ts";
import { sessionOf } from "./fixtures/second-factors.ts";
import type { TestAnswer } from "./fixtures/test-server.ts";

type Headers = Record<string, string>;

interface Made {
  readonly id: string;
  readonly isWaiting: boolean;
  readonly changed: number;
}

const password = "four words with blanks";
const timeoutMs = 120_000;

let ingest: TestIngest;
let owner: Headers;
let editor: Headers;
beforeEach(async (context) => {
  ingest = await openTestIngest();
  context.onTestFinished(() => ingest.close());
  owner = await ingest.server.signIn();
  editor = await join("editor@example.com", "editor");
  await ingest.put({ findings: [{ rule: "a" }, { rule: "b" }] });
  await call("PUT", "/api/v1/approval-rule", owner, { isApprovalNeeded: true });
}, timeoutMs);

describe("a decision that somebody else has to agree to", { timeout: timeoutMs }, () => {
  test("changes nothing before, also not with the next report, and counts from then on", async () => {
    const made = await propose(editor);
    await ingest.put({ findings: [{ rule: "a" }, { rule: "b" }, { rule: "c" }] });
    const before = await ingest.statuses();
    const agreed = await approve(owner, made.body.id);
    const after = await ingest.statuses();
    const list = await call<{ decisions: object[] }>("GET", "/api/v1/decisions?state=in-force", editor);
    const others = await Promise.all(
      ["waiting", "over"].map((state) =>
        call<{ decisions: object[] }>("GET", `/api/v1/decisions?state=${state}`, editor),
      ),
    );

    expect(made).toMatchObject({ status: 201, body: { isWaiting: true, changed: 0 } });
    expect(before).toEqual({ a: "open", b: "open", c: "open" });
    expect(agreed).toMatchObject({ status: 200, body: { changed: 1 } });
    expect(after).toEqual({ a: "accepted", b: "open", c: "open" });
    expect(list.body.decisions).toMatchObject([
      { isWaiting: false, approvedBy: ingest.accountId, names: { author: expect.stringMatching(/editor/) } },
    ]);
    expect(others.map(({ body }) => body.decisions)).toEqual([[], []]);
  });

  test("is not agreed to by its author, nor by the author's key", async () => {
    const made = await propose(owner);
    const key = await ingest.server.makeKey(["findings:decide", "findings:read"]);
    const own = await approve(owner, made.body.id);
    const byKey = await approve(key, made.body.id);

    expect([own.status, byKey.status]).toEqual([403, 403]);
    expect(await ingest.statuses()).toEqual({ a: "open", b: "open" });
  });

  test("is not agreed to by whoever may not decide", async () => {
    const made = await propose(editor);
    const viewer = await join("viewer@example.com", "viewer");

    expect((await approve(viewer, made.body.id)).status).toBe(403);
  });

  test("is agreed to once, and not when it was taken back", async () => {
    const first = await propose(editor);
    const twice = await Promise.all([approve(owner, first.body.id), approve(owner, first.body.id)]);
    const second = await propose(editor, "b");
    await call("DELETE", `/api/v1/decisions/${second.body.id}`, editor);
    const late = await approve(owner, second.body.id);
    const over = await call<{ decisions: object[] }>("GET", "/api/v1/decisions?state=over", owner);

    expect(twice.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([200, 404]);
    expect(late.status).toBe(404);
    expect(over.body.decisions).toMatchObject([{ id: second.body.id, names: { finding: null, approver: null } }]);
    expect(await ingest.statuses()).toEqual({ a: "accepted", b: "open" });
  });

  test("counts at once where nobody asks for a second person any more", async () => {
    await call("PUT", "/api/v1/approval-rule", owner, { isApprovalNeeded: false });
    const made = await propose(editor);

    expect(made.body).toMatchObject({ isWaiting: false, changed: 1 });
    expect(await ingest.statuses()).toEqual({ a: "accepted", b: "open" });
  });

  test("is what an editor cannot switch off", async () => {
    const refused = await call("PUT", "/api/v1/approval-rule", editor, { isApprovalNeeded: false });

    expect(refused.status).toBe(403);
  });
});

function propose(headers: Headers, rule = "a"): Promise<TestAnswer<Made>> {
  const payload = { verdict: "accepted", reason: "known", scope: "tenant", rule };
  return call<Made>("POST", "/api/v1/decisions", headers, payload);
}

function approve(headers: Headers, decision: string): Promise<TestAnswer<unknown>> {
  return call("POST", `/api/v1/decisions/${decision}/approval`, headers);
}

async function join(email: string, role: string): Promise<Headers> {
  const { body } = await call<{ link: string }>("POST", "/api/v1/invitations", owner, { email, role });
  const [, token = ""] = body.link.split("#");
  await call("POST", "/api/v1/invitations/answer", {}, { token, password });
  return sessionOf(await call("POST", "/api/v1/session", {}, { email, password }));
}

function call<Body>(
  method: "GET" | "POST" | "PUT" | "DELETE",
  url: string,
  headers: Headers,
  payload?: object,
): Promise<TestAnswer<Body>> {
  return ingest.server.call<Body>({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
}
