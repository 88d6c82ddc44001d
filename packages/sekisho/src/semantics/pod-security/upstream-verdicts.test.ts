import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import { readObjects } from "../kubernetes/read-objects.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { PodSecurityLevel } from "./controls.ts";
import { evaluatePodSecurity, type FailedControl } from "./evaluate-pod-security.ts";

/** The folder test/testdata of the Go module k8s.io/pod-security-admission. */
const folder = process.env["SEKISHO_POD_SECURITY_TESTDATA"] ?? "";

const levels: readonly PodSecurityLevel[] = ["baseline", "restricted"];

const versions = levels.flatMap((level) =>
  folder === "" ? [] : readdirSync(join(folder, level)).map((version) => ({ level, version })),
);

describe.runIf(versions.length > 0)("every pod of the upstream tests gets the upstream verdict", () => {
  test.each(versions)("$level $version", ({ level, version }) => {
    const minor = Number(version.slice("v1.".length));
    const wrong: string[] = [];
    let judged = 0;
    for (const verdict of ["pass", "fail"]) {
      for (const file of readdirSync(join(folder, level, version, verdict))) {
        const template = podOf(readFileSync(join(folder, level, version, verdict, file), "utf8"));
        const failed = evaluatePodSecurity(template, level, minor).flatMap(namesOf);
        judged++;
        // A failing file is named for the control that it fails, or for the one that this stands in the place of.
        const isRight = verdict === "pass" ? failed.length === 0 : failed.includes(file.replace(/\d*\.yaml$/, ""));
        if (!isRight) wrong.push(`${verdict}/${file}: ${failed.join(", ")}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(judged).toBeGreaterThan(20);
  });
});

function namesOf({ control: { id, replaces } }: FailedControl): readonly string[] {
  return [id, replaces ?? id].map((name) => name.toLowerCase());
}

function podOf(text: string): PodTemplate {
  const { objects } = readObjects(parseYamlSource(text), { path: "pod.yaml" });
  const [template] = createManifestSet(objects).templates;
  if (template === undefined) throw new Error("no pod");
  return template;
}
