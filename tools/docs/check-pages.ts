import type { DockerfileExample } from "../../packages/sekisho/src/checks/dockerfile/define.ts";
import { type ImageExample, printImageExample } from "../../packages/sekisho/src/checks/image/define.ts";
import type { ManifestExample } from "../../packages/sekisho/src/checks/manifest/define.ts";
import { severityStyles } from "../../packages/sekisho/src/exporters/severity-style.ts";
import type { CheckDescription, ParameterSchema } from "../../packages/sekisho/src/model/check.ts";
import type { Language, Text } from "../../packages/sekisho/src/model/text.ts";
import { findSecrets } from "../../packages/sekisho/src/semantics/secret-patterns/find-secrets.ts";
import { codeBlock, page, table } from "./markdown.ts";

type Example = DockerfileExample | ImageExample | ManifestExample;

/** A check with its examples, where it has some. */
export interface DocumentedCheck extends CheckDescription {
  readonly examples?: { readonly fail: readonly Example[]; readonly pass: readonly Example[] };
}

/** Families whose rules are data: one page tells of all of them. */
export const dataFamilies = ["malware", "secret"] as const;

/** Tells whether a check has a page of its own. */
export function hasOwnPage({ id }: Pick<DocumentedCheck, "id">): boolean {
  return !dataFamilies.some((family) => id.startsWith(`${family}/`));
}

/** Gives the page that tells of a check, or of a family (`secret/*`), below `docs/reference`. */
export function pageOf(id: string): string {
  const family = id.slice(0, id.indexOf("/"));
  return hasOwnPage({ id }) ? `checks/${id}.md` : `checks/${family}.md`;
}

/** Labels of the pages. */
const labels = {
  severity: { en: "Severity", ja: "深刻度" },
  kind: { en: "Kind", ja: "種別" },
  aliases: { en: "The same question elsewhere", ja: "ほかのツールでの ID" },
  controls: { en: "Asked for by", ja: "求めている管理策" },
  sources: { en: "Sources", ja: "出典" },
  optional: { en: "Optional", ja: "任意" },
  optionalNote: { en: "asked only with `enable`", ja: "`enable` で指定した場合のみ検査" },
  why: { en: "Why it matters", ja: "影響とリスク" },
  remediation: { en: "What to do", ja: "対処方法" },
  severityReason: { en: "Why this severity", ja: "深刻度の理由" },
  parameters: { en: "Parameters", ja: "パラメーター" },
  parameter: { en: "Name", ja: "名前" },
  type: { en: "Type", ja: "型" },
  default: { en: "Default", ja: "既定値" },
  meaning: { en: "Meaning", ja: "意味" },
  fails: { en: "Examples that fail", ja: "違反となる例" },
  passes: { en: "Examples that pass", ja: "違反とならない例" },
  checks: { en: "Checks", ja: "チェック項目" },
} as const satisfies Record<string, Text>;

/** Writes the page of one check: English first, then Japanese, then the examples that both share. */
export function checkPage(check: DocumentedCheck, controls: readonly string[]): string {
  return page([
    `# ${check.id}`,
    both(check.title),
    facts(check, controls),
    ...explanation(check, "en"),
    ...explanation(check, "ja"),
    ...examples(check),
    `## ${both(labels.sources)}`,
    check.sources.map((source) => `- ${source}`).join("\n"),
  ]);
}

/** Writes the list of all checks. */
export function checkIndex(checks: readonly DocumentedCheck[]): string {
  return page([
    `# ${both(labels.checks)}`,
    `${checks.length} checks. \`sekisho explain ID\` shows the same pages in the terminal; aliases of other tools work as ids.`,
    `チェック項目は ${checks.length} 件です。\`sekisho explain ID\` で同じ内容をターミナルに表示できます。ほかのツールの ID も使えます。`,
    table(
      ["ID", labels.severity.en, "Title", "タイトル", "Aliases"],
      checks.map((check) => [
        `[${check.id}](${pageOf(check.id).slice("checks/".length)})`,
        check.severity,
        check.title.en,
        check.title.ja,
        check.aliases.map((alias) => `\`${alias}\``).join(" "),
      ]),
    ),
  ]);
}

