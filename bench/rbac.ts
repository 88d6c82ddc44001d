/**
 * How long the permissions of a large cluster take: 50,000 bindings (every tenth a ClusterRoleBinding) of 5,000 roles to
 * 20,000 service accounts, users and groups of 1,000 namespaces, with 20,000 workloads. Measured apart: reading the YAML,
 * who may do what, the ways of everybody to a cluster administrator, and all checks of RBAC.
 *
 * `node bench/rbac.ts [BINDINGS]`. User and system time, not the clock: the figures stay the same on a loaded machine.
 */
import { readYamlDocuments } from "../packages/sekisho/src/formats/yaml-source/parse-yaml-source.ts";
import { defaultConfiguration } from "../packages/sekisho/src/scan/configuration/configuration.ts";
import { judgeManifests } from "../packages/sekisho/src/scan/manifest/judge-manifests.ts";
import { manifestChecks } from "../packages/sekisho/src/scan/manifest-checks.ts";
import { planChecks } from "../packages/sekisho/src/scan/plan.ts";
import { createManifestSet } from "../packages/sekisho/src/semantics/kubernetes/create-manifest-set.ts";
import { readObjects } from "../packages/sekisho/src/semantics/kubernetes/read-objects.ts";
import { permissionGraphOf } from "../packages/sekisho/src/semantics/permissions/create-permission-graph.ts";
import { escalationMapOf } from "../packages/sekisho/src/semantics/permissions/escalation-paths.ts";
import { whatCan, whoCan } from "../packages/sekisho/src/semantics/permissions/permissions-of.ts";
import { toAccessRequest } from "../packages/sekisho/src/semantics/permissions/resource-request.ts";

const bindings = Number(process.argv[2] ?? 50_000);
const roles = bindings / 10;
const namespaces = 1000;
const accounts = (bindings * 2) / 5;

const text = [...documents()].join("---\n");
console.log(`${bindings} bindings, ${roles} roles, ${accounts} workloads, ${(text.length / 1e6).toFixed(1)} MB`);

const objects = measured("reading", () => readObjects(readYamlDocuments(text), { path: "cluster.yaml" }).objects);
const set = measured("set", () => createManifestSet(objects));
const started = process.cpuUsage();
const graph = measured("graph", () => permissionGraphOf(set));
const holders = measured("who can get secrets", () =>
  whoCan(graph, toAccessRequest("get", "secrets", ""), { withDefaults: false }),
);
const held = measured("what everybody can", () =>
  [...graph.principals.values()].reduce(
    (sum, principal) => sum + whatCan(graph, principal, { withDefaults: false }).length,
    0,
  ),
);
const escalating = measured("ways of everybody", () => {
  const map = escalationMapOf(graph);
  return [...graph.principals.values()].filter((principal) => map.distanceOf(principal) !== undefined).length;
});
console.log(`graph, questions and ways together: ${secondsSince(started)} s`);
const plan = planChecks(
  manifestChecks.filter(({ id }) => id.startsWith("rbac/")),
  defaultConfiguration,
);
const { violations } = measured("checks of RBAC", () => judgeManifests(set, plan));
console.log(`${holders.length} holders, ${held} grants, ${escalating} can escalate, ${violations.length} violations`);
console.log(`${Math.round(process.resourceUsage().maxRSS / 1024)} MiB at most`);

function measured<Result>(name: string, work: () => Result): Result {
  const before = process.cpuUsage();
  const result = work();
  console.log(`${name}: ${secondsSince(before)} s`);
  return result;
}

function secondsSince(before: NodeJS.CpuUsage): string {
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / 1e6).toFixed(2);
}

function* documents(): Generator<string> {
  const api = "apiVersion: rbac.authorization.k8s.io/v1\n";
  for (let index = 0; index < roles; index++) {
    const verbs = index % 3 === 0 ? "get, list, watch" : "get, list, create, update, patch";
    const resources = ["secrets", "pods", "configmaps, services", "pods/exec, pods/log", "serviceaccounts"][index % 5];
    yield `${api}kind: ClusterRole\nmetadata: { name: role-${index} }\nrules:\n` +
      `  - { apiGroups: [""], resources: [${resources}], verbs: [${verbs}] }\n` +
      `  - { apiGroups: [apps, batch], resources: [deployments, jobs], verbs: [get, list${index % 7 === 0 ? ", create" : ""}] }\n`;
  }
  for (let index = 0; index < bindings; index++) {
    const account = index % accounts;
    const isOfCluster = index % 10 === 0;
    const head = isOfCluster
      ? `kind: ClusterRoleBinding\nmetadata: { name: b${index} }\n`
      : `kind: RoleBinding\nmetadata: { name: b${index}, namespace: ns-${account % namespaces} }\n`;
    const other = index % 4 === 0 ? `  - { kind: Group, name: team-${index % 500} }\n` : "";
    yield `${api}${head}roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: role-${index % roles} }\n` +
      `subjects:\n  - { kind: ServiceAccount, name: sa-${account}, namespace: ns-${account % namespaces} }\n${other}`;
  }
  for (let index = 0; index < accounts; index++) {
    yield `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: app-${index}, namespace: ns-${index % namespaces} }\n` +
      `spec: { template: { spec: { serviceAccountName: sa-${index}, containers: [{ name: app, image: app }] } } }\n`;
  }
}
