import { findTextAt } from "../kubernetes/manifest-value.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { TechniqueId } from "./escalation-techniques.ts";
import type { HeldPower, HeldPowers } from "./held-powers.ts";
import type { PermissionGraph } from "./permission-graph.ts";
import { type PowerId, powersOfRole } from "./powers.ts";
import { describePrincipal, mastersGroup, type Principal, toPrincipal } from "./principal.ts";

/**
 * A place on the way: a principal by its name, or one of several that a step opens at once: every service account (of a
 * namespace), the pods (of a namespace), every user, every group, a node, and the end.
 */
export type EscalationNode = string;

export const goal: EscalationNode = "cluster-admin";
export const nodeItself: EscalationNode = "node";
export const everyUser: EscalationNode = "users";
export const everyGroup: EscalationNode = "groups";

/** Every service account of a namespace; of all for an empty one. */
export function accountsIn(namespace: string): EscalationNode {
  return `accounts ${namespace}`;
}

/** Every pod of a namespace; of all for an empty one. */
export function podsIn(namespace: string): EscalationNode {
  return `pods ${namespace}`;
}

/** Every Secret of a namespace with a token of a service account; of all for an empty one. */
export function tokensIn(namespace: string): EscalationNode {
  return `tokens ${namespace}`;
}

/** One step, with the powers that allow it. */
export interface EscalationEdge {
  readonly to: EscalationNode;
  /** `undefined` for what needs no step: being one of several, being a member of a group. */
  readonly technique: TechniqueId | undefined;
  /** Whether it leads from a member to its group: who does the next step is then the member. */
  readonly isMembership: boolean;
  readonly powers: readonly HeldPower[];
}

/** What steps depend on beside powers. */
export interface EscalationGround {
  readonly graph: PermissionGraph;
  readonly powers: HeldPowers;
  /** Namespaces where Pod Security refuses privileged pods. */
  readonly guarded: ReadonlySet<string>;
  /** Service accounts by their name alone. */
  readonly accountsByName: ReadonlyMap<string, readonly Principal[]>;
  /** Service accounts that a Secret holds a token of, by the name of the Secret. */
  readonly tokensByName: ReadonlyMap<string, readonly Principal[]>;
  /** Templates of pods whose names are known, by the name that comes before the number: `web` of `web-0`. */
  readonly templatesByName: ReadonlyMap<string, readonly PodTemplate[]>;
}

type Reach = (held: HeldPower, ground: EscalationGround) => readonly EscalationNode[];

interface StepRule {
  readonly technique: TechniqueId;
  readonly power: PowerId;
  /** Powers that have to be held beside it, in the same place. */
  readonly beside?: readonly PowerId[];
  readonly reach: Reach;
}

const rules: readonly StepRule[] = [
  { technique: "administer", power: "administer", reach: () => [goal] },
  { technique: "impersonate-group", power: "impersonate-groups", beside: ["impersonate-users"], reach: toGroups },
  { technique: "impersonate-user", power: "impersonate-users", reach: toUsers },
  { technique: "impersonate-account", power: "impersonate-accounts", reach: toAccounts },
  {
    technique: "bind-cluster-admin",
    power: "create-cluster-bindings",
    beside: ["bind-cluster-roles"],
    reach: () => [goal],
  },
  { technique: "bind-in-namespace", power: "create-bindings", beside: ["bind-cluster-roles"], reach: toAllAccounts },
  {
    technique: "escalate-own-role",
    power: "escalate-cluster-roles",
    beside: ["change-cluster-roles"],
    reach: (held) => (isOwnRole(held) ? [goal] : []),
  },
  {
    technique: "escalate-own-role",
    power: "escalate-roles",
    beside: ["change-roles"],
    reach: (held) => (isOwnRole(held) && held.binding.reference.kind === "Role" ? [accountsIn(held.namespace)] : []),
  },
  { technique: "create-workload", power: "create-workloads", reach: toAllAccounts },
  { technique: "privileged-pod", power: "create-workloads", reach: toNode },
  { technique: "host-path-volume", power: "create-workloads", beside: ["create-volumes"], reach: () => [nodeItself] },
  { technique: "change-workload", power: "change-workloads", reach: toAllAccounts },
  { technique: "privileged-pod", power: "change-workloads", reach: toNode },
  { technique: "change-pod", power: "change-pods", reach: toPods },
  { technique: "exec", power: "exec", reach: toPods },
  { technique: "exec", power: "exec-by-get", reach: toPodsByGet },
  { technique: "debug-container", power: "add-debug-container", reach: toPods },
  { technique: "read-token-secret", power: "read-secrets", reach: toTokenSecrets },
  { technique: "create-token-secret", power: "create-secrets", beside: ["read-secrets"], reach: toAllAccounts },
  { technique: "create-token", power: "create-tokens", reach: toAccounts },
  { technique: "reach-kubelet", power: "reach-kubelets", reach: () => [podsIn("")] },
  {
    technique: "issue-certificate",
    power: "sign-for-clients",
    beside: ["approve-certificates", "request-certificates"],
    reach: (held) => (canSignForClients(held) ? [everyUser, everyGroup] : []),
  },
  { technique: "change-requests", power: "change-requests", reach: () => [accountsIn("")] },
  { technique: "map-cloud-identity", power: "change-config-maps", reach: toCloudMapping },
];

