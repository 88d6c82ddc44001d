import type { ImportSample } from "../sample.ts";

const source = "Falco 0.37: json_output, falcosidekick 2.28";
const shell = {
  uuid: "5a1f3a52-5d2d-4c1c-9b8e-6f1b7f0c2d11",
  hostname: "node-1",
  output: "10:00:00.000000000: Notice A shell was spawned (user=root pod=web-1)",
  output_fields: {
    "container.id": "3ad7b26ded6d",
    "container.name": "app",
    "evt.time": 1_700_000_000_000_000_000,
    "k8s.ns.name": "shop",
    "k8s.pod.name": "web-1",
    "proc.name": "bash",
    "user.name": "root",
    "user.uid": 0,
    "proc.tty": null,
  },
  priority: "Notice",
  rule: "Terminal shell in container",
  source: "syscall",
  tags: ["T1059", "container", "mitre_execution", "shell"],
  time: "2024-05-06T07:08:09.123456789Z",
};

/** What Falco writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest, without source and tags",
    shows: ["smallest", "old"],
    source: "Falco 0.26 and earlier: json_output",
    document: {
      output: "A shell",
      priority: "Notice",
      rule: "Terminal shell in container",
      time: "2019-05-06T07:08:09Z",
      output_fields: {},
    },
    findings: 1,
  },
  {
    name: "one alert",
    source,
    document: shell,
    findings: 1,
    contains: [
      {
        kind: "activity",
        rule: { id: "falco/Terminal shell in container", aliases: ["falco:Terminal shell in container"] },
        severity: "low",
        subject: "shop/web-1[Pod]/container:app",
        activity: {
          principal: { name: "root" },
          firstSeen: "2024-05-06T07:08:09.123Z",
          count: 1,
          techniques: ["attack@18#T1059"],
        },
        witnesses: [{ tool: "falco", severity: "Notice", status: "syscall" }],
      },
    ],
  },
  {
    name: "JSON Lines of system calls and audit events",
    shows: ["typical", "everything"],
    source,
    document: `${[
      shell,
      { ...shell, priority: "Emergency", output_fields: { "container.id": "host" }, tags: null },
      {
        output: "Attach or exec to pod",
        priority: "warning",
        rule: "Create Privileged Pod",
        time: "2024-05-06T07:08:10Z",
        source: "k8s_audit",
        output_fields: {
          "ka.user.name": "alice",
          "ka.target.resource": "pods",
          "ka.target.namespace": "shop",
          "ka.target.name": "web-1",
          "ka.auditid": "a-1",
        },
      },
    ]
      .map((alert) => JSON.stringify(alert))
      .join("\n")}\n`,
    findings: 3,
    contains: [
      { subject: "host:node-1", severity: "critical" },
      {
        rule: { aliases: ["falco:Create Privileged Pod"] },
        subject: "shop/pods/web-1",
        activity: { principal: { name: "alice" }, events: ["a-1"] },
      },
    ],
  },
  {
    name: "a list, wrong types",
    source,
    document: [shell, "no alert", { ...shell, time: 7, output_fields: [] }],
    findings: 2,
    unread: 1,
  },
];
