/**
 * How long the connections of 20,000 workloads under 2,000 network policies take, and how much memory, from files to the
 * last line of JSON.
 *
 * Build first: `npm run build`. Then `node bench/network.ts [RUNS] [WORKLOADS] [POLICIES]`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatSummary, measure, type Program } from "./measure-process.ts";

const runs = Number(process.argv[2] ?? 1);
const workloads = Number(process.argv[3] ?? 20_000);
const policies = Number(process.argv[4] ?? 2_000);
const cli = fileURLToPath(new URL("../packages/sekisho/dist/cli.cjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
const namespaces = Math.max(1, Math.round(policies / 4));
const perNamespace = Math.ceil(workloads / namespaces);
for (let index = 0; index < namespaces; index++) {
  mkdirSync(join(folder, `ns-${index}`));
  writeFileSync(join(folder, `ns-${index}`, "all.yaml"), namespaceManifests(index));
}

const ours: Program = {
  name: `sekisho network, ${workloads} workloads, ${policies} policies`,
  command: process.execPath,
  args: [cli, "network", ".", "--format", "json=connections.json"],
  cwd: folder,
};
console.log(formatSummary(await measure(ours, runs)));
rmSync(folder, { recursive: true });

/** A namespace as many have it: nothing by default, then from the same application, from the next team, and DNS. */
function namespaceManifests(index: number): string {
  const documents = [
    `apiVersion: v1\nkind: Namespace\nmetadata: { name: ns-${index}, labels: { team: team-${index % 50} } }\n`,
  ];
  for (let number = 0; number < perNamespace; number++) documents.push(workload(index, number));
  const policy = (name: string, spec: string) =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: ns-${index} }\nspec:\n${spec}`;
  documents.push(
    policy("deny", "  podSelector: {}\n  policyTypes: [Ingress, Egress]\n"),
    policy(
      "dns",
      "  podSelector: {}\n  policyTypes: [Egress]\n  egress:\n    - ports: [{ port: 53, protocol: UDP }, { port: 53 }]\n      to: [{ ipBlock: { cidr: 10.96.0.10/32 } }]\n",
    ),
    policy(
      "inside",
      "  podSelector: {}\n  policyTypes: [Ingress, Egress]\n  ingress: [{ from: [{ podSelector: {} }], ports: [{ port: http }] }]\n  egress: [{ to: [{ podSelector: {} }] }]\n",
    ),
    policy(
      "team",
      `  podSelector: { matchLabels: { tier: front } }\n  ingress:\n    - from: [{ namespaceSelector: { matchLabels: { team: team-${index % 50} } }, podSelector: { matchExpressions: [{ key: tier, operator: In, values: [front, edge] }] } }]\n      ports: [{ port: 8080, endPort: 8090 }]\n    - from: [{ ipBlock: { cidr: 192.168.0.0/16, except: [192.168.${index % 256}.0/24] } }]\n`,
    ),
  );
  return documents.join("---\n");
}

function workload(index: number, number: number): string {
  const tier = ["front", "back", "data", "edge"][number % 4];
  return [
    "apiVersion: apps/v1",
    "kind: Deployment",
    `metadata: { name: app-${number}, namespace: ns-${index} }`,
    "spec:",
    `  selector: { matchLabels: { app: app-${number} } }`,
    "  template:",
    `    metadata: { labels: { app: app-${number}, tier: ${tier}, version: v${(index * 7 + number) % 13} } }`,
    "    spec:",
    `      containers: [{ name: main, image: "example.com/app:1", ports: [{ name: http, containerPort: ${8080 + (number % 3)} }] }]`,
    "",
  ].join("\n");
}
