import { commands, languages } from "../../packages/sekisho/src/cli/command-table.ts";
import { exitCodeOfError } from "../../packages/sekisho/src/cli/exit-codes.ts";
import { commandHelp, overviewHelp } from "../../packages/sekisho/src/cli/output/help-text.ts";
import { controlsOf, frameworks } from "../../packages/sekisho/src/compliance/controls-of.ts";
import type { Framework } from "../../packages/sekisho/src/compliance/framework.ts";
import { comparisonSchema } from "../../packages/sekisho/src/exporters/comparison/comparison-schema.ts";
import { reportSchema } from "../../packages/sekisho/src/exporters/json/schema.ts";
import { errorCatalogue } from "../../packages/sekisho/src/model/error.ts";
import { catalogue } from "../../packages/sekisho/src/scan/catalogue.ts";
import { configurationSchema } from "../../packages/sekisho/src/scan/configuration/read-configuration.ts";
import { auditDetectors } from "../../packages/sekisho/src/scan/detect/detector-catalogue.ts";
import { dockerfileChecks } from "../../packages/sekisho/src/scan/dockerfile-checks.ts";
import { imageChecks } from "../../packages/sekisho/src/scan/image-checks.ts";
import { mappingSchema } from "../../packages/sekisho/src/scan/import/read-mapping.ts";
import { manifestChecks } from "../../packages/sekisho/src/scan/manifest-checks.ts";
import { newestKubernetesMinor } from "../../packages/sekisho/src/semantics/kubernetes/kubernetes-version.ts";
import { analyzerPage } from "./analyzer-page.ts";
import {
  checkIndex,
  checkPage,
  type DocumentedCheck,
  dataFamilies,
  familyPage,
  hasOwnPage,
  pageOf,
} from "./check-pages.ts";
import { configurationPage } from "./configuration-page.ts";
import { detectorIndex, detectorPage, detectorPath } from "./detector-pages.ts";
import { importerPage } from "./importer-page.ts";
import { codeBlock, page, table } from "./markdown.ts";

/** Gives every page of `docs/reference` by its path there. */
export function referencePages(): ReadonlyMap<string, string> {
  const checks = documentedChecks();
  const schema = configurationSchema(catalogue);
  const pages = new Map<string, string>([
    ["README.md", indexPage()],
    ["analyzers.md", analyzerPage()],
    ["checks/README.md", checkIndex(checks)],
    ["cli.md", commandLinePage()],
    ["detectors/README.md", detectorIndex(auditDetectors)],
    ["comparison.schema.json", `${JSON.stringify(comparisonSchema(), null, 2)}\n`],
    ["configuration.md", configurationPage(schema)],
    ["errors.md", errorsPage()],
    ["importers.md", importerPage()],
    ["import-mapping.schema.json", `${JSON.stringify(mappingSchema(), null, 2)}\n`],
    ["report.schema.json", `${JSON.stringify(reportSchema(), null, 2)}\n`],
    ["sekisho-yaml.schema.json", `${JSON.stringify(schema, null, 2)}\n`],
  ]);
  for (const detector of auditDetectors) pages.set(detectorPath(detector.id), detectorPage(detector));
  for (const check of checks.filter(hasOwnPage)) pages.set(pageOf(check.id), checkPage(check, controlsOf(check.id)));
  for (const family of dataFamilies) {
    pages.set(
      pageOf(`${family}/*`),
      familyPage(
        family,
        checks.filter(({ id }) => id.startsWith(`${family}/`)),
        controlsOf(`${family}/*`),
      ),
    );
  }
  for (const framework of documentedFrameworks) {
    pages.set(`frameworks/${framework.id}.md`, frameworkPage(framework));
  }
  return pages;
}

/** Of frameworks that follow Kubernetes' versions the newest stands for all: the others differ in few controls. */
const documentedFrameworks: readonly Framework[] = frameworks.filter(
  ({ kubernetesMinor, isSuperseded }) =>
    isSuperseded !== true && (kubernetesMinor === undefined || kubernetesMinor === newestKubernetesMinor),
);

/** Every rule of what can be scanned, with its examples where it has some. */
function documentedChecks(): readonly DocumentedCheck[] {
  const withExamples = new Map<string, DocumentedCheck>(
    [...dockerfileChecks, ...imageChecks, ...manifestChecks].map((check) => [check.id, check]),
  );
  return catalogue
    .filter(({ findingKind }) => findingKind !== "activity")
    .map((check) => withExamples.get(check.id) ?? check);
}

function indexPage(): string {
  return page([
    "# Reference / リファレンス",
    "- [Command line / コマンドライン](cli.md)\n- [Configuration / 設定](configuration.md) ([JSON Schema](sekisho-yaml.schema.json))\n- [Checks / チェック項目](checks/README.md)\n- [Detectors / 検知ルール](detectors/README.md)\n- [Analyzers / 解析器](analyzers.md)\n- [Importers / 取り込めるレポート](importers.md) ([JSON Schema of mappings / 対応付けファイルの JSON Schema](import-mapping.schema.json))\n- [Errors / エラー](errors.md)\n- [JSON Schema of reports / レポートの JSON Schema](report.schema.json)\n- [JSON Schema of comparisons / 比較結果の JSON Schema](comparison.schema.json)",
    "## Frameworks / 基準",
    documentedFrameworks
      .map(
        (framework) =>
          `- [${framework.id}](frameworks/${framework.id}.md): ${framework.title.en} / ${framework.title.ja}`,
      )
      .join("\n"),
  ]);
}

function commandLinePage(): string {
  const sections = commands.flatMap((command) => [
    `## sekisho ${command.name}`,
    ...languages.map((language) => codeBlock("text", commandHelp(command, language))),
  ]);
  const overview = languages.map((language) => codeBlock("text", overviewHelp(language)));
  return page(["# Command line / コマンドライン", ...overview, ...sections]);
}

function errorsPage(): string {
  const exitCodes = new Map(Object.entries(exitCodeOfError));
  const rows = Object.entries(errorCatalogue).map(([code, text]) => [
    `\`${code}\``,
    String(exitCodes.get(code)),
    text.en,
    text.ja,
  ]);
  return page([
    "# Errors / エラー",
    "Trouble with the call. Trouble in what is scanned is a diagnostic in the report instead, and the scan goes on.",
    "呼び出しに関するエラーの一覧です。検査対象の問題はレポートの診断メッセージとして報告し、スキャンを続行します。",
    table(["Code", "Exit code", "Meaning", "意味"], rows),
  ]);
}

function frameworkPage(framework: Framework): string {
  const rows = framework.controls.map((control) => [
    control.id,
    control.title.en,
    control.title.ja,
    control.checks.map(linkToCheck).join("<br>") || "–",
    [control.note?.en, control.note?.ja].filter((note) => note !== undefined).join("<br>"),
  ]);
  return page([
    `# ${framework.id}`,
    `${framework.title.en} / ${framework.title.ja}`,
    `Source: ${framework.source}`,
    `\`sekisho scan --framework ${framework.id} .\``,
    table(["Control", "Title", "タイトル", "Checks", "Not seen by them"], rows),
  ]);
}

/** Of a whole family whose rules have a page each, and of flaws of packages, there is no one page. */
function linkToCheck(check: string): string {
  const isFamily = check.endsWith("/*") && hasOwnPage({ id: check });
  return isFamily ? `\`${check}\`` : `[${check}](../${pageOf(check)})`;
}