/** Writes the page of a family whose rules are data. */
export function familyPage(family: string, checks: readonly DocumentedCheck[], controls: readonly string[]): string {
  return page([
    `# ${family}/*`,
    `${checks.length} rules. \`sekisho explain ID\` shows why each matters and what to do.`,
    `ルールは ${checks.length} 件です。影響とリスク、対処方法は \`sekisho explain ID\` で確認できます。`,
    `${both(labels.controls)}: ${codes(controls)}`,
    table(
      ["ID", labels.severity.en, "Title", "タイトル", "Aliases"],
      checks.map((check) => [check.id, check.severity, check.title.en, check.title.ja, codes(check.aliases)]),
    ),
  ]);
}

function facts(check: DocumentedCheck, controls: readonly string[]): string {
  const severity = severityStyles[check.severity].word;
  const rows = [
    [both(labels.severity), both(severity)],
    [both(labels.kind), check.findingKind ?? "misconfiguration"],
    [both(labels.aliases), codes(check.aliases)],
    [both(labels.controls), codes(controls)],
  ];
  if (check.isOptional === true) rows.push([both(labels.optional), both(labels.optionalNote)]);
  return table(["", ""], rows);
}

function explanation(check: DocumentedCheck, language: Language): readonly (string | undefined)[] {
  const reason = check.severityReason?.[language];
  return [
    `## ${labels.why[language]}`,
    check.why[language],
    `## ${labels.remediation[language]}`,
    check.remediation[language],
    reason === undefined ? undefined : `## ${labels.severityReason[language]}`,
    reason,
    ...parameters(check.parameters, language),
  ];
}

function parameters(schema: ParameterSchema | undefined, language: Language): readonly string[] {
  if (schema === undefined || Object.keys(schema).length === 0) return [];
  const heading = [labels.parameter, labels.type, labels.default, labels.meaning].map((label) => label[language]);
  const rows = Object.entries(schema).map(([name, parameter]) => [
    `\`${name}\``,
    parameter.type,
    `\`${JSON.stringify(parameter.default)}\``,
    parameter.description[language],
  ]);
  return [`### ${labels.parameters[language]}`, table(heading, rows)];
}

function examples(check: DocumentedCheck): readonly string[] {
  if (check.examples === undefined) return [];
  const language = /^(?:dockerfile|shell)\//.test(check.id) ? "dockerfile" : "yaml";
  return [
    `## ${both(labels.fails)}`,
    ...check.examples.fail.map((example) => withoutTokens(exampleBlock(example, language))),
    `## ${both(labels.passes)}`,
    ...check.examples.pass.map((example) => exampleBlock(example, language)),
  ];
}

/** Examples of credentials are put together at run time; no page of ours holds one. */
function withoutTokens(text: string): string {
  let shown = text;
  for (const { start, end, certainty } of findSecrets(text).toReversed()) {
    if (certainty === "format") shown = `${shown.slice(0, start)}${"*".repeat(end - start)}${shown.slice(end)}`;
  }
  return shown;
}

/** `language` is that of an example that is a text. */
function exampleBlock(example: Example, language: string): string {
  if (typeof example === "string") return codeBlock(language, example);
  if ("manifests" in example) return [codeBlock("yaml", example.manifests), ...settingsBlock(example)].join("\n\n");
  if (!("dockerfile" in example)) return codeBlock("json", printImageExample(example));
  const surroundings = Object.entries(example.context ?? {}).map(([path, text]) => codeBlock("", `${path}:\n${text}`));
  return [codeBlock("dockerfile", example.dockerfile), ...surroundings, ...settingsBlock(example)].join("\n\n");
}

function settingsBlock({ parameters }: Pick<ManifestExample, "parameters">): readonly string[] {
  return parameters === undefined ? [] : [codeBlock("json", JSON.stringify(parameters, null, 2))];
}

function both(text: Text): string {
  return `${text.en} / ${text.ja}`;
}

function codes(names: readonly string[]): string {
  return names.length === 0 ? "–" : names.map((name) => `\`${name}\``).join(" ");
}
