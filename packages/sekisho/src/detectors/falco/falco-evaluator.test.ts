import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { severityOf } from "../../semantics/falco-rules/priority-severity.ts";
import { evaluatorOf } from "./example-evaluator.ts";

const rules = `
- list: trusted_images
  items: [registry.example.com/agent]
- macro: done
  condition: (jevt.value[/stage] in (ResponseComplete))
- macro: pod
  condition: ka.target.resource=pods and not ka.target.subresource exists
- rule: Privileged pod
  desc: A pod may do all.
  condition: done and pod and ka.verb=create and ka.req.pod.containers.privileged intersects (true)
    and not ka.req.pod.containers.image.repository in (trusted_images)
  output: Privileged (user=%ka.user.name pod=%ka.resp.name resource=%ka.target.resource verb=%ka.verb images=%ka.req.pod.containers.image)
  priority: CRITICAL
  source: k8s_audit
  tags: [T1611, k8s]
- rule: Any pod
  desc: d
  condition: done and pod and ka.verb=create
  output: pod
  priority: NOTICE
  source: k8s_audit
- rule: Off
  desc: d
  condition: done
  output: off
  priority: DEBUG
  source: k8s_audit
  enabled: false
- rule: Shell
  desc: d
  condition: evt.type in (execve, execveat) and proc.name in (sh, bash) and proc.tty != 0
  output: "*shell %proc.name tty=%proc.tty parent=%proc.aname[2] %5proc.name|"
  priority: WARNING
- rule: Bucket
  desc: d
  condition: ct.name=DeleteBucket and not ct.error exists
  output: "%ct.user deleted %s3.bucket"
  priority: ERROR
  source: aws_cloudtrail
`;

const pod = {
  auditID: "1",
  stage: "ResponseComplete",
  verb: "create",
  user: { username: "jane" },
  stageTimestamp: "2026-11-22T10:20:05.4Z",
  objectRef: { resource: "pods", namespace: "shop", name: "web" },
  responseObject: { metadata: { name: "web-1" } },
  requestObject: { spec: { containers: [{ image: "evil:1", securityContext: { privileged: true } }] } },
};
const deployment = {
  ...pod,
  objectRef: { ...pod.objectRef, resource: "deployments" },
  requestObject: { spec: { template: { spec: pod.requestObject.spec } } },
};

describe("alerts", () => {
  test("have the shape of Falco's", () => {
    const [raised] = evaluatorOf(rules).evaluate(pod, "k8s_audit", "prod");

    expect(raised).toEqual({
      alert: {
        hostname: "prod",
        output:
          "10:20:05.400000000: Critical Privileged (user=jane pod=web-1 resource=pods verb=create images=(evil:1))",
        output_fields: {
          "ka.user.name": "jane",
          "ka.resp.name": "web-1",
          "ka.target.resource": "pods",
          "ka.verb": "create",
          "ka.req.pod.containers.image": ["evil:1"],
        },
        priority: "Critical",
        rule: "Privileged pod",
        source: "k8s_audit",
        tags: ["T1611", "k8s"],
        time: "2026-11-22T10:20:05.400000000Z",
      },
      severity: "critical",
      message: "Privileged (user=jane pod=web-1 resource=pods verb=create images=(evil:1))",
      description: "A pod may do all.",
      techniques: ["T1611"],
      isTemplate: false,
    });
  });

  test("missing fields, a star, an argument and a width", () => {
    const [raised] = evaluatorOf(rules).evaluate(
      { "evt.type": "execve", "proc.name": "sh", "proc.tty": 34816, "proc.aname[2]": null },
      "syscall",
    );

    expect(raised?.alert.output).toBe("Warning shell sh tty=34816 parent=<NA> sh   |");
    expect(raised?.alert.output_fields).toEqual({ "proc.name": "sh", "proc.tty": 34816, "proc.aname[2]": null });
    expect(raised?.alert.time).toBe("");
  });

  test("the first rule that fires ends the matter, unless all are wanted", () => {
    const names = (matching: "first" | "all") =>
      evaluatorOf(rules, { matching })
        .evaluate(pod, "k8s_audit")
        .map(({ alert }) => alert.rule);

    expect(names("first")).toEqual(["Privileged pod"]);
    expect(names("all")).toEqual(["Privileged pod", "Any pod"]);
  });

  test("every priority has a severity", () => {
    const priorities = [
      "Emergency",
      "Alert",
      "Critical",
      "Error",
      "Warning",
      "Notice",
      "Informational",
      "Debug",
    ] as const;

    expect(priorities.map(severityOf)).toEqual([
      "critical",
      "critical",
      "critical",
      "high",
      "medium",
      "low",
      "info",
      "info",
    ]);
  });
});

