import { type ClaimUser, findSharedClaims, type SharedClaim } from "../kubernetes/claim-users.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { type ServiceIndex, serviceIndexOf } from "./service-index.ts";

/** A workload that shares a volume. */
export interface VolumeUser extends ClaimUser {
  /** `undefined` for a workload that the policy does not name. */
  readonly level: number | undefined;
}

/** A volume with sensitive data that several workloads write to. */
export interface VolumeMix extends SharedClaim {
  /** The first of the most sensitive workloads. */
  readonly owner: ClaimUser & { readonly level: number };
  /**
   * The one that belongs there least: of the least sensitive service when that is below the owner's, else one that the policy
   * does not name, else another one of the owner's level.
   */
  readonly neighbour: VolumeUser;
}

/** Finds the volumes that a workload with sensitive data (of a level above 0) shares with others, once for each claim. */
export function mixedVolumes(set: ManifestSet): readonly VolumeMix[] {
  if (set.services.length === 0) return [];
  const index = serviceIndexOf(set);
  return findSharedClaims(set).flatMap((shared) => {
    const owner = findOwner(shared, index);
    if (owner === undefined) return [];
    const neighbour = findNeighbour(shared, owner, index);
    return neighbour === undefined ? [] : [{ ...shared, owner, neighbour }];
  });
}

function findOwner({ users }: SharedClaim, index: ServiceIndex): VolumeMix["owner"] | undefined {
  let owner: VolumeMix["owner"] | undefined;
  for (const user of users) {
    const level = index.levelOf(user.template) ?? 0;
    if (level > (owner?.level ?? 0)) owner = { ...user, level };
  }
  return owner;
}

function findNeighbour(
  { users }: SharedClaim,
  owner: VolumeMix["owner"],
  index: ServiceIndex,
): VolumeMix["neighbour"] | undefined {
  let found: VolumeMix["neighbour"] | undefined;
  let foundRank = Number.POSITIVE_INFINITY;
  for (const user of users) {
    if (user.template === owner.template) continue;
    const level = index.levelOf(user.template);
    const rank = rankOf(level, owner.level);
    if (rank >= foundRank) continue;
    found = { ...user, level };
    foundRank = rank;
  }
  return found;
}

/** A level that is known to be lower comes first, and one that nobody knows before the owner's own. */
function rankOf(level: number | undefined, ownerLevel: number): number {
  if (level === undefined) return ownerLevel;
  return level < ownerLevel ? level : Number.MAX_VALUE;
}
