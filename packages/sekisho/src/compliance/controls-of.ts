import { nearestKnownMinor, newestKubernetesMinor } from "../semantics/kubernetes/kubernetes-version.ts";
import { cisKubernetesPolicies } from "./cis-kubernetes-policies.ts";
import type { Framework } from "./framework.ts";
import { podSecurityStandards } from "./pod-security-standards.ts";
import * as registry from "./registry.ts";

/** Every framework, sorted by id. */
export const frameworks: readonly Framework[] = [
  ...Object.values<Framework>(registry),
  ...cisKubernetesPolicies,
  ...podSecurityStandards,
].toSorted((left, right) => (left.id < right.id ? -1 : 1));

const indexes = new Map<number, ReadonlyMap<string, readonly string[]>>();

/**
 * Gives the controls that ask for a check, `FRAMEWORK@VERSION#CONTROL`, sorted; none for an unknown check.
 *
 * @param kubernetesMinor Of frameworks that follow Kubernetes' versions only those of this one count.
 */
export function controlsOf(checkId: string, kubernetesMinor = newestKubernetesMinor): readonly string[] {
  const minor = nearestKnownMinor(kubernetesMinor);
  let controlsByCheck = indexes.get(minor);
  if (controlsByCheck === undefined) {
    controlsByCheck = indexControls(frameworks.filter((framework) => isCurrent(framework, minor)));
    indexes.set(minor, controlsByCheck);
  }
  const ofFamily = controlsByCheck.get(`${checkId.slice(0, checkId.indexOf("/"))}/*`) ?? [];
  const ofCheck = controlsByCheck.get(checkId) ?? [];
  return ofFamily.length === 0 ? ofCheck : [...new Set([...ofCheck, ...ofFamily])].toSorted();
}

/**
 * Finds a framework by `NAME@VERSION`, or by its name alone: the newest version of it, or the one of this version of
 * Kubernetes.
 */
export function findFramework(id: string, kubernetesMinor = newestKubernetesMinor): Framework | undefined {
  const exact = frameworks.find((framework) => framework.id === id);
  if (exact !== undefined) return exact;
  const minor = nearestKnownMinor(kubernetesMinor);
  const named = frameworks.filter((framework) => framework.id.startsWith(`${id}@`) && isCurrent(framework, minor));
  return named.length === 1 ? named[0] : undefined;
}

function isCurrent({ kubernetesMinor, isSuperseded }: Framework, minor: number): boolean {
  return isSuperseded !== true && (kubernetesMinor ?? minor) === minor;
}

function indexControls(all: readonly Framework[]): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const framework of all) {
    for (const control of framework.controls) {
      for (const check of control.checks) {
        const controls = index.get(check) ?? [];
        controls.push(`${framework.id}#${control.id}`);
        index.set(check, controls);
      }
    }
  }
  for (const controls of index.values()) controls.sort();
  return index;
}
