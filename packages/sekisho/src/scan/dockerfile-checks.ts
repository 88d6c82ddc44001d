import type { DockerfileCheck } from "../checks/dockerfile/define.ts";
import * as dockerfileRegistry from "../checks/dockerfile/registry.ts";
import * as shellRegistry from "../checks/shell/registry.ts";
import { sortById } from "./sort-by-id.ts";

/** Every check of Dockerfiles, by id. */
export const dockerfileChecks: readonly DockerfileCheck[] = sortById([
  ...Object.values<DockerfileCheck>(dockerfileRegistry),
  ...Object.values<DockerfileCheck>(shellRegistry),
]);
