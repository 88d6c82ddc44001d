import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { DockerfileCheck, DockerfileExample } from "../packages/sekisho/src/checks/dockerfile/define.ts";
import type { ImageExample } from "../packages/sekisho/src/checks/image/define.ts";
import { frameworks } from "../packages/sekisho/src/compliance/controls-of.ts";
import { everyKnownFlaw, isAnswer } from "../packages/sekisho/src/compliance/framework.ts";
import type { CheckDescription } from "../packages/sekisho/src/model/check.ts";
import { compareSeverity, isAtLeast } from "../packages/sekisho/src/model/severity.ts";
import type { Text } from "../packages/sekisho/src/model/text.ts";
import { catalogue } from "../packages/sekisho/src/scan/catalogue.ts";
import { dockerfileChecks } from "../packages/sekisho/src/scan/dockerfile-checks.ts";
import type { Examination, JudgedViolation } from "../packages/sekisho/src/scan/examine.ts";
import { fix } from "../packages/sekisho/src/scan/fix.ts";
import { imageChecks } from "../packages/sekisho/src/scan/image-checks.ts";
import { checkFamilies, renderRegistry, toCamelCase } from "../tools/write-registries.ts";
import { examineExample, repairOf, textOf } from "./dockerfile-example.ts";
import { imageContentOf, judgeImageExample } from "./image-example.ts";

const checksFolder = join(import.meta.dirname, "../packages/sekisho/src/checks");
const families = checkFamilies(checksFolder);

