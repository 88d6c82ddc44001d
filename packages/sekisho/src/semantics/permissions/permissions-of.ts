import { findKnownResource } from "./known-resources.ts";
import type { AccessBinding, PermissionGraph, WrittenRule } from "./permission-graph.ts";
import { type AccessRequest, ruleAllows } from "./policy-rule.ts";
import { describePrincipal, groupsOf, type Principal } from "./principal.ts";

/** What one binding gives to one principal by one rule. */
export interface Grant {
  /** Who the binding names: the principal that was asked about, or a group that it is in. */
  readonly subject: Principal;
  readonly binding: AccessBinding;
  readonly written: WrittenRule;
}

/** What a question is narrowed down to. */
export interface GrantFilter {
  /** Grants that count there: those of this namespace and those of all; `undefined` for every one. */
  readonly namespace?: string;
  /** Whether what Kubernetes itself binds is given too. */
  readonly withDefaults: boolean;
}

/**
 * Gives who is allowed a request, by the rules that allow it; subjects in the order of the bindings.
 *
 * A rule of a RoleBinding allows nothing outside its namespace: resources of the cluster and addresses need a
 * ClusterRoleBinding. Source: Kubernetes documentation, "Using RBAC Authorization", RoleBinding and ClusterRoleBinding.
 */
export function whoCan(graph: PermissionGraph, request: AccessRequest, filter: GrantFilter): readonly Grant[] {
  const allowing = new Map<object, readonly WrittenRule[]>();
  const grants: Grant[] = [];
  const isNamespaced = request.kind === "resource" && !isOfCluster(request);
  for (const binding of graph.bindings) {
    if (!counts(binding, filter) || binding.role === undefined) continue;
    if (binding.kind === "RoleBinding" && !isNamespaced) continue;
    let rules = allowing.get(binding.role);
    if (rules === undefined) {
      rules = binding.role.rules.filter(({ rule }) => ruleAllows(rule, request));
      allowing.set(binding.role, rules);
    }
    const [written] = rules;
    if (written === undefined) continue;
    for (const { principal } of binding.subjects) grants.push({ subject: principal, binding, written });
  }
  return grants;
}

/** Gives everything that a principal may do, by its own bindings and those of its groups. */
export function whatCan(graph: PermissionGraph, principal: Principal, filter: GrantFilter): readonly Grant[] {
  const subjects = [principal, ...groupsOf(principal)];
  return subjects.flatMap((subject) =>
    (graph.bindingsOf.get(describePrincipal(subject)) ?? [])
      .filter((binding) => counts(binding, filter))
      .flatMap((binding) =>
        (binding.role?.rules ?? [])
          .filter(({ rule }) => binding.kind === "ClusterRoleBinding" || rule.resources.length > 0)
          .map((written) => ({ subject, binding, written })),
      ),
  );
}

function isOfCluster({ resource, group }: Extract<AccessRequest, { kind: "resource" }>): boolean {
  const known = findKnownResource(resource);
  return known !== undefined && known.isOfCluster && (group === undefined || group === known.group);
}

/** Tells whether a principal is allowed a request in a namespace; an empty one asks about the whole cluster. */
export function isAllowed(
  graph: PermissionGraph,
  principal: Principal,
  { request, namespace }: { readonly request: AccessRequest; readonly namespace: string },
): boolean {
  const grants = whatCan(graph, principal, { namespace, withDefaults: true });
  return grants.some(({ written }) => ruleAllows(written.rule, request));
}

function counts({ namespace, isDefault }: AccessBinding, filter: GrantFilter): boolean {
  if (isDefault && !filter.withDefaults) return false;
  return filter.namespace === undefined || namespace === "" || namespace === filter.namespace;
}
