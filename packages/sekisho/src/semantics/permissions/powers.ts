import type { AccessRole, WrittenRule } from "./permission-graph.ts";
import { allowsEverything, hasResource, hasWord, type PolicyRule } from "./policy-rule.ts";

/** A permission that leads further than its name says. */
export type PowerId =
  | "administer"
  | "anything-in-namespace"
  | "create-workloads"
  | "change-workloads"
  | "change-pods"
  | "exec"
  | "exec-by-get"
  | "add-debug-container"
  | "forward-ports"
  | "read-secrets"
  | "create-secrets"
  | "create-tokens"
  | "impersonate-users"
  | "impersonate-groups"
  | "impersonate-accounts"
  | "bind-cluster-roles"
  | "bind-roles"
  | "create-cluster-bindings"
  | "create-bindings"
  | "escalate-cluster-roles"
  | "escalate-roles"
  | "change-cluster-roles"
  | "change-roles"
  | "reach-kubelets"
  | "request-certificates"
  | "approve-certificates"
  | "sign-for-clients"
  | "change-requests"
  | "see-requests"
  | "delete-webhooks"
  | "create-volumes"
  | "change-node-status"
  | "change-pod-status"
  | "evict-pods"
  | "change-service-status"
  | "change-config-maps"
  | "delete-workloads"
  | "delete-data"
  | "delete-events"
  | "change-accounts";

/** What makes a power: any of the verbs on any of the resources. */
export interface Power {
  readonly verbs: readonly string[];
  readonly group: string;
  /** `pods/exec` with its subresource. */
  readonly resources: readonly string[];
  /** Lives in no namespace: a RoleBinding does not give it. */
  readonly isOfCluster?: boolean;
  /** Whether it counts when a rule names single objects; then only these are reached. */
  readonly canBeNamed?: boolean;
}

const writes = ["create", "update", "patch"] as const;
const changes = ["update", "patch"] as const;
const deletes = ["delete", "deletecollection"] as const;
const owners = ["deployments", "daemonsets", "statefulsets", "replicasets"] as const;
const rbac = "rbac.authorization.k8s.io";
const admission = "admissionregistration.k8s.io";
const certificates = "certificates.k8s.io";

/**
 * Every power by its parts: one of them is enough.
 *
 * Source: Kubernetes documentation, "Role Based Access Control Good Practices", privilege escalation risks; "Using RBAC
 * Authorization", Privilege escalation prevention and bootstrapping; "User impersonation".
 */
const powers: Readonly<Record<PowerId, readonly Power[]>> = {
  // Both are judged by the whole rule, see powersOfRule.
  administer: [],
  "anything-in-namespace": [],
  "create-workloads": [
    { verbs: ["create"], group: "", resources: ["pods", "replicationcontrollers"] },
    { verbs: ["create"], group: "apps", resources: owners },
    { verbs: ["create"], group: "batch", resources: ["jobs", "cronjobs"] },
  ],
  "change-workloads": [
    { verbs: changes, group: "", resources: ["replicationcontrollers"], canBeNamed: true },
    { verbs: changes, group: "apps", resources: owners, canBeNamed: true },
    { verbs: changes, group: "batch", resources: ["cronjobs"], canBeNamed: true },
  ],
  // Of a running pod the image can be changed, and little else.
  "change-pods": [{ verbs: changes, group: "", resources: ["pods"], canBeNamed: true }],
  exec: [{ verbs: ["create"], group: "", resources: ["pods/exec", "pods/attach"], canBeNamed: true }],
  "exec-by-get": [{ verbs: ["get"], group: "", resources: ["pods/exec", "pods/attach"], canBeNamed: true }],
  "add-debug-container": [{ verbs: changes, group: "", resources: ["pods/ephemeralcontainers"], canBeNamed: true }],
  "forward-ports": [{ verbs: ["create"], group: "", resources: ["pods/portforward"], canBeNamed: true }],
  // The answer to a patch, be it an empty one, is the whole object.
  "read-secrets": [{ verbs: ["get", "list", "watch", "patch"], group: "", resources: ["secrets"], canBeNamed: true }],
  "create-secrets": [{ verbs: ["create"], group: "", resources: ["secrets"] }],
  "create-tokens": [{ verbs: ["create"], group: "", resources: ["serviceaccounts/token"], canBeNamed: true }],
  "impersonate-users": [
    { verbs: ["impersonate"], group: "", resources: ["users"], isOfCluster: true, canBeNamed: true },
  ],
  "impersonate-groups": [
    { verbs: ["impersonate"], group: "", resources: ["groups"], isOfCluster: true, canBeNamed: true },
  ],
  "impersonate-accounts": [{ verbs: ["impersonate"], group: "", resources: ["serviceaccounts"], canBeNamed: true }],
  "bind-cluster-roles": [{ verbs: ["bind"], group: rbac, resources: ["clusterroles"], canBeNamed: true }],
  "bind-roles": [{ verbs: ["bind"], group: rbac, resources: ["roles"], canBeNamed: true }],
  "create-cluster-bindings": [
    { verbs: ["create"], group: rbac, resources: ["clusterrolebindings"], isOfCluster: true },
  ],
  "create-bindings": [{ verbs: ["create"], group: rbac, resources: ["rolebindings"] }],
  "escalate-cluster-roles": [
    { verbs: ["escalate"], group: rbac, resources: ["clusterroles"], isOfCluster: true, canBeNamed: true },
  ],
  "escalate-roles": [{ verbs: ["escalate"], group: rbac, resources: ["roles"], canBeNamed: true }],
  "change-cluster-roles": [
    { verbs: changes, group: rbac, resources: ["clusterroles"], isOfCluster: true, canBeNamed: true },
  ],
  "change-roles": [{ verbs: changes, group: rbac, resources: ["roles"], canBeNamed: true }],
  "reach-kubelets": [
    { verbs: ["get", "create"], group: "", resources: ["nodes/proxy"], isOfCluster: true, canBeNamed: true },
  ],
  "request-certificates": [
    { verbs: ["create"], group: certificates, resources: ["certificatesigningrequests"], isOfCluster: true },
  ],
  "approve-certificates": [
    {
      verbs: changes,
      group: certificates,
      resources: ["certificatesigningrequests/approval"],
      isOfCluster: true,
    },
  ],
  "sign-for-clients": [
    { verbs: ["approve"], group: certificates, resources: ["signers"], isOfCluster: true, canBeNamed: true },
  ],
  "change-requests": [
    {
      verbs: writes,
      group: admission,
      resources: ["mutatingwebhookconfigurations"],
      isOfCluster: true,
      canBeNamed: true,
    },
  ],
  "see-requests": [
    {
      verbs: writes,
      group: admission,
      resources: ["validatingwebhookconfigurations"],
      isOfCluster: true,
      canBeNamed: true,
    },
  ],
  "delete-webhooks": [
    {
      verbs: deletes,
      group: admission,
      resources: ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
      isOfCluster: true,
      canBeNamed: true,
    },
  ],
  "create-volumes": [{ verbs: ["create"], group: "", resources: ["persistentvolumes"], isOfCluster: true }],
  "change-node-status": [
    { verbs: changes, group: "", resources: ["nodes", "nodes/status"], isOfCluster: true, canBeNamed: true },
  ],
  "change-pod-status": [{ verbs: changes, group: "", resources: ["pods/status"], canBeNamed: true }],
  "evict-pods": [{ verbs: ["create"], group: "", resources: ["pods/eviction"], canBeNamed: true }],
  "change-service-status": [{ verbs: changes, group: "", resources: ["services/status"], canBeNamed: true }],
  "change-config-maps": [{ verbs: changes, group: "", resources: ["configmaps"], canBeNamed: true }],
  "delete-workloads": [
    { verbs: deletes, group: "", resources: ["pods", "namespaces", "replicationcontrollers"] },
    { verbs: deletes, group: "apps", resources: owners },
  ],
  "delete-data": [
    { verbs: deletes, group: "", resources: ["persistentvolumes", "persistentvolumeclaims", "secrets", "configmaps"] },
  ],
  "delete-events": [
    { verbs: deletes, group: "", resources: ["events"] },
    { verbs: deletes, group: "events.k8s.io", resources: ["events"] },
  ],
  "change-accounts": [{ verbs: changes, group: "", resources: ["serviceaccounts"], canBeNamed: true }],
};

