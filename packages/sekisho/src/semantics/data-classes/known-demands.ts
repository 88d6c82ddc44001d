import type { Demand } from "./demand.ts";
import { signedImagesOnly } from "./image-signatures.ts";
import { ownCluster, ownNamespace } from "./namespace-isolation.ts";
import { egressLimited, ingressLimited } from "./network-limits.ts";
import { noLowerClassBeside, ownNodePool } from "./node-isolation.ts";
import { sandboxedRuntime } from "./sandboxed-runtime.ts";
import { secretsFromKeyManagement } from "./secret-origin.ts";
import type { DemandId } from "./security-policy.ts";
import { encryptionInTransit } from "./traffic-encryption.ts";
import { encryptionAtRest } from "./volume-encryption.ts";

/** Every demand by its id. */
export const knownDemands: Readonly<Record<DemandId, Demand>> = {
  "encryption-in-transit": encryptionInTransit,
  "encryption-at-rest": encryptionAtRest,
  "egress-limited": egressLimited,
  "ingress-limited": ingressLimited,
  "secrets-from-key-management": secretsFromKeyManagement,
  "own-namespace": ownNamespace,
  "own-node-pool": ownNodePool,
  "own-cluster": ownCluster,
  "no-lower-class-beside": noLowerClassBeside,
  "sandboxed-runtime": sandboxedRuntime,
  "signed-images-only": signedImagesOnly,
};
