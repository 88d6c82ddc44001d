import { readRequirements } from "../../semantics/lockfile/python-requirements.ts";
import { defineTextLockfile } from "./define.ts";

/**
 * Reads requirement files of pip. Only what is pinned (`==`, `===`) has a version and is listed; any other requirement
 * becomes a diagnostic, because a version that pip would choose later must not be invented. Environment markers are
 * not judged: a package for another system is listed, too. Source: pip documentation, Requirements File Format.
 */
export const requirements = defineTextLockfile({
  id: "lockfile/requirements",
  version: 1,
  paths: ["**/*requirements*.txt", "**/requirements/*.txt"],
  packageTypes: ["pypi"],
  read: readRequirements,
});
