import type { PodTemplate } from "../pod-settings/pod-template.ts";
import {
  accountOf,
  accountsIn,
  type EscalationEdge,
  type EscalationGround,
  type EscalationNode,
  everyGroup,
  everyUser,
  goal,
  nodeItself,
  podsIn,
  stepsOf,
  templatesByPodName,
  tokensBySecretName,
  tokensIn,
} from "./escalation-steps.ts";
import type { TechniqueId } from "./escalation-techniques.ts";
import { findHeldPowers, type HeldPower } from "./held-powers.ts";
import type { PermissionGraph } from "./permission-graph.ts";
import { describePrincipal, groupsOf, mastersGroup, type Principal } from "./principal.ts";

/** One step of a chain. */
export interface EscalationStep {
  /** A principal, `node`, or the pods of a namespace (`pods shop`). */
  readonly from: string;
  /** The same, or `cluster-admin`. */
  readonly to: string;
  readonly technique: TechniqueId;
  /** What allows it; all of it is needed. */
  readonly powers: readonly HeldPower[];
}

/** A chain of steps from a principal to a cluster administrator. */
export type EscalationPath = readonly EscalationStep[];

/** Every way to become a cluster administrator. */
export interface EscalationMap {
  /** Gives how many steps a principal is away; `undefined` when there is no way. */
  readonly distanceOf: (principal: Principal) => number | undefined;
  /**
   * Gives for each first step of a principal that leads there the shortest way, the shortest first. Of one that is a cluster
   * administrator already, only what makes it one.
   */
  readonly pathsFrom: (principal: Principal) => readonly EscalationPath[];
}

const maps = new WeakMap<PermissionGraph, EscalationMap>();

/** Gives every way to become a cluster administrator, found once for a graph. */
export function escalationMapOf(graph: PermissionGraph): EscalationMap {
  const known = maps.get(graph);
  if (known !== undefined) return known;
  const map = createMap(graph);
  maps.set(graph, map);
  return map;
}

type Edges = Map<EscalationNode, EscalationEdge[]>;

/** The next edge on the shortest way, and how many steps the whole way has. */
interface Waymark {
  readonly edge: EscalationEdge | undefined;
  readonly distance: number;
}

function createMap(graph: PermissionGraph): EscalationMap {
  const ground = createGround(graph);
  const edges: Edges = new Map();
  for (const [node, principal] of graph.principals) addPrincipal(edges, { node, principal, ground });
  addPlaces(edges, ground);
  const waymarks = findWays(edges);
  // A principal that nothing names still is a member of groups.
  const startsOf = (principal: Principal) => [principal, ...groupsOf(principal)].map(describePrincipal);
  return {
    distanceOf(principal) {
      const distances = startsOf(principal).flatMap((node) => waymarks.get(node)?.distance ?? []);
      return distances.length === 0 ? undefined : Math.min(...distances);
    },
    pathsFrom(principal) {
      const paths = startsOf(principal).flatMap((start) =>
        (edges.get(start) ?? []).flatMap((edge) =>
          edge.technique === undefined ? [] : (follow(describePrincipal(principal), edge, waymarks) ?? []),
        ),
      );
      const arrived = paths.filter(isArrived);
      return distinct(arrived.length > 0 ? arrived : paths).toSorted((left, right) => left.length - right.length);
    },
  };
}

/** Who may do everything has no way left to go. */
function isArrived([first, ...others]: EscalationPath): boolean {
  return first?.technique === "administer" && others.length === 0;
}

function createGround(graph: PermissionGraph): EscalationGround {
  const accounts = [...graph.principals.values()].filter(({ kind }) => kind === "ServiceAccount");
  const refused = new Set(["baseline", "restricted"]);
  return {
    graph,
    powers: findHeldPowers(graph),
    guarded: new Set(
      graph.set
        .ofKind("Namespace")
        .filter(({ labels }) => refused.has(labels["pod-security.kubernetes.io/enforce"] ?? ""))
        .map(({ name }) => name),
    ),
    accountsByName: Map.groupBy(accounts, ({ name }) => name),
    tokensByName: tokensBySecretName(graph),
    templatesByName: templatesByPodName(graph),
  };
}

function addPrincipal(
  edges: Edges,
  {
    node,
    principal,
    ground,
  }: { readonly node: EscalationNode; readonly principal: Principal; readonly ground: EscalationGround },
): void {
  for (const edge of stepsOf(principal, ground)) addEdge(edges, node, edge);
  for (const group of groupsOf(principal))
    addEdge(edges, node, { ...being(describePrincipal(group)), isMembership: true });
  if (principal.kind === "ServiceAccount") addEdge(edges, accountsIn(principal.namespace), being(node));
  if (principal.kind === "User") addEdge(edges, everyUser, being(node));
  // No certificate that the cluster signs itself may name the masters.
  if (principal.kind === "Group" && principal.name !== mastersGroup) addEdge(edges, everyGroup, being(node));
}

