import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { findTextAt, findValue, listAt } from "../kubernetes/manifest-value.ts";
import type { PodTemplate } from "./pod-template.ts";

/** Where the admission controller of ServiceAccounts mounts the token. */
const tokenDirectory = "/var/run/secrets/kubernetes.io/serviceaccount";

/** Gives the name of the ServiceAccount that a pod runs as. */
export function serviceAccountNameOf({ spec }: PodTemplate): string {
  return spec.serviceAccountName || spec.serviceAccount || "default";
}

/** What decides that a pod gets the token of its ServiceAccount. */
export type TokenMount = "pod" | "service-account" | "default";

/**
 * Finds what makes the API server mount a token into a pod; `undefined` when none is mounted. The pod's own setting wins
 * over the ServiceAccount's; a container that mounts something else in the token's place gets none.
 *
 * Source: Kubernetes documentation, "Opt out of API credential automounting"; ServiceAccount admission controller.
 */
export function findTokenMount({ spec, serviceAccount, containers }: PodTemplate): TokenMount | undefined {
  const ownDecision = spec.automountServiceAccountToken;
  const accountDecision = findValue(serviceAccount?.content, "automountServiceAccountToken");
  const isMounted = ownDecision ?? accountDecision !== false;
  const served = containers.filter(({ role }) => role !== "ephemeral");
  const isCovered = served.every(({ spec: { volumeMounts = [] } }) =>
    volumeMounts.some(({ value }) => value.mountPath === tokenDirectory),
  );
  if (!isMounted || (served.length > 0 && isCovered)) return undefined;
  if (ownDecision === true) return "pod";
  return accountDecision === true ? "service-account" : "default";
}

const boundAccounts = new WeakMap<ManifestSet, ReadonlySet<string>>();

/** Tells whether a binding of the set gives anything to a ServiceAccount by name. */
export function isBound(set: ManifestSet, namespace: string, name: string): boolean {
  let bound = boundAccounts.get(set);
  if (bound === undefined) {
    bound = new Set(readBoundAccounts(set));
    boundAccounts.set(set, bound);
  }
  return bound.has(`${namespace}/${name}`);
}

function* readBoundAccounts(set: ManifestSet): Generator<string> {
  for (const binding of [...set.ofKind("RoleBinding"), ...set.ofKind("ClusterRoleBinding")]) {
    for (const subject of listAt(binding.content, "subjects")) {
      if (findTextAt(subject, "kind") !== "ServiceAccount") continue;
      const namespace = findTextAt(subject, "namespace") ?? binding.namespace;
      yield `${namespace}/${findTextAt(subject, "name") ?? ""}`;
    }
  }
}
