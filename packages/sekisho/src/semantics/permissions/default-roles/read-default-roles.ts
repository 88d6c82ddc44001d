import type { PolicyRule } from "../policy-rule.ts";
import { type Principal, toPrincipal } from "../principal.ts";
import { clusterRoleBindingLines } from "./cluster-role-bindings-data.ts";
import { clusterRoleLines } from "./cluster-roles-data.ts";
import { controllerRoleBindingLines } from "./controller-role-bindings-data.ts";
import { controllerRoleLines } from "./controller-roles-data.ts";
import { namespaceRoleBindingLines } from "./namespace-role-bindings-data.ts";
import { namespaceRoleLines } from "./namespace-roles-data.ts";

/** A role that every cluster has. */
export interface DefaultRole {
  /** Empty for a ClusterRole. */
  readonly namespace: string;
  readonly name: string;
  readonly rules: readonly PolicyRule[];
  /** `edit` when the role of that name takes its rules in by the label `aggregate-to-edit`. */
  readonly aggregatedTo: readonly string[];
  /** The word of the label whose roles' rules it takes in. */
  readonly aggregates: readonly string[];
}

/** A binding that every cluster has. */
export interface DefaultBinding {
  /** Empty for a ClusterRoleBinding. */
  readonly namespace: string;
  readonly name: string;
  readonly role: { readonly kind: "Role" | "ClusterRole"; readonly name: string };
  readonly subjects: readonly Principal[];
}

/** What the API server makes at its start. */
export interface DefaultPolicy {
  readonly roles: readonly DefaultRole[];
  readonly bindings: readonly DefaultBinding[];
}

let policy: DefaultPolicy | undefined;

/**
 * Gives the roles and bindings that the API server makes at its start, read once.
 *
 * Source: Kubernetes 1.36, `plugin/pkg/auth/authorizer/rbac/bootstrappolicy`.
 */
export function defaultPolicy(): DefaultPolicy {
  policy ??= {
    roles: [clusterRoleLines, controllerRoleLines, namespaceRoleLines].flatMap(readRoles),
    bindings: [clusterRoleBindingLines, controllerRoleBindingLines, namespaceRoleBindingLines].flatMap(readBindings),
  };
  return policy;
}

/** A role's line is followed by one for each rule, which begins with a blank. */
function readRoles(text: string): readonly DefaultRole[] {
  const roles: DefaultRole[] = [];
  let rules: PolicyRule[] = [];
  for (const line of text.trim().split("\n")) {
    if (line.startsWith(" ")) {
      rules.push(readRule(line.slice(1)));
      continue;
    }
    const [place = "", ...marks] = line.split(" ");
    rules = [];
    roles.push({
      ...readPlace(place),
      rules,
      aggregatedTo: marks.filter((mark) => mark.startsWith(">")).map((mark) => mark.slice(1)),
      aggregates: marks.filter((mark) => mark.startsWith("<")).map((mark) => mark.slice(1)),
    });
  }
  return roles;
}

/** `VERBS GROUPS RESOURCES [NAMES]`, or `VERBS url ADDRESSES`. */
function readRule(line: string): PolicyRule {
  const [verbs = "", groups = "", resources = "", names] = line.split(" ");
  const isAddress = groups === "url";
  return {
    verbs: verbs.split(","),
    apiGroups: isAddress ? [] : groups.split(",").map((group) => (group === "core" ? "" : group)),
    resources: isAddress ? [] : resources.split(","),
    resourceNames: names === undefined ? [] : names.split(","),
    nonResourceUrls: isAddress ? resources.split(",") : [],
  };
}

/** `PLACE KIND:ROLE SUBJECT,SUBJECT`; one binding has no subjects. */
function readBindings(text: string): readonly DefaultBinding[] {
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const [place = "", role = "", subjects = ""] = line.split(" ");
      return {
        ...readPlace(place),
        role: { kind: role.startsWith("ClusterRole:") ? "ClusterRole" : "Role", name: afterColon(role) },
        subjects: subjects === "" ? [] : subjects.split(",").map(readSubject),
      };
    });
}

function readSubject(written: string): Principal {
  const kind = written.slice(0, written.indexOf(":"));
  if (kind !== "ServiceAccount") return toPrincipal(kind === "Group" ? "Group" : "User", afterColon(written));
  const { namespace, name } = readPlace(afterColon(written));
  return toPrincipal("ServiceAccount", name, namespace);
}

function readPlace(written: string): { readonly namespace: string; readonly name: string } {
  const slash = written.indexOf("/");
  return { namespace: written.slice(0, Math.max(slash, 0)), name: written.slice(slash + 1) };
}

function afterColon(written: string): string {
  return written.slice(written.indexOf(":") + 1);
}
