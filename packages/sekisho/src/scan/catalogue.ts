import * as dataClassRegistry from "../checks/data-class/registry.ts";
import type { DockerfileCheck } from "../checks/dockerfile/define.ts";
import * as dockerfileRegistry from "../checks/dockerfile/registry.ts";
import * as exceptionRegistry from "../checks/exception/registry.ts";
import type { ImageCheck } from "../checks/image/define.ts";
import * as imageRegistry from "../checks/image/registry.ts";
import { malwareRules } from "../checks/malware/rules.ts";
import type { ManifestCheck } from "../checks/manifest/define.ts";
import * as manifestRegistry from "../checks/manifest/registry.ts";
import * as networkRegistry from "../checks/network/registry.ts";
import * as rbacRegistry from "../checks/rbac/registry.ts";
import * as reliabilityRegistry from "../checks/reliability/registry.ts";
import { secretRules } from "../checks/secret/rules.ts";
import * as secretObjectRegistry from "../checks/secret-object/registry.ts";
import * as shellRegistry from "../checks/shell/registry.ts";
import * as supplyRegistry from "../checks/supply/registry.ts";
import * as workloadRegistry from "../checks/workload/registry.ts";
import type { CheckDescription } from "../model/check.ts";

/** Every check of Dockerfiles, by id. */
export const dockerfileChecks: readonly DockerfileCheck[] = sortById([
  ...Object.values<DockerfileCheck>(dockerfileRegistry),
  ...Object.values<DockerfileCheck>(shellRegistry),
]);

/** Every check of images, by id. */
export const imageChecks: readonly ImageCheck[] = sortById(Object.values<ImageCheck>(imageRegistry));

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

/** Every rule that a finding can name, by id. */
export const catalogue: readonly CheckDescription[] = sortById<CheckDescription>([
  ...dockerfileChecks,
  ...imageChecks,
  ...manifestChecks,
  ...malwareRules,
  ...secretRules,
  ...Object.values<CheckDescription>(exceptionRegistry),
]);

function sortById<Check extends { readonly id: string }>(checks: readonly Check[]): readonly Check[] {
  return checks.toSorted((left, right) => (left.id < right.id ? -1 : 1));
}