/** Questions of other tools that several of our checks answer together. */
const sharedAliases: Readonly<Record<string, readonly string[]>> = {
  "buildkit:MultipleInstructionsDisallowed": [
    "dockerfile/multiple-cmd",
    "dockerfile/multiple-entrypoint",
    "dockerfile/multiple-healthcheck",
  ],
  "checkov:CKV_DOCKER_7": ["dockerfile/base-image-latest-tag", "dockerfile/base-image-without-tag"],
  "dockle:CIS-DI-0001": ["dockerfile/no-user", "dockerfile/root-user", "image/root-user"],
  "dockle:CIS-DI-0006": ["dockerfile/no-healthcheck", "image/no-healthcheck"],
  "dockle:CIS-DI-0007": ["dockerfile/package-index-update-alone", "image/package-index-update-alone"],
  "dockle:CIS-DI-0008": ["dockerfile/setuid-not-removed", "image/setuid-file"],
  "dockle:CIS-DI-0009": ["dockerfile/add-instead-of-copy", "image/add-instead-of-copy"],
  "dockle:CIS-DI-0010": [
    "dockerfile/credential-file-copied",
    "dockerfile/secret-in-variable",
    "image/credential-file",
    "image/secret-in-variable",
  ],
  "dockle:DKL-DI-0001": ["dockerfile/sudo-used", "image/sudo-used"],
  "dockle:DKL-DI-0002": ["dockerfile/volume-on-system-directory", "image/volume-on-system-directory"],
  "dockle:DKL-DI-0003": ["dockerfile/apt-dist-upgrade", "image/distribution-upgraded"],
  "dockle:DKL-DI-0004": ["dockerfile/apk-without-no-cache", "image/package-cache-left"],
  "dockle:DKL-DI-0005": ["dockerfile/apt-lists-left", "image/package-cache-left"],
  "dockle:DKL-DI-0006": ["dockerfile/base-image-latest-tag", "image/latest-tag"],
  "dockle:DKL-LI-0001": ["dockerfile/empty-password", "image/empty-password"],
  "dockle:DKL-LI-0002": ["dockerfile/duplicate-user-id", "image/duplicate-account"],
  "dockle:DKL-LI-0003": ["dockerfile/ballast-copied", "image/unneeded-file"],
  "checkov:CKV_K8S_23": ["workload/root-not-refused", "workload/root-user"],
  "checkov:CKV_K8S_25": ["workload/capability-added", "workload/needless-capability"],
  "checkov:CKV_K8S_31": ["workload/seccomp-not-set", "workload/seccomp-unconfined"],
  "kube-bench:5.2.11": [
    "workload/host-path-sensitive",
    "workload/host-path",
    "workload/node-credential-mounted",
    "workload/runtime-socket",
  ],
  "kube-bench:5.2.7": ["workload/root-not-refused", "workload/root-user"],
  "kube-bench:5.6.2": ["workload/seccomp-not-set", "workload/seccomp-unconfined"],
  "kube-linter:run-as-non-root": ["workload/root-not-refused", "workload/root-user"],
  "kube-linter:sensitive-host-mounts": ["workload/host-path-sensitive", "workload/node-credential-mounted"],
  "kube-score:container-seccomp-profile": ["workload/seccomp-not-set", "workload/seccomp-unconfined"],
  "kubeaudit:CapabilityAdded": ["workload/capability-added", "workload/needless-capability"],
  "kubeaudit:SensitivePathsMounted": [
    "workload/host-path-sensitive",
    "workload/node-credential-mounted",
    "workload/runtime-socket",
  ],
  "kyverno:disallow-host-namespaces": ["workload/host-ipc", "workload/host-network", "workload/host-pid"],
  "kubescape:C-0013": ["workload/root-not-refused", "workload/root-user"],
  "kubescape:C-0048": [
    "workload/host-path-sensitive",
    "workload/host-path",
    "workload/node-credential-mounted",
    "workload/runtime-socket",
  ],
  "kubescape:C-0055": [
    "workload/apparmor-unconfined",
    "workload/seccomp-not-set",
    "workload/seccomp-unconfined",
    "workload/selinux-options",
  ],
  "kubescape:C-0203": [
    "workload/host-path-sensitive",
    "workload/host-path",
    "workload/node-credential-mounted",
    "workload/runtime-socket",
  ],
  "kubescape:C-0210": ["workload/seccomp-not-set", "workload/seccomp-unconfined"],
  "polaris:hostPathSet": [
    "workload/host-path-sensitive",
    "workload/host-path",
    "workload/node-credential-mounted",
    "workload/runtime-socket",
  ],
  "polaris:linuxHardening": [
    "workload/apparmor-unconfined",
    "workload/seccomp-not-set",
    "workload/seccomp-unconfined",
    "workload/selinux-options",
  ],
  "polaris:runAsRootAllowed": ["workload/root-not-refused", "workload/root-user"],
  "trivy:KSV-0023": [
    "workload/host-path-sensitive",
    "workload/host-path",
    "workload/node-credential-mounted",
    "workload/runtime-socket",
  ],
  "trivy:KSV-0028": ["workload/git-repo-volume", "workload/volume-type"],
  "trivy:KSV-0030": ["workload/seccomp-not-set", "workload/seccomp-unconfined"],
  "trivy:KSV-0106": ["workload/capabilities-kept", "workload/capability-added", "workload/needless-capability"],
  "trivy:KSV-0121": ["workload/host-path-sensitive", "workload/node-credential-mounted"],
  "kube-linter:schema-validation": ["manifest/missing-field", "manifest/unknown-field", "manifest/wrong-type"],
  "kube-linter:unset-cpu-requirements": ["reliability/cpu-limit-missing", "reliability/cpu-request-missing"],
  "kube-linter:unset-memory-requirements": ["reliability/limits-missing", "reliability/requests-missing"],
  "kube-score:container-resources": [
    "reliability/cpu-limit-missing",
    "reliability/cpu-request-missing",
    "reliability/limits-missing",
    "reliability/requests-missing",
  ],
  "kubeaudit:LimitsNotSet": ["reliability/cpu-limit-missing", "reliability/limits-missing"],
  "kubescape:C-0004": ["reliability/limits-missing", "reliability/requests-missing"],
  "kubescape:C-0009": ["reliability/cpu-limit-missing", "reliability/limits-missing"],
  "kubescape:C-0050": ["reliability/cpu-limit-missing", "reliability/cpu-request-missing"],
  "popeye:POP-106": ["reliability/cpu-request-missing", "reliability/requests-missing"],
  "popeye:POP-107": ["reliability/cpu-limit-missing", "reliability/limits-missing"],
  "popeye:POP-400": ["rbac/unused-role", "reliability/unused-object"],
  "trivy:AVD-DS-0001": ["dockerfile/base-image-latest-tag", "dockerfile/base-image-without-tag"],
  "trivy:AVD-DS-0002": ["dockerfile/no-user", "dockerfile/root-user"],
  "trivy:AVD-DS-0031": [
    "dockerfile/credential-file-copied",
    "dockerfile/credential-setup-without-secret-mount",
    "dockerfile/secret-in-variable",
  ],
  "trivy:DS-0001": ["dockerfile/base-image-latest-tag", "dockerfile/base-image-without-tag"],
  "trivy:DS-0002": ["dockerfile/no-user", "dockerfile/root-user"],
  "trivy:DS-0031": [
    "dockerfile/credential-file-copied",
    "dockerfile/credential-setup-without-secret-mount",
    "dockerfile/secret-in-variable",
  ],
};