/** Rules by every power that can start them: the others are then looked for beside it. */
const rulesOf: ReadonlyMap<PowerId, readonly StepRule[]> = Map.groupBy(
  rules.flatMap((rule) => [rule.power, ...(rule.beside ?? [])].map((power) => ({ ...rule, started: power }))),
  ({ started }) => started,
);

/** Gives the steps that a principal can take by what is bound to it, with the help of what its groups have. */
export function stepsOf(principal: Principal, ground: EscalationGround): readonly EscalationEdge[] {
  const edges = [...ground.powers.ownOf(principal)].flatMap((held) =>
    (rulesOf.get(held.use.power) ?? []).flatMap((rule) => takeStep(principal, held, { rule, ground })),
  );
  // Of two powers that allow the same step the first is named.
  const known = new Set<string>();
  return edges.filter(({ technique, to }) => {
    const size = known.size;
    return known.add(`${technique}\n${to}`).size > size;
  });
}

interface RuleOnGround {
  readonly rule: StepRule;
  readonly ground: EscalationGround;
}

function takeStep(principal: Principal, start: HeldPower, { rule, ground }: RuleOnGround): readonly EscalationEdge[] {
  const powers = gatherPowers(principal, start, { rule, ground });
  const [first] = powers ?? [];
  if (powers === undefined || first === undefined) return [];
  // What holds in one namespace alone decides where the whole step does.
  const namespace = powers.find((power) => power.namespace !== "")?.namespace ?? "";
  const reached = rule.reach({ ...first, namespace }, ground);
  return reached.map((to) => ({ to, technique: rule.technique, isMembership: false, powers }));
}

/** Gives the powers of a rule, its own first; `undefined` when one is not held in the place of the one that starts it. */
function gatherPowers(
  principal: Principal,
  start: HeldPower,
  { rule, ground }: RuleOnGround,
): readonly HeldPower[] | undefined {
  const powers: HeldPower[] = [];
  for (const power of [rule.power, ...(rule.beside ?? [])]) {
    const held = power === start.use.power ? start : ground.powers.find(principal, power, start.namespace);
    if (held === undefined || !isWide(held, rule, ground)) return undefined;
    powers.push(held);
  }
  return powers;
}

/** A helper that is limited to some names does not count, but for roles that are worth binding. */
function isWide({ use, namespace }: HeldPower, rule: StepRule, { graph }: EscalationGround): boolean {
  if (use.names === undefined || use.power === rule.power) return true;
  if (use.power === "bind-cluster-roles") {
    const isClusterWide = rule.technique === "bind-cluster-admin" && namespace === "";
    return use.names.some((name) => grantsMuch(graph, name, isClusterWide ? "administer" : "create-workloads"));
  }
  return use.power === "change-cluster-roles" || use.power === "change-roles" || use.power === "impersonate-users";
}

function grantsMuch(graph: PermissionGraph, name: string, power: PowerId): boolean {
  const role = graph.clusterRoles.get(name);
  return role !== undefined && powersOfRole(role).some((use) => use.power === power && use.names === undefined);
}

function toGroups({ use }: HeldPower): readonly EscalationNode[] {
  if (use.names === undefined || use.names.includes(mastersGroup)) return [goal];
  return use.names.map((name) => describePrincipal(toPrincipal("Group", name)));
}

function toUsers({ use }: HeldPower): readonly EscalationNode[] {
  return use.names?.map((name) => describePrincipal(toPrincipal("User", name))) ?? [everyUser];
}

