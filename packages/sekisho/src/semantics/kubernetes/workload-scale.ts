import { hasLabels } from "./label-selector.ts";
import type { ManifestObject } from "./manifest-object.ts";
import { groupOf } from "./manifest-object.ts";
import type { ManifestSet } from "./manifest-set.ts";
import { findTextAt, findValue, textMapAt } from "./manifest-value.ts";
import { templatesSelectedBy } from "./selected-templates.ts";

/** What scales a workload: a HorizontalPodAutoscaler, or a ScaledObject of KEDA. */
export interface Autoscaler {
  readonly object: ManifestObject;
  /** JSON pointer of the reference to the workload. */
  readonly pointer: string;
  readonly targetKind: string;
  readonly targetName: string;
  /** `undefined` when it is not a number. */
  readonly fewest: number | undefined;
  readonly most: number | undefined;
}

/** The kinds whose pods come in a number that somebody chooses. */
const scaledKinds: ReadonlySet<string> = new Set([
  "Deployment",
  "StatefulSet",
  "ReplicaSet",
  "ReplicationController",
  "Rollout",
  "DeploymentConfig",
]);

/** Tells whether a workload has a number of replicas. */
export function isScaled({ kind }: ManifestObject): boolean {
  return scaledKinds.has(kind);
}

/** Gives the number of replicas that a workload asks for, 1 when it names none; `undefined` when it is no number. */
export function replicasOf(workload: ManifestObject): number | undefined {
  const written = findValue(workload.content, "spec", "replicas") ?? 1;
  return typeof written === "number" ? written : undefined;
}

/** Gives the autoscalers of a set. */
export function autoscalersOf(set: ManifestSet): readonly Autoscaler[] {
  return [
    ...set.ofKind("HorizontalPodAutoscaler").map((object) => readAutoscaler(object, "minReplicas", "maxReplicas", 1)),
    ...set
      .ofKind("ScaledObject")
      .filter((object) => groupOf(object) === "keda.sh")
      .map((object) => readAutoscaler(object, "minReplicaCount", "maxReplicaCount", 0)),
  ];
}

function readAutoscaler(object: ManifestObject, fewest: string, most: string, assumed: number): Autoscaler {
  return {
    object,
    pointer: "/spec/scaleTargetRef",
    targetKind: findTextAt(object.content, "spec", "scaleTargetRef", "kind") ?? "Deployment",
    targetName: findTextAt(object.content, "spec", "scaleTargetRef", "name") ?? "",
    fewest: numberOf(findValue(object.content, "spec", fewest) ?? assumed),
    most: numberOf(findValue(object.content, "spec", most)),
  };
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

const autoscalersBySet = new WeakMap<ManifestSet, ReadonlyMap<string, Autoscaler>>();

/** Finds what scales a workload. */
export function findAutoscaler(set: ManifestSet, { kind, namespace, name }: ManifestObject): Autoscaler | undefined {
  let known = autoscalersBySet.get(set);
  if (known === undefined) {
    known = new Map(
      autoscalersOf(set).map((scaler) => [
        `${scaler.targetKind}\n${scaler.object.namespace}\n${scaler.targetName}`,
        scaler,
      ]),
    );
    autoscalersBySet.set(set, known);
  }
  return known.get(`${kind}\n${namespace}\n${name}`);
}

/** Gives the least number of pods that a workload has; `undefined` when nobody can tell. */
export function fewestReplicas(set: ManifestSet, workload: ManifestObject): number | undefined {
  return (findAutoscaler(set, workload) ?? { fewest: replicasOf(workload) }).fewest;
}

const budgetsBySet = new WeakMap<ManifestSet, ReadonlyMap<ManifestObject, readonly ManifestObject[]>>();

/** Gives the PodDisruptionBudgets that hold for the pods of a workload. */
export function budgetsOf(set: ManifestSet, workload: ManifestObject): readonly ManifestObject[] {
  let known = budgetsBySet.get(set);
  if (known === undefined) {
    known = collectBudgets(set);
    budgetsBySet.set(set, known);
  }
  return known.get(workload) ?? [];
}

function collectBudgets(set: ManifestSet): ReadonlyMap<ManifestObject, readonly ManifestObject[]> {
  const budgets = new Map<ManifestObject, ManifestObject[]>();
  for (const budget of set.ofKind("PodDisruptionBudget")) {
    for (const { workload } of templatesSelectedBy(
      set,
      budget.namespace,
      findValue(budget.content, "spec", "selector"),
    )) {
      const known = budgets.get(workload);
      if (known === undefined) budgets.set(workload, [budget]);
      else known.push(budget);
    }
  }
  return budgets;
}

const servedBySet = new WeakMap<ManifestSet, ReadonlyMap<string, readonly Readonly<Record<string, string>>[]>>();

/** Tells whether a Service of the namespace sends traffic to pods with some labels. */
export function isServed(set: ManifestSet, namespace: string, labels: Readonly<Record<string, string>>): boolean {
  let known = servedBySet.get(set);
  if (known === undefined) {
    known = collectServiceSelectors(set);
    servedBySet.set(set, known);
  }
  return Object.entries(labels).some(([key, value]) =>
    (known.get(`${namespace}\n${key}\n${value}`) ?? []).some((selector) => hasLabels(selector, labels)),
  );
}

/** By namespace and the first label that is wanted. */
function collectServiceSelectors(set: ManifestSet): ReadonlyMap<string, readonly Readonly<Record<string, string>>[]> {
  const selectors = new Map<string, Readonly<Record<string, string>>[]>();
  for (const service of set.ofKind("Service")) {
    const selector = textMapAt(service.content, "spec", "selector");
    const [first] = Object.entries(selector);
    if (groupOf(service) !== "" || first === undefined) continue;
    const key = `${service.namespace}\n${first[0]}\n${first[1]}`;
    const known = selectors.get(key);
    if (known === undefined) selectors.set(key, [selector]);
    else known.push(selector);
  }
  return selectors;
}
