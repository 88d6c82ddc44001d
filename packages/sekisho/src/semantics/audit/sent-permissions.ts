import type { AuditEvent } from "../../model/audit-event.ts";
import { findTextAt, listAt } from "../kubernetes/manifest-value.ts";
import { type PolicyRule, readPolicyRule } from "../permissions/policy-rule.ts";
import { type Principal, toPrincipal } from "../permissions/principal.ts";
import { findSentObject } from "./sent-object.ts";

/** Resources that hold rules, for a detector's `reads`. */
export const roleResources = ["roles.rbac.authorization.k8s.io", "clusterroles.rbac.authorization.k8s.io"] as const;

/** Resources that give a role to somebody, for a detector's `reads`. */
export const bindingResources = [
  "rolebindings.rbac.authorization.k8s.io",
  "clusterrolebindings.rbac.authorization.k8s.io",
] as const;

/** A role and who gets it. */
export interface SentBinding {
  /** Whether it holds in every namespace. */
  readonly isOfCluster: boolean;
  /** Empty where the request does not name it: a patch of the subjects. */
  readonly role: { readonly kind: string; readonly name: string };
  readonly subjects: readonly Principal[];
}

/** Gives the rules of a role that a request wants to be stored; none for other requests. */
export function sentRules(event: AuditEvent): readonly PolicyRule[] {
  const resource = event.object?.resource;
  if (resource !== "roles" && resource !== "clusterroles") return [];
  return listAt(findSentObject(event)?.content, "rules").map(readPolicyRule);
}

/** Finds the binding that a request wants to be stored; `undefined` for other requests. */
export function findSentBinding(event: AuditEvent): SentBinding | undefined {
  const resource = event.object?.resource;
  if (resource !== "rolebindings" && resource !== "clusterrolebindings") return undefined;
  const sent = findSentObject(event);
  if (sent === undefined) return undefined;
  return {
    isOfCluster: resource === "clusterrolebindings",
    role: {
      kind: findTextAt(sent.content, "roleRef", "kind") ?? "",
      name: findTextAt(sent.content, "roleRef", "name") ?? "",
    },
    subjects: listAt(sent.content, "subjects").flatMap((subject) => {
      const kind = findTextAt(subject, "kind");
      const name = findTextAt(subject, "name") ?? "";
      if (kind !== "User" && kind !== "Group" && kind !== "ServiceAccount") return [];
      return [toPrincipal(kind, name, findTextAt(subject, "namespace") ?? sent.namespace)];
    }),
  };
}
