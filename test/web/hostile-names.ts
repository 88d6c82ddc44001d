import { expect } from "vitest";
import type { OpenPages } from "./open-pages.ts";
import { hostileTexts } from "./sample-tenant.ts";

/** Writes hostile texts wherever a person or a cluster gives a name: keys, roles, decisions, views, events, maps. */
export async function sendHostileNames({ server, sendAuditEvents }: OpenPages): Promise<void> {
  const [markup, script, escapes, long] = hostileTexts;
  const headers = await server.signIn();
  const post = async (url: string, payload: object) => {
    const { status } = await server.call({ method: "POST", url, headers, payload });
    expect([url, status]).toEqual([url, 201]);
  };
  await post("/api/v1/api-keys", { name: markup, permissions: ["reports:upload"] });
  await post("/api/v1/roles", { title: markup, scope: "tenant", permissions: ["findings:read"] });
  await post("/api/v1/decisions", { verdict: "accepted", reason: script, scope: "tenant", rule: markup });
  await post("/api/v1/views", { name: markup, isShared: true, query: { list: "findings", query: "state:open" } });
  const settings = { url: "https://hooks.invalid/sekisho" };
  await post("/api/v1/destinations", { kind: "webhook", name: markup, settings });
  await sendAuditEvents("hostile", [
    {
      kind: "Event",
      apiVersion: "audit.k8s.io/v1",
      level: "Metadata",
      auditID: "hostile",
      stage: "ResponseComplete",
      requestURI: "/api/v1/namespaces/shop/pods/web/exec",
      verb: "create",
      user: { username: markup, groups: [script] },
      sourceIPs: ["203.0.113.7"],
      userAgent: `${escapes} ${long}`,
      objectRef: { resource: "pods", subresource: "exec", namespace: markup, name: script, apiVersion: "v1" },
      responseStatus: { code: 101 },
      requestReceivedTimestamp: "2026-11-01T00:00:00.000000Z",
      stageTimestamp: "2026-11-01T00:00:00.000000Z",
    },
  ]);
  const url = `/api/v1/access-maps?${new URLSearchParams({ project: "default", name: markup }).toString()}`;
  const grant = { verbs: ["*"], resources: [script], names: [], namespace: markup, binding: script, role: escapes };
  const subject = { name: markup, workloads: [escapes], wayToAdministrator: [], grants: [grant] };
  const map = { schemaVersion: 1, workloads: 2, isWhole: true, peers: [markup, long.slice(0, 400)], ports: ["TCP 80"] };
  const sender = { ...(await server.makeKey(["reports:upload"])), "content-type": "application/json" };
  const payload = JSON.stringify({ ...map, connections: [[0, 1, 0]], subjects: [subject] });
  const { status } = await server.call({ method: "PUT", url, headers: sender, payload });
  expect(status).toBeLessThan(300);
}