describe("registries", () => {
  test.each(families.map((family) => ({ family })))("$family names every check of its folder", ({ family }) => {
    const folder = join(checksFolder, family);
    expect(readFileSync(join(folder, "registry.ts"), "utf8")).toBe(renderRegistry(readdirSync(folder)));
  });

  test("each file exports the check that its path names", async () => {
    for (const family of families) {
      const registry = readFileSync(join(checksFolder, family, "registry.ts"), "utf8");
      for (const [, name] of registry.matchAll(/from "\.\/(.+)\.ts"/g)) {
        const module: Record<string, unknown> = await import(join(checksFolder, family, `${name}.ts`));
        expect(module[toCamelCase(name ?? "")], `${family}/${name}`).toMatchObject({ id: `${family}/${name}` });
      }
    }
  });

  test("ids are unique", () => {
    const ids = catalogue.map((check) => check.id);
    expect(ids.toSorted()).toEqual([...new Set(ids)].toSorted());
  });

  test("controls of frameworks name checks that exist", () => {
    const named = frameworks.flatMap(({ id, controls }) =>
      controls.flatMap(({ checks }) => checks.map((check) => ({ framework: id, check }))),
    );
    // Known flaws are named by advisories, and not by a catalogue.
    const ofCatalogue = named.filter(({ check }) => check !== everyKnownFlaw);
    const unknown = ofCatalogue.filter(({ check }) => !catalogue.some(({ id }) => isAnswer(check, id)));
    expect(named.length).toBeGreaterThan(100);
    expect(unknown).toEqual([]);
  });

  test("a question of another tool is answered by one check, or by the listed ones together", () => {
    const owners = new Map<string, string[]>();
    // A rule about activity is wider than ours: several detectors answer parts of it.
    for (const check of catalogue.filter(({ findingKind }) => findingKind !== "activity")) {
      for (const alias of check.aliases) owners.set(alias, [...(owners.get(alias) ?? []), check.id]);
    }
    const unexpected = [...owners].filter(
      ([alias, ids]) => ids.length > 1 && ids.some((id) => sharedAliases[alias]?.includes(id) !== true),
    );
    expect(unexpected).toEqual([]);
  });
});

describe.each(catalogue.map((check) => ({ id: check.id, check })))("$id", ({ check }) => {
  test("says everything in both languages", () => {
    for (const text of textsOfDescription(check)) expectBothLanguages(text);
    for (const alias of check.aliases) expect(alias).toMatch(/^(?:falco:\S.*\S|[a-z][a-z-]*:\S+)$/);
    expect(new Set(check.aliases).size).toBe(check.aliases.length);
    expect(check.sources.length).toBeGreaterThan(0);
  });
});

describe.each(dockerfileChecks.map((check) => ({ id: check.id, check })))("examples of $id", ({ check }) => {
  test.each(listExamples(check.examples.fail))("fails: $name", ({ example }) => {
    const examination = examineExample(check, example);
    const violations = violationsOf(check, examination);
    expect(failuresOf(check, examination)).toEqual([]);
    expect(violations.length).toBeGreaterThan(0);
    for (const { violation } of violations) {
      expectBothLanguages(violation.message);
      expect(violation.subject).not.toBe("");
      expect(violation.range.start).toBeGreaterThanOrEqual(0);
      expect(violation.range.end).toBeGreaterThanOrEqual(violation.range.start);
      expect(violation.range.end).toBeLessThanOrEqual(textOf(example).length);
    }
  });

  test.each(listExamples(check.examples.pass))("passes: $name", ({ example }) => {
    const examination = examineExample(check, example);
    expect(failuresOf(check, examination)).toEqual([]);
    expect(violationsOf(check, examination).map(({ violation }) => violation.message.en)).toEqual([]);
  });
});