describe("templates of controllers", () => {
  test("are judged by the rules about pods, and the alert names who sent what", () => {
    const raised = evaluatorOf(rules, { matching: "all" }).evaluate(deployment, "k8s_audit");

    expect(raised).toMatchObject([
      {
        isTemplate: true,
        alert: {
          rule: "Privileged pod",
          output_fields: {
            "ka.user.name": "jane",
            "ka.target.resource": "deployments",
            "ka.req.pod.containers.image": ["evil:1"],
          },
        },
      },
    ]);
  });

  test("are left alone when the setting says so, as Falco does", () => {
    expect(evaluatorOf(rules, { judgesTemplates: false }).evaluate(deployment, "k8s_audit")).toEqual([]);
  });
});

describe("other sources", () => {
  test("CloudTrail", () => {
    const event = {
      eventName: "DeleteBucket",
      eventTime: "2026-11-22T10:20:05Z",
      userIdentity: { type: "IAMUser", userName: "eve" },
      requestParameters: { bucketName: "b" },
    };

    expect(
      evaluatorOf(rules)
        .evaluate(event, "aws_cloudtrail")
        .map(({ alert }) => alert.output),
    ).toEqual(["10:20:05.000000000: Error eve deleted b"]);
    expect(evaluatorOf(rules).evaluate({ ...event, errorCode: "AccessDenied" }, "aws_cloudtrail")).toEqual([]);
  });

  test("any JSON", () => {
    const yaml =
      "- rule: J\n  desc: d\n  condition: json.value[/level] = high\n  output: '%json.value[/who]'\n  priority: INFO\n  source: json";

    expect(evaluatorOf(yaml).evaluate({ level: "high", who: "eve" }, "json")).toMatchObject([{ message: "eve" }]);
  });

  test("a source without rules gives nothing", () => {
    expect(
      evaluatorOf(
        "- rule: J\n  desc: d\n  condition: evt.source = x\n  output: o\n  priority: INFO\n  source: json",
      ).evaluate(pod, "k8s_audit"),
    ).toEqual([]);
  });
});

describe("coverage", () => {
  test("names the fields that events do not carry", () => {
    const evaluator = evaluatorOf(rules);
    evaluator.evaluate({ "evt.type": "execve", "proc.name": "sh" }, "syscall");
    evaluator.evaluate({ "evt.type": "execve", "proc.name": "ls" }, "syscall");
    evaluator.evaluate(pod, "k8s_audit");

    expect(evaluator.coverage()).toMatchObject([
      { rule: "Shell", source: "syscall", alerts: 0, undecided: 1, missingFields: ["proc.tty"] },
      { rule: "Privileged pod", alerts: 1, undecided: 0, missingFields: [] },
      { rule: "Any pod", alerts: 0 },
      { rule: "Off", isEnabled: false },
      { rule: "Bucket", undecided: 0 },
    ]);
  });
});

test("an event whose body the audit policy leaves out is counted for the rules that ask for it", () => {
  const evaluator = evaluatorOf(rules, { matching: "all" });
  const { requestObject: _left, ...bare } = pod;
  evaluator.evaluate({ ...bare, level: "Metadata" }, "k8s_audit");
  evaluator.evaluate({ ...bare, level: "Metadata", verb: "get" }, "k8s_audit");
  evaluator.evaluate({ ...pod, level: "Request" }, "k8s_audit");

  expect(evaluator.coverage()).toMatchObject([
    { rule: "Shell" },
    { rule: "Privileged pod", alerts: 1, withoutBody: 1 },
    { rule: "Any pod", alerts: 2, withoutBody: 0 },
    { rule: "Off" },
    { rule: "Bucket" },
  ]);
});

