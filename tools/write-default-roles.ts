import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseYamlSource } from "../packages/sekisho/src/formats/yaml-source/parse-yaml-source.ts";
import type { ManifestObject } from "../packages/sekisho/src/semantics/kubernetes/manifest-object.ts";
import {
  findTextAt,
  listAt,
  type ManifestValue,
  textMapAt,
  textsAt,
} from "../packages/sekisho/src/semantics/kubernetes/manifest-value.ts";
import { readObjects } from "../packages/sekisho/src/semantics/kubernetes/read-objects.ts";

/**
 * Writes `packages/sekisho/src/semantics/permissions/default-roles/*-data.ts` from what the API server makes at its start,
 * as the test data of Kubernetes lists it: `node tools/write-default-roles.ts FOLDER VERSION` with the folder
 * `plugin/pkg/auth/authorizer/rbac/bootstrappolicy/testdata` of its source.
 */
const [folder = "", version = ""] = process.argv.slice(2);
const written = new URL("../packages/sekisho/src/semantics/permissions/default-roles/", import.meta.url);
const aggregation = "rbac.authorization.k8s.io/aggregate-to-";

const parts = [
  {
    file: "cluster-roles",
    name: "clusterRoleLines",
    line: roleLines,
    what: "ClusterRoles of users, nodes and components",
  },
  { file: "controller-roles", name: "controllerRoleLines", line: roleLines, what: "ClusterRoles of controllers" },
  { file: "namespace-roles", name: "namespaceRoleLines", line: roleLines, what: "Roles" },
  {
    file: "cluster-role-bindings",
    name: "clusterRoleBindingLines",
    line: bindingLines,
    what: "ClusterRoleBindings of users, nodes and components",
  },
  {
    file: "controller-role-bindings",
    name: "controllerRoleBindingLines",
    line: bindingLines,
    what: "ClusterRoleBindings of controllers",
  },
  { file: "namespace-role-bindings", name: "namespaceRoleBindingLines", line: bindingLines, what: "RoleBindings" },
] as const;

for (const { file, name, line, what } of parts) {
  const documents = parseYamlSource(readFileSync(join(folder, `${file}.yaml`), "utf8"));
  const { objects } = readObjects(documents, { path: file });
  const lines = objects.flatMap(line);
  const text = `/** The ${what} that Kubernetes ${version} makes by itself. Written by \`tools/write-default-roles.ts\`. */\nexport const ${name} = \`\n${lines.join("\n")}\n\`;\n`;
  writeFileSync(new URL(`${file}-data.ts`, written), text);
}

/** A line for the role, then one for each rule, beginning with a blank. */
function roleLines(object: ManifestObject): readonly string[] {
  const labels = Object.keys(object.labels).filter((label) => label.startsWith(aggregation));
  const into = labels.map((label) => ` >${label.slice(aggregation.length)}`);
  const from = listAt(object.content, "aggregationRule", "clusterRoleSelectors").flatMap((selector) =>
    Object.keys(textMapAt(selector, "matchLabels")).map((label) => ` <${label.slice(aggregation.length)}`),
  );
  return [`${placeOf(object)}${into.join("")}${from.join("")}`, ...listAt(object.content, "rules").map(ruleLine)];
}

function ruleLine(rule: ManifestValue): string {
  const verbs = textsAt(rule, "verbs").join();
  const addresses = textsAt(rule, "nonResourceURLs");
  if (addresses.length > 0) return ` ${verbs} url ${addresses.join()}`;
  const groups = textsAt(rule, "apiGroups").map((group) => group || "core");
  const names = textsAt(rule, "resourceNames");
  return ` ${verbs} ${groups.join()} ${textsAt(rule, "resources").join()}${names.length === 0 ? "" : ` ${names.join()}`}`;
}

/** `name role-kind role subject,subject`. */
function bindingLines(object: ManifestObject): readonly string[] {
  const role = `${findTextAt(object.content, "roleRef", "kind")}:${findTextAt(object.content, "roleRef", "name")}`;
  const subjects = listAt(object.content, "subjects").map((subject) => {
    const namespace = findTextAt(subject, "namespace");
    const kind = findTextAt(subject, "kind") ?? "";
    return `${kind}:${namespace === undefined ? "" : `${namespace}/`}${findTextAt(subject, "name")}`;
  });
  return [`${placeOf(object)} ${role} ${subjects.join()}`];
}

function placeOf({ namespace, name }: ManifestObject): string {
  return namespace === "" ? name : `${namespace}/${name}`;
}
