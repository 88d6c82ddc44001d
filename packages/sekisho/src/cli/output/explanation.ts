import type { DockerfileExample } from "../../checks/dockerfile/define.ts";
import { type ImageExample, printImageExample } from "../../checks/image/define.ts";
import type { ManifestExample } from "../../checks/manifest/define.ts";
import { severityStyles } from "../../exporters/severity-style.ts";
import { createPaint, type Paint } from "../../exporters/table/paint.ts";
import { wrap } from "../../exporters/width/wrap.ts";
import type { CheckDescription, ParameterDescription } from "../../model/check.ts";
import type { Language, Text } from "../../model/text.ts";

/** What an explanation needs besides the check. */
export interface ExplanationContext {
  readonly language: Language;
  readonly hasColour: boolean;
  readonly columns: number;
  /** Controls that ask for the check, `FRAMEWORK@VERSION#CONTROL`. */
  readonly controls: readonly string[];
  readonly examples?: { readonly fail: readonly Example[]; readonly pass: readonly Example[] };
}

type Example = DockerfileExample | ImageExample | ManifestExample;

const headings = {
  why: { en: "Why it matters", ja: "影響とリスク" },
  severityReason: { en: "Why this severity", ja: "深刻度の理由" },
  remediation: { en: "Remediation", ja: "対処方法" },
  optional: { en: "Optional", ja: "任意のチェック項目" },
  bad: { en: "Found here", ja: "検出される例" },
  good: { en: "Not found here", ja: "検出されない例" },
  parameters: { en: "Parameters", ja: "パラメーター" },
  aliases: { en: "In other tools", ja: "ほかのツールでの名前" },
  controls: { en: "Asked for by", ja: "関連する管理策" },
  sources: { en: "Sources", ja: "出典" },
} as const satisfies Readonly<Record<string, Text>>;

const optionalText: Text = {
  en: "Off by default; switch it on with --enable RULE, or with enable in .sekisho.yaml.",
  ja: "既定では検査しません。--enable RULE または .sekisho.yaml の enable で有効にしてください。",
};

const indentColumns = 2;

/** Gives everything that is known of a check, for reading in a terminal. */
export function explanation(check: CheckDescription, context: ExplanationContext): string {
  const { language } = context;
  const paint = createPaint(context.hasColour);
  const style = severityStyles[check.severity];
  const severity = paint.severity(check.severity, `${style.mark} ${style.word[language]}`);
  const sections: (readonly string[])[] = [
    [...wrap(check.title[language], context.columns).map((line) => paint.strong(line)), `${severity}  ${check.id}`],
    prose("why", check.why, context),
  ];
  if (check.severityReason !== undefined) sections.push(prose("severityReason", check.severityReason, context));
  sections.push(prose("remediation", check.remediation, context));
  if (check.isOptional === true) sections.push(prose("optional", optionalText, context));
  const [bad] = context.examples?.fail ?? [];
  const [good] = context.examples?.pass ?? [];
  if (bad !== undefined) sections.push(section("bad", exampleLines(bad), context));
  if (good !== undefined) sections.push(section("good", exampleLines(good), context));
  const parameters = Object.entries(check.parameters ?? {});
  if (parameters.length > 0) {
    sections.push(
      section(
        "parameters",
        parameters.flatMap((entry) => parameterLines(entry, context)),
        context,
      ),
    );
  }
  sections.push(
    section("aliases", listed(check.aliases, context), context),
    section("controls", listed(context.controls, context), context),
    section("sources", listed(check.sources, context), context),
  );
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function prose(heading: keyof typeof headings, text: Text, context: ExplanationContext): readonly string[] {
  return section(heading, wrap(text[context.language], context.columns - indentColumns), context);
}

function section(
  heading: keyof typeof headings,
  lines: readonly string[],
  context: ExplanationContext,
): readonly string[] {
  if (lines.length === 0) return [];
  const paint: Paint = createPaint(context.hasColour);
  return [paint.strong(headings[heading][context.language]), ...lines.map((line) => (line === "" ? "" : `  ${line}`))];
}

function listed(items: readonly string[], context: ExplanationContext): readonly string[] {
  return items.flatMap((item) => wrap(item, context.columns - indentColumns));
}

/** A Dockerfile or manifest as it is; an image as the settings and files that matter. */
function exampleLines(example: Example): readonly string[] {
  return exampleText(example).trimEnd().split("\n");
}

function exampleText(example: Example): string {
  if (typeof example === "string") return example;
  if ("manifests" in example) return example.manifests;
  return "dockerfile" in example ? example.dockerfile : printImageExample(example);
}

function parameterLines(entry: readonly [string, ParameterDescription], context: ExplanationContext): string[] {
  const [name, parameter] = entry;
  const words = parameter.values === undefined ? "" : `: ${parameter.values.join(", ")}`;
  const form = `${name} (${parameter.type}${words}) = ${JSON.stringify(parameter.default)}`;
  return [
    ...wrap(form, context.columns - indentColumns),
    ...wrap(parameter.description[context.language], context.columns - indentColumns * 2).map((line) => `  ${line}`),
  ];
}