test("rules that the index leaves out are those that could not fire", () => {
  const verbs = ["get", "create", "delete"];
  const resources = ["pods", "secrets", "nodes"];
  const part = fc.oneof(
    fc.constantFrom(...verbs).map((verb) => `ka.verb=${verb}`),
    fc.subarray(verbs, { minLength: 1 }).map((list) => `ka.verb in (${list.join(", ")})`),
    fc.constantFrom(...resources).map((resource) => `ka.target.resource = ${resource}`),
    fc.constantFrom(
      "ka.target.subresource = exec",
      "ka.target.subresource exists",
      "ka.user.name = eve",
      "not ka.verb = get",
    ),
  );
  const { condition } = fc.letrec<{ condition: string }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4 },
      part,
      fc.tuple(tie("condition"), tie("condition")).map(([left, right]) => `(${left} and ${right})`),
      fc.tuple(tie("condition"), tie("condition")).map(([left, right]) => `(${left} or ${right})`),
      tie("condition").map((body) => `not (${body})`),
    ),
  }));
  const event = fc.record({
    verb: fc.constantFrom(...verbs),
    objectRef: fc.record({ resource: fc.constantFrom(...resources), subresource: fc.constantFrom("exec", undefined) }),
    user: fc.record({ username: fc.constantFrom("eve", "jane") }),
  });
  fc.assert(
    fc.property(condition, fc.array(event, { minLength: 1, maxLength: 5 }), (text, events) => {
      // A part that is always true keeps the index from knowing anything.
      const rule = (written: string) =>
        `- rule: R\n  desc: d\n  condition: ${JSON.stringify(written)}\n  output: o\n  priority: INFO\n  source: k8s_audit\n`;
      const indexed = evaluatorOf(rule(text));
      const plain = evaluatorOf(rule(`not (not (${text}) and jevt.obj exists)`));

      for (const one of events) {
        expect(indexed.evaluate(one, "k8s_audit").length).toBe(plain.evaluate(one, "k8s_audit").length);
      }
    }),
    { numRuns: 200 },
  );
});

test("hostile events give no alert and never throw", () => {
  const evaluator = evaluatorOf(rules, { matching: "all" });
  let deep: unknown = {};
  for (let level = 0; level < 5000; level += 1) deep = { a: deep };
  const hostile = [
    undefined,
    null,
    3,
    "x",
    [],
    {},
    { objectRef: null },
    { requestObject: deep },
    { "evt.type": {} },
    { output_fields: { "evt.type": ["execve"] } },
  ];

  for (const event of hostile) {
    for (const source of ["k8s_audit", "syscall", "aws_cloudtrail", "json"] as const)
      expect(evaluator.evaluate(event, source)).toEqual([]);
  }
});

test("values of megabytes are cut in alerts", () => {
  const event = { ...pod, user: { username: "x".repeat(3_000_000) } };
  const [raised] = evaluatorOf(rules).evaluate(event, "k8s_audit");

  expect(raised?.alert.output.length).toBeLessThan(20_000);
});

test("the deepest condition that is loaded can be judged", () => {
  const parts = Array.from({ length: 7 }, () => "evt.type = execve").join(" and ");
  const macros = Array.from(
    { length: 290 },
    (_, index) => `- macro: m${index + 1}\n  condition: ${parts} and m${index}\n`,
  );
  const head = "- macro: m0\n  condition: proc.name = sh\n";
  const evaluator = evaluatorOf(
    `${head}${macros.join("")}- rule: R\n  desc: d\n  condition: m290\n  output: o\n  priority: INFO\n`,
  );

  expect(evaluator.evaluate({ "evt.type": "execve", "proc.name": "sh" }, "syscall")).toHaveLength(1);
});

test("a condition of a hundred thousand parts is judged", () => {
  const parts = Array.from({ length: 100_000 }, (_, index) => `proc.name = n${index}`).join(" or ");
  const evaluator = evaluatorOf(
    `- rule: R\n  desc: d\n  condition: evt.type = execve and (${parts})\n  output: o\n  priority: INFO\n`,
  );

  expect(evaluator.evaluate({ "evt.type": "execve", "proc.name": "n99999" }, "syscall")).toHaveLength(1);
  expect(evaluator.evaluate({ "evt.type": "execve", "proc.name": "x" }, "syscall")).toEqual([]);
}, 180_000);