/** Leads from places that hold several to each of them. */
function addPlaces(edges: Edges, { graph, tokensByName }: EscalationGround): void {
  const accounts = [...graph.principals.values()].filter(({ kind }) => kind === "ServiceAccount");
  for (const namespace of new Set(accounts.map((account) => account.namespace))) {
    addEdge(edges, accountsIn(""), being(accountsIn(namespace)));
    addEdge(edges, tokensIn(""), being(tokensIn(namespace)));
    addEdge(edges, podsIn(""), being(podsIn(namespace)));
  }
  for (const template of graph.set.templates) addTemplate(edges, podsIn(template.workload.namespace), template);
  for (const account of [...tokensByName.values()].flat()) {
    addEdge(edges, tokensIn(account.namespace), being(describePrincipal(account)));
  }
  // Who controls a node has the tokens of all pods that may come to run there.
  addEdge(edges, nodeItself, being(podsIn("")));
}

function addTemplate(edges: Edges, pods: EscalationNode, template: PodTemplate): void {
  const isMounted =
    template.spec.automountServiceAccountToken ??
    template.serviceAccount?.content["automountServiceAccountToken"] ??
    true;
  if (isMounted !== false) addEdge(edges, pods, being(describePrincipal(accountOf(template))));
}

function being(to: EscalationNode): EscalationEdge {
  return { to, technique: undefined, isMembership: false, powers: [] };
}

function addEdge(edges: Edges, from: EscalationNode, edge: EscalationEdge): void {
  const known = edges.get(from);
  if (known === undefined) edges.set(from, [edge]);
  else known.push(edge);
}

interface Arrival {
  readonly node: EscalationNode;
  /** The edge that leads on from there. */
  readonly edge: EscalationEdge | undefined;
}

/** Walks back from the goal, places that take no step before those that take one. */
function findWays(edges: Edges): ReadonlyMap<EscalationNode, Waymark> {
  const into = turnBack(edges);
  const ways = new Map<EscalationNode, Waymark>();
  let level: Arrival[] = [{ node: goal, edge: undefined }];
  for (let distance = 0; level.length > 0; distance++) {
    const next: Arrival[] = [];
    for (let arrival = level.pop(); arrival !== undefined; arrival = level.pop()) {
      if (ways.has(arrival.node)) continue;
      ways.set(arrival.node, { edge: arrival.edge, distance });
      const before = (into.get(arrival.node) ?? []).filter(({ node }) => !ways.has(node));
      for (const from of before) (from.edge.technique === undefined ? level : next).push(from);
    }
    // What is met first stays: places are taken in the order in which they were found.
    level = next.reverse();
  }
  return ways;
}

function turnBack(edges: Edges): ReadonlyMap<EscalationNode, readonly (Arrival & { readonly edge: EscalationEdge })[]> {
  const into = new Map<EscalationNode, (Arrival & { readonly edge: EscalationEdge })[]>();
  for (const [node, held] of edges) {
    for (const edge of held) {
      const known = into.get(edge.to);
      if (known === undefined) into.set(edge.to, [{ node, edge }]);
      else known.push({ node, edge });
    }
  }
  return into;
}

/** Gives the steps behind a first one; `undefined` where it leads nowhere, or back to the start. */
function follow(
  start: string,
  first: EscalationEdge,
  ways: ReadonlyMap<EscalationNode, Waymark>,
): readonly [EscalationPath] | undefined {
  const steps: EscalationStep[] = [];
  let from = start;
  let open: EscalationEdge = first;
  let node = first.to;
  let shown = node;
  for (let way = ways.get(node); way !== undefined; way = ways.get(node)) {
    if (node === start) return undefined;
    const { edge } = way;
    if (edge === undefined || edge.technique !== undefined) {
      steps.push({ from, to: shown, technique: open.technique ?? "administer", powers: open.powers });
      if (edge === undefined) return [steps];
      from = shown;
      open = edge;
    }
    node = edge.to;
    if (!edge.isMembership) shown = node;
  }
  return undefined;
}

/** Two powers may lead the same way. */
function distinct(paths: readonly EscalationPath[]): readonly EscalationPath[] {
  const byWay = new Map<string, EscalationPath>();
  for (const path of paths) {
    const key = path.map(({ technique, to }) => `${technique} ${to}`).join("\n");
    if (!byWay.has(key)) byWay.set(key, path);
  }
  return [...byWay.values()];
}