describe.each(imageChecks.map((check) => ({ id: check.id, check })))("examples of $id", ({ check }) => {
  test.each(listImageExamples(check.examples.fail))("fails: $name", ({ example }) => {
    const { tree, inventory } = imageContentOf(example);
    const violations = judgeImageExample(check, example);
    expect(violations.length).toBeGreaterThan(0);
    for (const { message, subject, evidence } of violations) {
      expectBothLanguages(message);
      expect(subject).not.toBe("");
      for (const { path, pointer, layer, message: part } of evidence) {
        if (part !== undefined) expectBothLanguages(part);
        expect(path ?? "", "a path from the root").not.toMatch(/^\//);
        expect(pointer ?? "/").toMatch(/^\//);
        const hidden = tree.hidden.map(({ file }) => file.path);
        expect([undefined, ...hidden, tree.find(path ?? "")?.path]).toContain(path);
        expect(layer ?? 0).toBeLessThan(Math.max(1, inventory.image?.layers.length ?? 0));
      }
    }
    expect(new Set(violations.map((violation) => violation.subject)).size, "one violation a subject").toBe(
      violations.length,
    );
  });

  test.each(listImageExamples(check.examples.pass))("passes: $name", ({ example }) => {
    expect(judgeImageExample(check, example).map(({ message }) => message.en)).toEqual([]);
  });
});

describe("repairs", () => {
  const repairable = dockerfileChecks.flatMap((check) =>
    listExamples(check.examples.fail)
      .filter(({ example }) => fixableOf(check, examineExample(check, example)).length > 0)
      .map(({ name, example }) => ({ id: check.id, name, check, example })),
  );

  test.each(repairable)("$id $name", ({ check, example }) => {
    const options = repairOf(check, example);
    const before = examineExample(check, example);

    const result = fix(textOf(example), options);

    const after = examineExample(check, example, result.text);
    const known = new Set(before.violations.map(keyOf));
    const mildest =
      fixableOf(check, before)
        .map(({ severity }) => severity)
        .toSorted(compareSeverity)
        .at(-1) ?? "info";
    expect(result.left).toEqual([]);
    expect(result.applied.length).toBeGreaterThan(0);
    expect(violationsOf(check, after).length).toBe(
      violationsOf(check, before).length - fixableOf(check, before).length,
    );
    expect(after.diagnostics.map(({ code }) => code)).toEqual(before.diagnostics.map(({ code }) => code));
    expect(
      after.violations.filter((judged) => !known.has(keyOf(judged)) && isAtLeast(judged.severity, mildest)),
    ).toEqual([]);
    expect(fix(result.text, options)).toEqual({ text: result.text, applied: [], left: [] });
  });
});

function listExamples(examples: readonly DockerfileExample[]) {
  return examples.map((example, index) => ({
    name: `${index + 1} ${JSON.stringify(textOf(example).slice(0, 60)).replaceAll("%", "%%").replaceAll("$", "$$$$")}`,
    example,
  }));
}

function listImageExamples(examples: readonly ImageExample[]) {
  return examples.map((example, index) => ({
    name: `${index + 1} ${JSON.stringify(example).slice(0, 60).replaceAll("%", "%%").replaceAll("$", "$$$$")}`,
    example,
  }));
}

function violationsOf(check: DockerfileCheck, examination: Examination): readonly JudgedViolation[] {
  return examination.violations.filter(({ rule }) => rule.id === check.id);
}

function fixableOf(check: DockerfileCheck, examination: Examination): readonly JudgedViolation[] {
  return violationsOf(check, examination).filter(({ violation }) => violation.fix !== undefined);
}

function failuresOf(check: DockerfileCheck, examination: Examination) {
  return examination.coverage.filter(
    ({ plugin, ended }) => plugin === check.id && ended !== "done" && ended !== "partial",
  );
}

function keyOf(judged: JudgedViolation): string {
  return `${judged.rule.id}\n${judged.violation.subject}`;
}

function textsOfDescription(check: CheckDescription): readonly Text[] {
  const parameters = Object.values(check.parameters ?? {}).map((parameter) => parameter.description);
  const reason = check.severityReason === undefined ? [] : [check.severityReason];
  return [check.title, check.why, check.remediation, ...reason, ...parameters];
}

function expectBothLanguages(text: Text): void {
  expect(text.en).toMatch(/[A-Za-z]/);
  expect(text.en, "English has no Japanese script").not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
  expect(text.ja, "Japanese is written in Japanese").toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
  expect(`${text.en}${text.ja}`, "no exclamation marks for people").not.toMatch(/！|[a-z\u3040-\u9fff]!(?:\s|$)/);
}
