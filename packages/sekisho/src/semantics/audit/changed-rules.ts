import type { AuditEvent } from "../../model/audit-event.ts";
import type { PolicyRule } from "../permissions/policy-rule.ts";
import { type PowerUse, powersOfRule } from "../permissions/powers.ts";
import { changesField } from "./changed-object.ts";
import { sentRules } from "./sent-permissions.ts";

/**
 * Gives the rules of a role that a request changes: all that it has afterwards where the answer is in the event, since one
 * word that is added makes another rule of what was there. None where the request leaves the rules as they are.
 */
export function changedRules(event: AuditEvent): readonly PolicyRule[] {
  return changesField(event, "rules") ? sentRules(event) : [];
}

/** Tells whether a request is about a role that can hold in every namespace. */
export function isOfClusterRole({ object }: Pick<AuditEvent, "object">): boolean {
  return object?.resource === "clusterroles";
}

const asRole = { kind: "ClusterRole", namespace: "", name: "", object: undefined, isDefault: false } as const;

/** Gives the powers of the rules that a request changes, with the rule of each. Those of the cluster do not hold in a Role. */
export function changedPowers(event: AuditEvent): readonly PowerUse[] {
  const isOfCluster = isOfClusterRole(event);
  return changedRules(event)
    .flatMap((rule, index) => powersOfRule({ rule, role: asRole, pointer: `/rules/${index}` }))
    .filter((use) => isOfCluster || !use.isOfCluster);
}