/** A power that one rule gives. */
export interface PowerUse {
  readonly power: PowerId;
  readonly written: WrittenRule;
  /** Names of the objects that it is limited to; `undefined` when to none. */
  readonly names: readonly string[] | undefined;
  readonly isOfCluster: boolean;
  /** The verbs and resources of the power that the rule allows, as the power names them. */
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
}

interface FlatPower extends Power {
  readonly id: PowerId;
  readonly parts: readonly { readonly written: string; readonly resource: string; readonly subresource: string }[];
}

const powerIds: readonly PowerId[] = [
  ...new Set(Object.keys(powers).filter((id): id is PowerId => Object.hasOwn(powers, id))),
];

const flatPowers: readonly FlatPower[] = powerIds.flatMap((id) =>
  powers[id].map((power) => ({ ...power, id, parts: power.resources.map(splitResource) })),
);

function splitResource(written: string) {
  const [resource = "", subresource = ""] = written.split("/");
  return { written, resource, subresource };
}

const usesOfRoles = new WeakMap<AccessRole, readonly PowerUse[]>();

/** Gives the powers that a role has, found once for a role. */
export function powersOfRole(role: AccessRole): readonly PowerUse[] {
  const known = usesOfRoles.get(role);
  if (known !== undefined) return known;
  const uses = role.rules.flatMap(powersOfRule);
  usesOfRoles.set(role, uses);
  return uses;
}

/** Gives the powers that a rule gives. */
export function powersOfRule(written: WrittenRule): readonly PowerUse[] {
  const { rule } = written;
  const uses: PowerUse[] = [];
  if (allowsEverything(rule)) {
    const everything = { written, names: undefined, verbs: ["*"], resources: ["*"] };
    uses.push({ ...everything, power: "administer", isOfCluster: true });
    uses.push({ ...everything, power: "anything-in-namespace", isOfCluster: false });
  }
  if (rule.resources.length === 0) return uses;
  for (const power of flatPowers) {
    const verbs = power.verbs.filter((verb) => hasWord(rule.verbs, verb));
    if (verbs.length === 0 || !hasWord(rule.apiGroups, power.group)) continue;
    const resources = power.parts.filter((part) => hasResource(rule.resources, part.resource, part.subresource));
    if (resources.length === 0) continue;
    const named = namesOf(rule, power);
    if (named === "none") continue;
    uses.push({
      power: power.id,
      written,
      names: named,
      isOfCluster: power.isOfCluster ?? false,
      verbs,
      resources: resources.map((part) => part.written),
    });
  }
  return uses;
}

function namesOf({ resourceNames }: PolicyRule, { canBeNamed }: Power): readonly string[] | undefined | "none" {
  if (resourceNames.length === 0) return undefined;
  return canBeNamed === true ? resourceNames : "none";
}
