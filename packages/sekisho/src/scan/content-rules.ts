import * as exceptionRegistry from "../checks/exception/registry.ts";
import { malwareRules } from "../checks/malware/rules.ts";
import { secretRules } from "../checks/secret/rules.ts";
import type { CheckDescription } from "../model/check.ts";
import { sortById } from "./sort-by-id.ts";

/** Every rule that is no check of one kind of file: signs of malware, secrets, the state of exceptions; by id. */
export const contentRules: readonly CheckDescription[] = sortById<CheckDescription>([
  ...malwareRules,
  ...secretRules,
  ...Object.values<CheckDescription>(exceptionRegistry),
]);
