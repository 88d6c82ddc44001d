import type { ImageCheck } from "../checks/image/define.ts";
import * as imageRegistry from "../checks/image/registry.ts";
import { sortById } from "./sort-by-id.ts";

/** Every check of images, by id. */
export const imageChecks: readonly ImageCheck[] = sortById(Object.values<ImageCheck>(imageRegistry));
