import type { AuditDetector, AuditReads } from "../../packages/sekisho/src/detectors/define.ts";
import type { AuditExample } from "../../packages/sekisho/src/detectors/example.ts";
import { severityStyles } from "../../packages/sekisho/src/exporters/severity-style.ts";
import type { Language, Text } from "../../packages/sekisho/src/model/text.ts";
import { codeBlock, page, table } from "./markdown.ts";

const labels = {
  severity: { en: "Severity", ja: "深刻度" },
  form: { en: "Looks at", ja: "判定の単位" },
  aliases: { en: "The same question elsewhere", ja: "ほかのツールでの名前" },
  techniques: { en: "Techniques", ja: "攻撃手法" },
  why: { en: "Why it matters", ja: "影響とリスク" },
  response: { en: "What to do now", ja: "対応手順" },
  remediation: { en: "What to do for good", ja: "恒久的な対処" },
  falsePositives: { en: "What else looks like it", ja: "誤検知となりうるもの" },
  parameters: { en: "Parameters", ja: "パラメーター" },
  name: { en: "Name", ja: "名前" },
  default: { en: "Default", ja: "既定値" },
  meaning: { en: "Meaning", ja: "意味" },
  reads: { en: "Events that it reads", ja: "対象イベント" },
  fires: { en: "Streams that fire", ja: "検知する例" },
  silent: { en: "Streams that do not", ja: "検知しない例" },
  sources: { en: "Sources", ja: "出典" },
  detectors: { en: "Detectors", ja: "検知ルール" },
} as const satisfies Record<string, Text>;

const forms = {
  event: { en: "every event by itself", ja: "個々のイベント" },
  window: { en: "how many in a time", ja: "一定時間内の件数" },
  baseline: { en: "what is usual for the caller", ja: "主体の普段の利用との比較" },
  sequence: { en: "one after the other", ja: "操作の順序" },
} as const satisfies Record<AuditDetector["kind"], Text>;

/** Gives the page of a detector below `docs/reference`. */
export function detectorPath(id: string): string {
  return `detectors/${id}.md`;
}

/** Writes the page of one detector: English first, then Japanese, then what both share. */
export function detectorPage(detector: AuditDetector): string {
  return page([
    `# ${detector.id}`,
    both(detector.title),
    table(
      ["", ""],
      [
        [both(labels.severity), both(severityStyles[detector.severity].word)],
        [both(labels.form), both(forms[detector.kind])],
        [both(labels.techniques), codes(detector.techniques)],
        [both(labels.aliases), codes(detector.aliases)],
      ],
    ),
    ...explanation(detector, "en"),
    ...explanation(detector, "ja"),
    `## ${both(labels.reads)}`,
    table(
      ["Verbs", "Resources", "Outcome", "Callers", "Needs"],
      readsOf(detector).map((reads) => [
        codes(reads.verbs ?? ["*"]),
        codes(reads.resources ?? ["*"]),
        reads.outcome ?? "succeeded",
        reads.callers ?? "not-system",
        reads.needs ?? "–",
      ]),
    ),
    `## ${both(labels.fires)}`,
    ...detector.examples.fires.map(streamBlock),
    `## ${both(labels.silent)}`,
    ...detector.examples.silent.map(streamBlock),
    `## ${both(labels.sources)}`,
    detector.sources.map((source) => `- ${source}`).join("\n"),
  ]);
}

/** Writes the list of all detectors. */
export function detectorIndex(detectors: readonly AuditDetector[]): string {
  return page([
    `# ${both(labels.detectors)}`,
    `${detectors.length} detectors of \`sekisho detect\`. \`sekisho explain ID\` shows why each matters; aliases of other tools work as ids.`,
    `\`sekisho detect\` の検知ルールは ${detectors.length} 件です。影響とリスクは \`sekisho explain ID\` で確認できます。ほかのツールでの名前も使えます。`,
    table(
      ["ID", labels.severity.en, "Title", "タイトル", labels.techniques.en],
      detectors.map(({ id, severity, title, techniques }) => [
        `[${id}](${id}.md)`,
        severity,
        title.en,
        title.ja,
        codes(techniques),
      ]),
    ),
  ]);
}

function readsOf(detector: AuditDetector): readonly AuditReads[] {
  return detector.kind === "sequence" ? detector.steps.map(({ reads }) => reads) : [detector.reads];
}

function explanation(detector: AuditDetector, language: Language): readonly string[] {
  const steps = detector.response.map((step, index) => `${index + 1}. ${step[language]}`).join("\n");
  return [
    `## ${labels.why[language]}`,
    detector.why[language],
    `## ${labels.response[language]}`,
    steps,
    `## ${labels.remediation[language]}`,
    detector.remediation[language],
    `## ${labels.falsePositives[language]}`,
    detector.falsePositives[language],
    ...parameters(detector, language),
  ];
}

function parameters({ parameters: schema }: AuditDetector, language: Language): readonly string[] {
  const rows = Object.entries(schema ?? {}).map(([name, parameter]) => [
    `\`${name}\``,
    `\`${JSON.stringify(parameter.default)}\``,
    parameter.description[language],
  ]);
  if (rows.length === 0) return [];
  const heading = [labels.name, labels.default, labels.meaning].map((label) => label[language]);
  return [`### ${labels.parameters[language]}`, table(heading, rows)];
}

function streamBlock({ name, events }: AuditExample): string {
  return `${name}:\n\n${codeBlock("json", events.map((event) => JSON.stringify(event)).join("\n"))}`;
}

function codes(words: readonly string[]): string {
  return words.length === 0 ? "–" : words.map((word) => `\`${word}\``).join("<br>");
}

function both(text: Text): string {
  return `${text.en} / ${text.ja}`;
}
