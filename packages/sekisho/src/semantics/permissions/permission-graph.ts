import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import type { ObjectProblem } from "../kubernetes/object-problem.ts";
import type { PolicyRule } from "./policy-rule.ts";
import type { Principal } from "./principal.ts";

/** A rule with the role that it is written in, which is another than the one that grants it when roles are aggregated. */
export interface WrittenRule {
  readonly rule: PolicyRule;
  readonly role: WrittenRole;
  /** JSON pointer in the role's object: `/rules/3`. */
  readonly pointer: string;
}

/** A role as it is written. */
export interface WrittenRole {
  readonly kind: "Role" | "ClusterRole";
  /** Empty for a ClusterRole. */
  readonly namespace: string;
  readonly name: string;
  /** `undefined` for one of Kubernetes' own that the set does not hold. */
  readonly object: ManifestObject | undefined;
  /** Whether Kubernetes brings it along. */
  readonly isDefault: boolean;
}

/** A role with all that it grants. */
export interface AccessRole {
  /** Several when the set holds several of one name: which one counts in the end cannot be known, so all do. */
  readonly written: readonly [WrittenRole, ...WrittenRole[]];
  /** Own and aggregated ones. */
  readonly rules: readonly WrittenRule[];
}

/** Who a binding names. */
export interface BoundSubject {
  readonly principal: Principal;
  /** JSON pointer in the binding's object: `/subjects/0`. */
  readonly pointer: string;
}

/** Which role a binding refers to. */
export interface RoleReference {
  readonly kind: "Role" | "ClusterRole";
  /** Where the role lives; empty for a ClusterRole. */
  readonly namespace: string;
  readonly name: string;
}

/** What gives a role to subjects, in one namespace or everywhere. */
export interface AccessBinding {
  readonly kind: "RoleBinding" | "ClusterRoleBinding";
  /** Where it holds; empty when everywhere. */
  readonly namespace: string;
  readonly name: string;
  readonly object: ManifestObject | undefined;
  readonly isDefault: boolean;
  readonly reference: RoleReference;
  /** `undefined` when there is no such role among what is known. */
  readonly role: AccessRole | undefined;
  readonly subjects: readonly BoundSubject[];
}

/** Who may do what: every role, binding and principal of a set, with those that Kubernetes brings along. */
export interface PermissionGraph {
  readonly set: ManifestSet;
  readonly roles: readonly AccessRole[];
  /** ClusterRoles by name. */
  readonly clusterRoles: ReadonlyMap<string, AccessRole>;
  readonly bindings: readonly AccessBinding[];
  /** By what `describePrincipal` gives. */
  readonly bindingsOf: ReadonlyMap<string, readonly AccessBinding[]>;
  /** Everyone that a binding names, every service account of the set and every one that a pod runs as. */
  readonly principals: ReadonlyMap<string, Principal>;
  /** Roles that take each other in, and those that take in too much to be judged. */
  readonly problems: readonly ObjectProblem[];
}

/** Names a role: `Role shop/reader`, `ClusterRole reader`. */
export function describeRole({ kind, namespace, name }: RoleReference): string {
  return namespace === "" ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** Names a binding: `RoleBinding shop/readers`. */
export function describeBinding({ kind, namespace, name }: AccessBinding): string {
  return namespace === "" ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
