import type { AccessGrant, AccessMap, AccessSubject } from "../../model/access-map.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { permissionGraphOf } from "../permissions/create-permission-graph.ts";
import { escalationMapOf } from "../permissions/escalation-paths.ts";
import { accountOf } from "../permissions/escalation-steps.ts";
import { techniqueTexts } from "../permissions/escalation-techniques.ts";
import { describeBinding, describeRole } from "../permissions/permission-graph.ts";
import { type Grant, whatCan } from "../permissions/permissions-of.ts";
import type { PolicyRule } from "../permissions/policy-rule.ts";
import { describePrincipal } from "../permissions/principal.ts";
import { listConnections, orderWorkloads } from "../reachability/list-connections.ts";
import { computeReachability, type Reachability } from "../reachability/reachability.ts";

/** How much a map holds. */
export interface AccessMapLimits {
  readonly connections: number;
  readonly grants: number;
}

/** 500 workloads that may all connect to each other are a quarter of a million connections. */
const defaultLimits: AccessMapLimits = { connections: 300_000, grants: 50_000 };

/** Gives who may connect to whom and who may do what in a set of objects. What Kubernetes itself binds is left out. */
export function accessMapOf(set: ManifestSet, limits: AccessMapLimits = defaultLimits): AccessMap {
  const reachability = computeReachability(set);
  const network = connectionsOf(set, reachability, limits.connections);
  const permissions = subjectsOf(set, workloadsByAccount(reachability), limits.grants);
  return {
    schemaVersion: 1,
    peers: network.peers,
    workloads: network.workloads,
    ports: network.ports,
    connections: network.connections,
    subjects: permissions.subjects,
    isWhole: network.isWhole && permissions.isWhole,
  };
}

function connectionsOf(set: ManifestSet, reachability: Reachability, limit: number) {
  const names = orderWorkloads(reachability).ordered.map(({ name }) => name);
  const peers = new Places(names);
  const ports = new Places([]);
  const connections: (readonly [number, number, number])[] = [];
  for (const { from, to, ports: allowed } of listConnections(set, reachability)) {
    if (connections.length === limit)
      return { ...listed(peers, ports, connections), workloads: names.length, isWhole: false };
    connections.push([peers.of(from), peers.of(to), ports.of(allowed)]);
  }
  return { ...listed(peers, ports, connections), workloads: names.length, isWhole: true };
}

function listed(peers: Places, ports: Places, connections: AccessMap["connections"]) {
  return { peers: peers.names, ports: ports.names, connections };
}

/** Names with their places in a list. */
class Places {
  readonly names: string[] = [];
  readonly #places = new Map<string, number>();

  constructor(names: readonly string[]) {
    for (const name of names) this.of(name);
  }

  of(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    this.#places.set(name, this.names.length);
    this.names.push(name);
    return this.names.length - 1;
  }
}

function subjectsOf(
  set: ManifestSet,
  workloads: ReadonlyMap<string, readonly string[]>,
  limit: number,
): { readonly subjects: readonly AccessSubject[]; readonly isWhole: boolean } {
  const graph = permissionGraphOf(set);
  const ways = escalationMapOf(graph);
  const subjects: AccessSubject[] = [];
  let left = limit;
  for (const [name, principal] of [...graph.principals].toSorted(byName)) {
    const grants = whatCan(graph, principal, { withDefaults: false });
    if (grants.length === 0) continue;
    if (grants.length > left) return { subjects, isWhole: false };
    left -= grants.length;
    subjects.push({
      name,
      workloads: workloads.get(name) ?? [],
      wayToAdministrator: (ways.pathsFrom(principal)[0] ?? []).map(({ technique, to }) => ({
        does: techniqueTexts[technique],
        to,
      })),
      grants: grants.map(toAccessGrant),
    });
  }
  return { subjects, isWhole: true };
}

function byName([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : Number(left > right);
}

function workloadsByAccount({ groups }: Reachability): ReadonlyMap<string, readonly string[]> {
  const workloads = groups.flatMap((group) => group.workloads);
  const byAccount = Map.groupBy(workloads, ({ template }) => describePrincipal(accountOf(template)));
  return new Map([...byAccount].map(([account, own]) => [account, own.map(({ name }) => name).toSorted()]));
}

function toAccessGrant({ binding, written: { rule, role } }: Grant): AccessGrant {
  return {
    verbs: rule.verbs,
    resources: resourcesOf(rule),
    names: rule.resourceNames,
    namespace: binding.namespace === "" ? null : binding.namespace,
    binding: describeBinding(binding),
    role: describeRole(role),
  };
}

/** A resource of a group is written as kubectl takes it: `deployments.apps`. */
function resourcesOf({ resources, apiGroups, nonResourceUrls }: PolicyRule): readonly string[] {
  const ofGroups = resources.flatMap((resource) =>
    apiGroups.map((group) => (group === "" || resource === "*" ? resource : `${resource}.${group}`)),
  );
  return [...new Set([...ofGroups, ...nonResourceUrls.map((url) => (url === "*" ? "/*" : url))])];
}
