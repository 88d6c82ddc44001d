import * as dataClassRegistry from "../checks/data-class/registry.ts";
import type { ManifestCheck } from "../checks/manifest/define.ts";
import * as manifestRegistry from "../checks/manifest/registry.ts";
import * as networkRegistry from "../checks/network/registry.ts";
import * as rbacRegistry from "../checks/rbac/registry.ts";
import * as reliabilityRegistry from "../checks/reliability/registry.ts";
import * as secretObjectRegistry from "../checks/secret-object/registry.ts";
import * as supplyRegistry from "../checks/supply/registry.ts";
import * as workloadRegistry from "../checks/workload/registry.ts";
import { sortById } from "./sort-by-id.ts";

/** Every check of manifests, by id. */
export const manifestChecks: readonly ManifestCheck[] = sortById([
  ...Object.values<ManifestCheck>(dataClassRegistry),
  ...Object.values<ManifestCheck>(manifestRegistry),
  ...Object.values<ManifestCheck>(networkRegistry),
  ...Object.values<ManifestCheck>(rbacRegistry),
  ...Object.values<ManifestCheck>(reliabilityRegistry),
  ...Object.values<ManifestCheck>(secretObjectRegistry),
  ...Object.values<ManifestCheck>(supplyRegistry),
  ...Object.values<ManifestCheck>(workloadRegistry),
]);