function toAccounts({ use, namespace }: HeldPower, { accountsByName }: EscalationGround): readonly EscalationNode[] {
  if (use.names === undefined) return [accountsIn(namespace)];
  return use.names.flatMap((name) =>
    namespace === ""
      ? (accountsByName.get(name) ?? []).map(describePrincipal)
      : [describePrincipal(toPrincipal("ServiceAccount", name, namespace))],
  );
}

function toAllAccounts({ namespace }: HeldPower): readonly EscalationNode[] {
  return [accountsIn(namespace)];
}

function toNode({ namespace }: HeldPower, { guarded }: EscalationGround): readonly EscalationNode[] {
  return namespace !== "" && guarded.has(namespace) ? [] : [nodeItself];
}

/** Pods of most controllers have names that nobody knows before: a limit to names lets reach the others. */
function toPods({ use, namespace }: HeldPower, { templatesByName }: EscalationGround): readonly EscalationNode[] {
  if (use.names === undefined) return [podsIn(namespace)];
  return use.names.flatMap((name) =>
    (templatesByName.get(nameOfWorkload(name)) ?? [])
      .filter(({ workload }) => namespace === "" || workload.namespace === namespace)
      .filter(({ workload }) => workload.kind === "StatefulSet" || workload.name === name)
      .map((template) => describePrincipal(accountOf(template))),
  );
}

/** `web` of `web-0`; a name without number as it is. */
function nameOfWorkload(pod: string): string {
  return pod.replace(/-\d{1,9}$/, "");
}

/** Gives the templates of pods whose names are known before they run. */
export function templatesByPodName({ set }: PermissionGraph): ReadonlyMap<string, readonly PodTemplate[]> {
  const named = set.templates.filter(({ workload: { kind } }) => kind === "Pod" || kind === "StatefulSet");
  return Map.groupBy(named, ({ workload: { kind, name } }) => (kind === "Pod" ? nameOfWorkload(name) : name));
}

/** From Kubernetes 1.35 on a command needs `create`, however the connection is opened. */
function toPodsByGet(held: HeldPower, ground: EscalationGround): readonly EscalationNode[] {
  return ground.graph.set.kubernetesMinor < 35 ? toPods(held, ground) : [];
}

function toTokenSecrets({ use, namespace }: HeldPower, ground: EscalationGround): readonly EscalationNode[] {
  if (use.names === undefined) return [tokensIn(namespace)];
  return use.names
    .flatMap((name) => ground.tokensByName.get(name) ?? [])
    .filter((account) => namespace === "" || account.namespace === namespace)
    .map(describePrincipal);
}

const clientSigner = "kubernetes.io/kube-apiserver-client";

/** Source: Kubernetes documentation, "Certificates and Certificate Signing Requests", Authorization. */
function canSignForClients({ use }: HeldPower): boolean {
  return use.names?.some((name) => name === clientSigner || name === "kubernetes.io/*") ?? true;
}

/** Source: Amazon EKS user guide, "Grant IAM users access to Kubernetes with a ConfigMap". */
function toCloudMapping({ use, namespace }: HeldPower, { graph }: EscalationGround): readonly EscalationNode[] {
  const isThere = graph.set.find("ConfigMap", "kube-system", "aws-auth") !== undefined;
  const isAllowed = (namespace === "" || namespace === "kube-system") && (use.names?.includes("aws-auth") ?? true);
  return isThere && isAllowed ? [goal] : [];
}

/** Tells whether a power over roles is one over the very role that gives it. */
function isOwnRole({ use, binding }: HeldPower): boolean {
  return use.names?.includes(binding.reference.name) ?? true;
}

/** Gives the service account that pods run as. */
export function accountOf({ spec, workload }: PodTemplate): Principal {
  return toPrincipal("ServiceAccount", spec.serviceAccountName ?? spec.serviceAccount ?? "default", workload.namespace);
}

/** Gives service accounts by the names of the Secrets of the set that hold tokens of theirs. */
export function tokensBySecretName({ set }: PermissionGraph): ReadonlyMap<string, readonly Principal[]> {
  const tokens = new Map<string, Principal[]>();
  for (const { content, name: secret, namespace, annotations } of set.ofKind("Secret")) {
    if (findTextAt(content, "type") !== "kubernetes.io/service-account-token") continue;
    const name = annotations["kubernetes.io/service-account.name"] ?? "";
    if (name === "") continue;
    const account = toPrincipal("ServiceAccount", name, namespace);
    const known = tokens.get(secret);
    if (known === undefined) tokens.set(secret, [account]);
    else known.push(account);
  }
  return tokens;
}
