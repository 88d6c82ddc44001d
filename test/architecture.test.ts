import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { findOutsideReads, type ImportSurvey, importRules, listSources, surveyImports } from "./architecture-rules.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));
const broken = fileURLToPath(new URL("fixtures/architecture", import.meta.url));

describe("the sources of this repository", () => {
  let survey: ImportSurvey;
  beforeAll(async () => {
    survey = await surveyImports(repository);
  }, 240_000);

  test("are all read", () => {
    const sources = listSources(repository);

    expect(survey.modules.toSorted()).toEqual(sources);
    expect(sources.length).toBeGreaterThan(10);
  });

  test("break no import rule", () => {
    expect(survey.violations).toEqual([]);
  });

  test("read neither clock nor environment in rows 0 to 3", () => {
    expect(findOutsideReads(repository)).toEqual([]);
  });
});

describe("a tree that breaks every rule", () => {
  let survey: ImportSurvey;
  beforeAll(async () => {
    survey = await surveyImports(broken);
  }, 60_000);

  test("is read whole", () => {
    expect(survey.modules.toSorted()).toEqual(listSources(broken));
  });

  test("is caught by every rule", () => {
    const caught = new Set(survey.violations.map((violation) => violation.split(": ", 1)[0]));
    const silent = importRules.map((rule) => rule.name).filter((name) => !caught.has(name));

    expect(silent).toEqual([]);
  });

  test("is caught at exactly the edges that break a rule", () => {
    expect(survey.violations).toEqual([
      "check-imports-no-check: packages/sekisho/src/checks/dockerfile/first.ts -> packages/sekisho/src/checks/dockerfile/second.ts",
      "contract-imports-model-types-only: packages/platform/src/contract/finding.ts -> packages/platform/src/main.ts",
      "contract-imports-no-model-values: packages/platform/src/contract/finding.ts -> packages/sekisho/src/model/sound.ts",
      "feature-imports-no-feature: packages/web/src/features/assets/page.tsx -> packages/web/src/features/findings/page.tsx",
      "import-resolves: packages/sekisho/src/access/misses.ts -> ./nothing.ts",
      "index-leaves-out-the-cli: packages/sekisho/src/index.ts -> packages/sekisho/src/cli/print.ts",
      "model-imports-nothing: packages/sekisho/src/model/reaches-up.ts -> packages/sekisho/src/versions/scheme.ts",
      "no-cycle: packages/sekisho/src/advisories/part.ts -> packages/sekisho/src/detectors/part.ts",
      "nothing-imports-the-index: packages/sekisho/src/cli/main.ts -> packages/sekisho/src/index.ts",
      "only-serve-loads-the-platform: packages/sekisho/src/scan/loads-platform.ts -> packages/platform/src/main.ts",
      "platform-imports-no-web: packages/platform/src/routes/list.ts -> packages/web/src/app/app.ts",
      "platform-imports-the-scanner-by-its-index: packages/platform/src/routes/list.ts -> packages/sekisho/src/cli/print.ts",
      "pure-rows-reach-nothing-outside: packages/sekisho/src/analyzers/reads-disk-unprefixed.ts -> fs/promises",
      "pure-rows-reach-nothing-outside: packages/sekisho/src/analyzers/reads-disk.ts -> fs",
      "pure-rows-reach-nothing-outside: packages/sekisho/src/detectors/starts-program.ts -> child_process",
      "row-of-access: packages/sekisho/src/access/calls-scan.ts -> packages/sekisho/src/scan/scan.ts",
      "row-of-admission: packages/sekisho/src/admission/decide.ts -> packages/sekisho/src/scan/scan.ts",
      "row-of-advisories: packages/sekisho/src/advisories/part.ts -> packages/sekisho/src/detectors/part.ts",
      "row-of-analyzers: packages/sekisho/src/analyzers/part.ts -> packages/sekisho/src/checks/part.ts",
      "row-of-checks: packages/sekisho/src/checks/part.ts -> packages/sekisho/src/advisories/part.ts",
      "row-of-cli: packages/sekisho/src/cli/main.ts -> packages/sekisho/src/index.ts",
      "row-of-compliance: packages/sekisho/src/compliance/part.ts -> packages/sekisho/src/importers/part.ts",
      "row-of-detectors: packages/sekisho/src/detectors/part.ts -> packages/sekisho/src/compliance/part.ts",
      "row-of-exporters: packages/sekisho/src/exporters/part.ts -> packages/sekisho/src/investigation/part.ts",
      "row-of-formats: packages/sekisho/src/formats/reads-sibling.ts -> packages/sekisho/src/versions/scheme.ts",
      "row-of-importers: packages/sekisho/src/importers/part.ts -> packages/sekisho/src/exporters/part.ts",
      "row-of-investigation: packages/sekisho/src/investigation/part.ts -> packages/sekisho/src/analyzers/part.ts",
      "row-of-model: packages/sekisho/src/model/reaches-up.ts -> packages/sekisho/src/versions/scheme.ts",
      "row-of-scan: packages/sekisho/src/scan/scan.ts -> packages/sekisho/src/cli/print.ts",
      "row-of-semantics: packages/sekisho/src/semantics/stages.ts -> packages/sekisho/src/checks/dockerfile/first.ts",
      "row-of-versions: packages/sekisho/src/versions/scheme.ts -> packages/sekisho/src/semantics/stages.ts",
      "scanner-imports-no-platform: packages/sekisho/src/cli/main.ts -> packages/platform/src/main.ts",
      "web-imports-contract-and-model-types-only: packages/web/src/app/app.ts -> packages/platform/src/main.ts",
      "web-imports-no-model-values: packages/web/src/app/app.ts -> packages/sekisho/src/model/sound.ts",
    ]);
  });

  test("is caught where it reads clock, environment or chance", () => {
    expect(findOutsideReads(broken)).toEqual([
      "process.env: packages/sekisho/src/exporters/reads-environment.ts",
      "process.argv: packages/sekisho/src/exporters/reads-environment.ts",
      "process.hrtime: packages/sekisho/src/exporters/reads-environment.ts",
      "Math.random(): packages/sekisho/src/exporters/reads-environment.ts",
      "Date.now(): packages/sekisho/src/semantics/reads-clock.ts",
      "new Date(): packages/sekisho/src/semantics/reads-clock.ts",
      "Date(): packages/sekisho/src/semantics/reads-clock.ts",
      "performance.now(): packages/sekisho/src/semantics/reads-clock.ts",
    ]);
  });
});
