/**
 * Measures events a second through rules of Falco, in CPU time of this process, events parsed before: `node
 * bench/detection/falco.ts`. Promise: 200,000 runtime events a second for 90 rules on one core.
 */
import { createFalcoEvaluator } from "../../packages/sekisho/src/detectors/falco/falco-evaluator.ts";
import { loadRuleFiles } from "../../packages/sekisho/src/semantics/falco-rules/load-rule-files.ts";
import { auditRules, syscallRules } from "./falco-rule-sets.ts";

const count = 200_000;
const runs = 7;

/** A small generator with a seed: the same events in every run. */
function createRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const random = createRandom(7);
function pick<Item>(items: readonly [Item, ...Item[]]): Item {
  return items[random(items.length)] ?? items[0];
}

function process(): object {
  const name = pick(["nginx", "java", "sh", "node", "python3", "ls", "cat", "sshd", "runc"]);
  return {
    "evt.rawres": 3,
    "evt.time": 1_795_342_805_000_000_000 + random(1e9),
    "proc.name": name,
    "proc.exepath": `/usr/bin/${name}`,
    "proc.cmdline": `${name} -x ${random(1000)} /srv/data/${random(100)}`,
    "proc.args": `-x ${random(1000)}`,
    "proc.pname": pick(["containerd-shim", "nginx", "bash", "systemd"]),
    "proc.aname[2]": "systemd",
    "proc.tty": pick([0, 0, 0, 34816]),
    "proc.pid": random(30_000),
    "user.name": "root",
    "user.uid": 0,
    "container.id": pick(["host", "3f0a1b2c3d4e", "a1b2c3d4e5f6"]),
    "container.image.repository": pick(["registry.example.com/shop/web", "registry.example.com/base/agent", null]),
    "k8s.ns.name": "shop",
    "k8s.pod.name": `web-${random(50)}`,
  };
}

function runtimeEvent(): object {
  const kind = random(10);
  if (kind < 2) return { "evt.type": "execve", ...process() };
  if (kind < 3) {
    const connection = { "fd.typechar": "4", "fd.sip": `10.0.${random(250)}.${random(250)}`, "fd.sport": 443 };
    return { "evt.type": "connect", ...connection, ...process() };
  }
  const file = { "fd.name": `/srv/data/${random(1000)}/file`, "fd.typechar": "f", "fd.num": 5 };
  const flags = { "evt.is_open_read": random(10) < 8, "evt.is_open_write": random(10) < 2 };
  return { "evt.type": "openat", ...file, "fd.directory": "/srv/data", ...flags, ...process() };
}

function auditEvent(): object {
  const resource = pick(["pods", "leases", "endpoints", "configmaps", "secrets", "nodes", "deployments", "events"]);
  const verb = pick(["get", "list", "watch", "update", "patch", "create"]);
  const containers = [{ image: "registry.example.com/shop/web:1.4", securityContext: { privileged: false } }];
  return {
    kind: "Event",
    auditID: `${random(1e9)}`,
    stage: "ResponseComplete",
    level: "RequestResponse",
    verb,
    requestURI: `/api/v1/namespaces/shop/${resource}/x`,
    user: {
      username: pick(["system:node:n1", "system:serviceaccount:shop:web", "jane"]),
      groups: ["system:authenticated"],
    },
    sourceIPs: ["10.0.0.1"],
    objectRef: { resource, namespace: "shop", name: `x${random(100)}` },
    responseStatus: { code: 200 },
    requestObject: verb === "create" ? { spec: { containers, volumes: [] } } : undefined,
    stageTimestamp: "2026-11-22T10:20:05.408091Z",
    annotations: { "authorization.k8s.io/decision": "allow" },
  };
}

function measure(name: string, yaml: string, source: "syscall" | "k8s_audit", events: readonly object[]): void {
  const before = globalThis.process.cpuUsage();
  const set = loadRuleFiles([{ path: "rules.yaml", bytes: Buffer.from(yaml) }]);
  const evaluator = createFalcoEvaluator(set, { matching: "all" });
  const loading = globalThis.process.cpuUsage(before);
  const errors = set.problems.filter(({ level }) => level === "error");
  if (errors.length > 0) throw new Error(errors[0]?.message.en);
  const rates: number[] = [];
  let alerts = 0;
  for (let run = 0; run < runs; run += 1) {
    alerts = 0;
    const start = globalThis.process.cpuUsage();
    for (const event of events) alerts += evaluator.evaluate(event, source).length;
    const { user, system } = globalThis.process.cpuUsage(start);
    rates.push(events.length / ((user + system) / 1e6));
  }
  const best = Math.round(Math.max(...rates)).toLocaleString("en");
  const milliseconds = ((loading.user + loading.system) / 1000).toFixed(0);
  console.log(
    `${name}: ${best} events a second (best of ${runs}), ${set.rules.length} rules, ${alerts} alerts, loaded in ${milliseconds} ms`,
  );
}

measure("runtime events", syscallRules, "syscall", Array.from({ length: count }, runtimeEvent));
measure("audit events", auditRules, "k8s_audit", Array.from({ length: count }, auditEvent));
