import { showControls } from "../../exporters/escape/visible.ts";
import { columnsOf, padEndColumns } from "../../exporters/width/columns.ts";
import { counted } from "../../model/counted.ts";
import type { Language } from "../../model/text.ts";
import type { FalcoRule, RuleSet, SkippedRule } from "../../semantics/falco-rules/rule-set.ts";

/** Gives the rules as a table: source, priority, name. */
export function ruleList(rules: readonly FalcoRule[], language: Language): string {
  const off = language === "ja" ? "（無効）" : " (disabled)";
  const rows = rules.map(({ source, priority, name, isEnabled }) => [
    source,
    priority,
    showControls(name) + (isEnabled ? "" : off),
  ]);
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => columnsOf(row[column] ?? ""))));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => padEndColumns(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const count =
    language === "ja" ? `ルール ${rules.length} 件` : `${rules.length} ${rules.length === 1 ? "rule" : "rules"}`;
  return `${[...lines, ...(lines.length > 0 ? [""] : []), count].join("\n")}\n`;
}

/** Gives the rules that are never tried, with the reason; an empty text where there are none. */
export function skippedRuleList(skipped: readonly SkippedRule[], language: Language): string {
  if (skipped.length === 0) return "";
  const head =
    language === "ja"
      ? `対象外のルール ${skipped.length} 件（イベントソースに対応していないため、判定しません）:`
      : `${counted(skipped.length, "rule")} cannot be tried, since events of the source are not understood:`;
  const lines = skipped.map(({ name, source }) => `  ${showControls(source)}: ${showControls(name)}`);
  return `\n${[head, ...lines].join("\n")}\n`;
}

/** Gives the rules as JSON; those that are never tried have no priority. */
export function ruleListJson(rules: readonly FalcoRule[], skipped: readonly SkippedRule[]): string {
  const shown = rules.map(({ name, description, source, priority, tags, isEnabled, place }) => ({
    name,
    description,
    source,
    priority,
    tags,
    isEnabled,
    isTried: true,
    path: place.source.path,
  }));
  const never = skipped.map(({ name, source, place }) => ({ name, source, isTried: false, path: place.source.path }));
  return `${JSON.stringify([...shown, ...never], undefined, 2)}\n`;
}

/** Gives the line under a check: how much is wrong, and how much there is. */
export function ruleSummary({ problems, counts }: RuleSet, fileCount: number, language: Language): string {
  const errors = problems.filter(({ level }) => level === "error").length;
  const warnings = problems.length - errors;
  const { rules, macros, lists, disabledRules, skippedRules } = counts;
  if (language === "ja") {
    const verdict = errors === 0 ? "有効なルールファイルです。" : "ルールファイルに誤りがあります。";
    const more = `無効化 ${disabledRules} 件、対象外のソース ${skippedRules} 件`;
    return `${verdict}エラー ${errors} 件、警告 ${warnings} 件。ファイル ${fileCount} 件にルール ${rules} 件（${more}）、マクロ ${macros} 件、リスト ${lists} 件\n`;
  }
  const verdict = errors === 0 ? "valid" : "not valid";
  const inFiles = `in ${counted(fileCount, "file")}`;
  const more = `${disabledRules} disabled, ${skippedRules} of other sources`;
  return `${verdict}: ${counted(errors, "error")}, ${counted(warnings, "warning")}; ${counted(rules, "rule")} (${more}), ${counted(macros, "macro")}, ${counted(lists, "list")} ${inFiles}\n`;
}
