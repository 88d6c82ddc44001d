import type { ServiceRules } from "../data-classes/security-policy.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { ManifestObject } from "./manifest-object.ts";

/** All objects that are judged together: what one call of the scanner was given, or what a cluster holds. */
export interface ManifestSet {
  /** In the order of files, documents and items. */
  readonly objects: readonly ManifestObject[];
  /** Every pod template of every workload, in the order of the objects. */
  readonly templates: readonly PodTemplate[];
  /** Minor version of Kubernetes that the objects are meant for: 36 for 1.36. */
  readonly kubernetesMinor: number;
  /**
   * Whether the set is everything there is. Of a repository it never is: an object that is missing here may stand
   * elsewhere, and a check says so in its message.
   */
  readonly isWhole: boolean;
  /** The services of the user's security policy, in its order; empty without one. */
  readonly services: readonly ServiceRules[];
  /** Gives the objects of a kind, in order. Kinds of two groups with one name come together. */
  readonly ofKind: (kind: string) => readonly ManifestObject[];
  /** Finds an object by kind, namespace (empty for kinds of the cluster) and name. */
  readonly find: (kind: string, namespace: string, name: string) => ManifestObject | undefined;
}
