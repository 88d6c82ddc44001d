import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { ManifestObject } from "./manifest-object.ts";
import type { ManifestSet } from "./manifest-set.ts";
import { textsAt } from "./manifest-value.ts";
import { podReferences } from "./object-references.ts";

/** A workload that uses a claim on storage. */
export interface ClaimUser {
  readonly template: PodTemplate;
  /** JSON pointer in the pod template: where it first names the claim. */
  readonly pointer: string;
}

/** A claim on storage that many nodes may write to, with the workloads that do. */
export interface SharedClaim {
  readonly claim: ManifestObject;
  /** At least two, in the order of the set. */
  readonly users: readonly ClaimUser[];
}

/** Gives the claims with the access mode `ReadWriteMany` that several workloads of a set use, in the order of the set. */
export function findSharedClaims(set: ManifestSet): readonly SharedClaim[] {
  const claims = set
    .ofKind("PersistentVolumeClaim")
    .filter(({ content }) => textsAt(content, "spec", "accessModes").includes("ReadWriteMany"));
  if (claims.length === 0) return [];
  const usersOf = collectUsers(set);
  return claims.flatMap((claim) => {
    const users = usersOf.get(`${claim.namespace}\n${claim.name}`) ?? [];
    return users.length > 1 ? [{ claim, users }] : [];
  });
}

/** By namespace and name of the claim. */
function collectUsers(set: ManifestSet): ReadonlyMap<string, readonly ClaimUser[]> {
  const usersOf = new Map<string, ClaimUser[]>();
  for (const template of set.templates) {
    const named = new Set<string>();
    for (const { kind, name, pointer } of podReferences(template)) {
      if (kind !== "PersistentVolumeClaim" || named.has(name)) continue;
      named.add(name);
      const key = `${template.workload.namespace}\n${name}`;
      const known = usersOf.get(key);
      if (known === undefined) usersOf.set(key, [{ template, pointer }]);
      else known.push({ template, pointer });
    }
  }
  return usersOf;
}
