import { expect, onTestFinished, test } from "vitest";
import { openTestIngest } from "../ingest/fixtures/test-ingest.ts";
import { type CatcherAnswer, type CaughtRequest, useCatcher } from "./fixtures/catcher.ts";
import { makeTestTools, sampleNotice } from "./fixtures/sample-notice.ts";
import { keepIssue, syncIssues } from "./sync-issues.ts";

const timeoutMs = 300_000;

/** A Jira with one issue, whose state can be moved. */
function jiraOf(issue: {
  state: string;
  category: string;
  isGone?: boolean;
}): (request: CaughtRequest) => CatcherAnswer {
  return ({ method, path, body }) => {
    if (issue.isGone === true) return { status: 404, body: "{}" };
    if (path.endsWith("/transitions") && method === "GET") {
      return { body: JSON.stringify({ transitions: [{ id: "31", name: "Close" }] }) };
    }
    if (path.endsWith("/transitions")) {
      if (body.includes('"31"')) Object.assign(issue, { state: "Done", category: "done" });
      return { status: 204 };
    }
    return {
      body: JSON.stringify({ fields: { status: { name: issue.state, statusCategory: { key: issue.category } } } }),
    };
  };
}

async function useIssue(more: object = {}, isGone = false) {
  const ingest = await openTestIngest();
  onTestFinished(() => ingest.close());
  const issue = { state: "In Progress", category: "indeterminate", isGone };
  const { url, caught } = await useCatcher(jiraOf(issue));
  const headers = await ingest.server.signIn();
  const settings = { url, project: "SEC", ...more };
  const payload = { kind: "jira", name: "jira", settings, secret: "token" };
  const made = await ingest.server.call<{ id: string }>({
    method: "POST",
    url: "/api/v1/destinations",
    headers,
    payload,
  });
  await ingest.put({ findings: [{ rule: "a" }, { rule: "b" }] });
  const found = await ingest.findings();
  const listed = found.map(({ id }) => ({ ...sampleNotice.findings[0], id }));
  const { store } = ingest.server.services;
  const message = {
    position: 1,
    messageId: crypto.randomUUID(),
    causeKey: "c",
    attempts: 0,
    createdAt: "2026-11-22T00:00:00Z",
  };
  const sent = {
    tenantId: ingest.tenantId,
    destinationId: made.body.id,
    message: { ...message, notice: JSON.parse(JSON.stringify({ ...sampleNotice, findings: listed })) },
    result: { issue: { key: "SEC-7", url: `${url}/browse/SEC-7` } },
  };
  await keepIssue(store.worker, sent);
  await keepIssue(store.worker, sent);
  const errors: unknown[] = [];
  return {
    ingest,
    issue,
    caught,
    errors,
    sync: () => syncIssues(ingest.server.services, makeTestTools(), (error) => errors.push(error)),
    link: () =>
      store.worker.inTenant({ tenantId: ingest.tenantId }, (transaction) =>
        transaction.selectFrom("issue_links").select(["issue_key", "state", "is_done"]).execute(),
      ),
  };
}

test(
  "an issue that is made is linked with its findings once, and its state is kept",
  async () => {
    const { ingest, sync, link, errors } = await useIssue();
    await sync();
    const tickets = await ingest.server.store.worker.inTenant({ tenantId: ingest.tenantId }, (transaction) =>
      transaction.selectFrom("finding_tickets").select("title").execute(),
    );

    expect(await link()).toEqual([{ issue_key: "SEC-7", state: "In Progress", is_done: false }]);
    expect(tickets).toHaveLength(2);
    expect(tickets[0]?.title).toMatch(/^SEC-7 /);
    expect(errors).toEqual([]);
  },
  timeoutMs,
);

test(
  "an issue that is closed there is told in the history of findings that are still open, once",
  async () => {
    const { ingest, issue, sync, link } = await useIssue();
    Object.assign(issue, { state: "Done", category: "done" });
    await sync();
    await sync();
    const history = (await ingest.history()).filter((entry) => entry.includes("ticket-closed"));

    expect(await link()).toEqual([{ issue_key: "SEC-7", state: "Done", is_done: true }]);
    expect(history.toSorted()).toEqual(["a ticket-closed", "b ticket-closed"]);
  },
  timeoutMs,
);

test(
  "an issue is moved on when all of its findings are repaired, by the transition that is named",
  async () => {
    const { ingest, caught, sync, link } = await useIssue({ doneTransition: "Close" });
    await ingest.put({ findings: [{ rule: "a" }], startedAt: "2026-11-02T00:00:00Z" });
    await sync();
    const half = await link();
    await ingest.put({ findings: [], startedAt: "2026-11-03T00:00:00Z" });
    await sync();
    const moves = caught.filter(({ method, path }) => method === "POST" && path.endsWith("/transitions"));

    expect(half).toEqual([{ issue_key: "SEC-7", state: "In Progress", is_done: false }]);
    expect(moves).toHaveLength(1);
    expect(await link()).toEqual([{ issue_key: "SEC-7", state: "Done", is_done: true }]);
    expect((await ingest.history()).filter((entry) => entry.includes("ticket-closed"))).toEqual([]);
  },
  timeoutMs,
);

test(
  "an issue that was deleted there is asked after no more",
  async () => {
    const { sync, link, caught, errors } = await useIssue({}, true);
    await sync();
    const asked = caught.length;
    await sync();

    expect(await link()).toEqual([{ issue_key: "SEC-7", state: "deleted", is_done: true }]);
    expect(caught.length).toBe(asked);
    expect(errors).toEqual([]);
  },
  timeoutMs,
);
