import { groupOf, type ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import {
  findTextAt,
  findValue,
  isManifestList,
  listAt,
  type ManifestValue,
  pointerPart,
} from "../kubernetes/manifest-value.ts";
import type { ObjectProblem } from "../kubernetes/object-problem.ts";
import { aggregateRoles } from "./aggregate-roles.ts";
import { aggregationProblems } from "./aggregation-problems.ts";
import { type DefaultBinding, type DefaultRole, defaultPolicy } from "./default-roles/read-default-roles.ts";
import type {
  AccessBinding,
  AccessRole,
  BoundSubject,
  PermissionGraph,
  RoleReference,
  WrittenRole,
  WrittenRule,
} from "./permission-graph.ts";
import { readPolicyRule } from "./policy-rule.ts";
import { describePrincipal, type Principal, type PrincipalKind, toPrincipal } from "./principal.ts";

const graphs = new WeakMap<ManifestSet, PermissionGraph>();

/**
 * Gives who may do what by the roles and bindings of a set, made once for a set.
 *
 * Roles and bindings that every cluster has are in it, unless the set holds them itself.
 */
export function permissionGraphOf(set: ManifestSet): PermissionGraph {
  const known = graphs.get(set);
  if (known !== undefined) return known;
  const graph = createPermissionGraph(set);
  graphs.set(set, graph);
  return graph;
}

const kinds = ["ClusterRole", "Role", "ClusterRoleBinding", "RoleBinding"] as const;

/** Tells whether a set speaks of permissions: it holds a role or a binding. */
export function hasPermissions(set: ManifestSet): boolean {
  return kinds.some((kind) => set.ofKind(kind).length > 0);
}

/** Tells whether a set gives roles to anybody. */
export function hasBindings(set: ManifestSet): boolean {
  return set.ofKind("ClusterRoleBinding").length > 0 || set.ofKind("RoleBinding").length > 0;
}

/** Gives what {@link permissionGraphOf} does; `undefined` for a set without roles and bindings, which has nothing to say. */
export function findPermissionGraph(set: ManifestSet): PermissionGraph | undefined {
  return hasPermissions(set) ? permissionGraphOf(set) : undefined;
}

const rbacGroup = "rbac.authorization.k8s.io";
const aggregationLabel = `${rbacGroup}/aggregate-to-`;

/** OpenShift's old group of the same kinds is judged alike. */
function isOfRbac(object: ManifestObject): boolean {
  const group = groupOf(object);
  return group === rbacGroup || group === "authorization.openshift.io";
}

function createPermissionGraph(set: ManifestSet): PermissionGraph {
  const { roles, problems } = createRoles(set);
  const bindings = createBindings(set, roles);
  const principals = new Map<string, Principal>();
  const bindingsOf = new Map<string, AccessBinding[]>();
  for (const binding of bindings) {
    for (const { principal } of binding.subjects) {
      const key = describePrincipal(principal);
      principals.set(key, principal);
      const held = bindingsOf.get(key);
      if (held === undefined) bindingsOf.set(key, [binding]);
      else if (held.at(-1) !== binding) held.push(binding);
    }
  }
  for (const account of accountsOf(set)) principals.set(describePrincipal(account), account);
  const all = [...roles.values()];
  const clusterRoles = new Map(
    all.filter(({ written }) => written[0].kind === "ClusterRole").map((role) => [role.written[0].name, role]),
  );
  return { set, roles: all, clusterRoles, bindings, bindingsOf, principals, problems };
}

function* accountsOf(set: ManifestSet): Generator<Principal> {
  for (const { namespace, name } of set.ofKind("ServiceAccount")) {
    if (name !== "") yield toPrincipal("ServiceAccount", name, namespace);
  }
  for (const { spec, workload } of set.templates) {
    const name = spec.serviceAccountName ?? spec.serviceAccount ?? "default";
    yield toPrincipal("ServiceAccount", name, workload.namespace);
  }
}

/** A role while it is put together. */
interface RoleDraft {
  readonly written: [WrittenRole, ...WrittenRole[]];
  readonly rules: WrittenRule[];
  readonly labels: Readonly<Record<string, string>>;
  selectors: ManifestValue[] | undefined;
}

interface ReadRoles {
  /** By what `keyOf` gives. */
  readonly roles: ReadonlyMap<string, AccessRole>;
  readonly problems: readonly ObjectProblem[];
}

function createRoles(set: ManifestSet): ReadRoles {
  const drafts = new Map<string, RoleDraft>();
  for (const kind of ["ClusterRole", "Role"] as const) {
    for (const object of set.ofKind(kind)) if (isOfRbac(object)) addRole(drafts, object, kind);
  }
  for (const role of defaultPolicy().roles) addDefaultRole(drafts, role);
  const all = [...drafts];
  const cluster = all.filter(([, { written }]) => written[0].kind === "ClusterRole");
  const aggregation = aggregateRoles(cluster.map(([, draft]) => draft));
  const rulesOf = new Map(cluster.map(([key], index) => [key, aggregation.rules[index] ?? []]));
  return {
    roles: new Map(all.map(([key, { written, rules }]) => [key, { written, rules: rulesOf.get(key) ?? rules }])),
    problems: aggregationProblems(
      cluster.map(([, { written }]) => aggregatingOf(written)),
      aggregation,
    ),
  };
}

/** Of several roles of one name the one that takes others in. */
function aggregatingOf([first, ...others]: RoleDraft["written"]): WrittenRole {
  return [first, ...others].find(({ object }) => object?.content["aggregationRule"] !== undefined) ?? first;
}

function addRole(drafts: Map<string, RoleDraft>, object: ManifestObject, kind: WrittenRole["kind"]): void {
  const { namespace, name, labels } = object;
  if (name === "") return;
  const role: WrittenRole = { kind, namespace, name, object, isDefault: isBroughtAlong(object) };
  const rules = listAt(object.content, "rules").map((rule, index) => ({
    rule: readPolicyRule(rule),
    role,
    pointer: `/rules${pointerPart(index)}`,
  }));
  const selectors = findValue(object.content, "aggregationRule", "clusterRoleSelectors");
  const taken = kind === "ClusterRole" && isManifestList(selectors) ? [...selectors] : undefined;
  const known = drafts.get(keyOf(role));
  if (known === undefined) {
    drafts.set(keyOf(role), { written: [role], rules, labels, selectors: taken });
    return;
  }
  known.written.push(role);
  for (const rule of rules) known.rules.push(rule);
  if (taken !== undefined) known.selectors = [...(known.selectors ?? []), ...taken];
}

/** A name that begins with `system:` is Kubernetes' own; its label says it of the others. */
function isBroughtAlong({ name, labels }: ManifestObject): boolean {
  return name.startsWith("system:") || labels["kubernetes.io/bootstrapping"] === "rbac-defaults";
}

function addDefaultRole(drafts: Map<string, RoleDraft>, role: DefaultRole): void {
  const { namespace, name } = role;
  const kind = namespace === "" ? "ClusterRole" : "Role";
  const written: WrittenRole = { kind, namespace, name, object: undefined, isDefault: true };
  if (drafts.has(keyOf(written))) return;
  const selectors = role.aggregates.map((word) => ({ matchLabels: { [aggregationLabel + word]: "true" } }));
  drafts.set(keyOf(written), {
    written: [written],
    rules: role.rules.map((rule, index) => ({ rule, role: written, pointer: `/rules${pointerPart(index)}` })),
    labels: Object.fromEntries(role.aggregatedTo.map((word) => [aggregationLabel + word, "true"])),
    selectors: selectors.length === 0 ? undefined : selectors,
  });
}

/** No name of Kubernetes holds a line end. */
function keyOf({ kind, namespace, name }: RoleReference): string {
  return `${kind}\n${namespace}\n${name}`;
}

function createBindings(set: ManifestSet, roles: ReadonlyMap<string, AccessRole>): readonly AccessBinding[] {
  const bindings: AccessBinding[] = [];
  const named = new Set<string>();
  for (const kind of ["ClusterRoleBinding", "RoleBinding"] as const) {
    for (const object of set.ofKind(kind)) {
      if (!isOfRbac(object)) continue;
      const binding = readBinding(object, kind, roles);
      bindings.push(binding);
      named.add(nameOf(binding));
    }
  }
  for (const binding of defaultPolicy().bindings) {
    const made = toDefaultBinding(binding, roles);
    if (!named.has(nameOf(made))) bindings.push(made);
  }
  return bindings;
}

function nameOf({ kind, namespace, name }: AccessBinding): string {
  return `${kind}\n${namespace}\n${name}`;
}

function readBinding(
  object: ManifestObject,
  kind: AccessBinding["kind"],
  roles: ReadonlyMap<string, AccessRole>,
): AccessBinding {
  const namespace = kind === "RoleBinding" ? object.namespace : "";
  const isClusterRole = findTextAt(object.content, "roleRef", "kind") !== "Role";
  const reference: RoleReference = {
    kind: isClusterRole ? "ClusterRole" : "Role",
    namespace: isClusterRole ? "" : namespace,
    name: findTextAt(object.content, "roleRef", "name") ?? "",
  };
  return {
    kind,
    namespace,
    name: object.name,
    object,
    isDefault: isBroughtAlong(object),
    reference,
    role: roles.get(keyOf(reference)),
    subjects: listAt(object.content, "subjects").flatMap(
      (subject, index) => readSubject(subject, namespace, index) ?? [],
    ),
  };
}

const subjectKinds: ReadonlyMap<string, PrincipalKind> = new Map([
  ["User", "User"],
  ["Group", "Group"],
  ["ServiceAccount", "ServiceAccount"],
]);

/** A service account without a namespace is taken from that of the binding; in a ClusterRoleBinding it names nobody. */
function readSubject(subject: ManifestValue, bindingNamespace: string, index: number): BoundSubject | undefined {
  const kind = subjectKinds.get(findTextAt(subject, "kind") ?? "");
  const name = findTextAt(subject, "name") ?? "";
  if (kind === undefined || name === "") return undefined;
  const namespace = findTextAt(subject, "namespace") || bindingNamespace;
  if (kind === "ServiceAccount" && namespace === "") return undefined;
  return { principal: toPrincipal(kind, name, namespace), pointer: `/subjects${pointerPart(index)}` };
}

function toDefaultBinding(binding: DefaultBinding, roles: ReadonlyMap<string, AccessRole>): AccessBinding {
  const { namespace, name, role, subjects } = binding;
  const reference: RoleReference = { ...role, namespace: role.kind === "Role" ? namespace : "" };
  return {
    kind: namespace === "" ? "ClusterRoleBinding" : "RoleBinding",
    namespace,
    name,
    object: undefined,
    isDefault: true,
    reference,
    role: roles.get(keyOf(reference)),
    subjects: subjects.map((principal, index) => ({ principal, pointer: `/subjects${pointerPart(index)}` })),
  };
}
