import { parseYaml } from "../../formats/yaml/parse-yaml.ts";
import { addSyntaxProblems } from "../../semantics/lockfile/reading.ts";
import { readYarnBerry } from "../../semantics/lockfile/yarn-berry.ts";
import { readYarnClassic } from "../../semantics/lockfile/yarn-classic.ts";
import { defineTextLockfile } from "./define.ts";

/**
 * Reads lock files of Yarn: version 1 in a form of its own, since version 2 in YAML. Workspaces and links are the
 * project's own code and are not listed. Source: Yarn documentation, yarn.lock.
 */
export const yarnLock = defineTextLockfile({
  id: "lockfile/yarn-lock",
  version: 1,
  paths: ["**/yarn.lock"],
  packageTypes: ["npm"],
  read(text, reading) {
    if (!/^__metadata:/m.test(text)) return readYarnClassic(text, reading);
    const { documents, problems } = parseYaml(text);
    addSyntaxProblems(reading, problems);
    for (const document of documents) readYarnBerry(document, reading);
  },
});
