import { expect, test } from "vitest";
import { readKubernetesEvent } from "../../formats/audit-log/kubernetes-event.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import { loadRuleFiles } from "../../semantics/falco-rules/load-rule-files.ts";
import { createFalcoJudge } from "./falco-judge.ts";

const rules = `
- rule: Secret read!
  desc: Somebody reads a secret.
  condition: ka.verb=get and ka.target.resource=secrets
  output: read (user=%ka.user.name secret=%ka.target.name cluster=%ka.cluster.name)
  priority: ERROR
  source: k8s_audit
  tags: [T1552.007, k8s]
- rule: secret READ
  desc: The same question again.
  condition: ka.verb=get and ka.target.resource=secrets and ka.cluster.name=prod
  output: again
  priority: DEBUG
  source: k8s_audit
- rule: Off
  desc: d
  condition: ka.verb=get
  output: off
  priority: INFO
  source: k8s_audit
  enabled: false
- rule: Shell
  desc: d
  condition: evt.type=execve
  output: shell
  priority: INFO
`;

function event(more: object = {}, cluster = "prod"): AuditEvent {
  const raw = {
    kind: "Event",
    auditID: "a1",
    level: "Metadata",
    stage: "ResponseComplete",
    verb: "get",
    user: { username: "jane", groups: ["dev"] },
    sourceIPs: ["203.0.113.7"],
    requestURI: "/api/v1/namespaces/shop/secrets/db",
    objectRef: { resource: "secrets", namespace: "shop", name: "db", apiVersion: "v1" },
    requestReceivedTimestamp: "2026-11-22T10:20:05.000000Z",
    stageTimestamp: "2026-11-22T10:20:05.000000Z",
    ...more,
  };
  return readKubernetesEvent(raw, { path: "audit.log", line: 3, pointer: "" }, cluster);
}

function createJudge(matching: "first" | "all" = "all"): ReturnType<typeof createFalcoJudge> {
  return createFalcoJudge(loadRuleFiles([{ path: "rules.yaml", bytes: Buffer.from(rules) }]), { matching });
}

test("an alert is a finding under the name of its rule", () => {
  const [alert] = createJudge().judge(event());

  expect(alert).toMatchObject({
    rule: {
      id: "falco/secret-read",
      aliases: ["falco:Secret read!"],
      title: { en: "Secret read!", ja: "Secret read!" },
      techniques: ["attack@18#T1552.007"],
    },
    severity: "high",
    subject: "shop/db[secrets]",
    message: { en: "read (user=jane secret=db cluster=prod)" },
    count: 1,
    events: [{ auditId: "a1", userName: "jane", address: "203.0.113.7", path: "audit.log", line: 3 }],
  });
});

test("rules whose names differ by letter case have ids of their own", () => {
  expect(
    createJudge()
      .judge(event())
      .map(({ rule }) => rule.id),
  ).toEqual(["falco/secret-read", "falco/secret-read-2"]);
  expect(createJudge("first").judge(event())).toHaveLength(1);
});

test("every rule about audit events is in the coverage; a field that no event can give is named", () => {
  const judge = createJudge();
  judge.judge(event({}, ""));

  expect(judge.coverage()).toMatchObject([
    { plugin: "falco/secret-read", ended: "done" },
    {
      plugin: "falco/secret-read-2",
      ended: "partial",
      reason: { en: "not evaluable: none of 1 event gives ka.cluster.name" },
    },
    { plugin: "falco/off", ended: "skipped" },
  ]);
});

test("texts from events are shown on one line without control characters, and are cut", () => {
  const [alert] = createJudge().judge(event({ user: { username: `\u001b[31m\nx\u202e${"y".repeat(2000)}` } }));

  expect(alert?.message.en).toMatch(/^read \(user=\uFFFD\[31m x\uFFFDy{100}/);
  expect(alert?.message.en.length).toBeLessThan(600);
});
