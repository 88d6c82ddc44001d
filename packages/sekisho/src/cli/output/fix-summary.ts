import { showControls } from "../../exporters/escape/visible.ts";
import { counted } from "../../model/counted.ts";
import { shellWord } from "../../model/shell-word.ts";
import type { Language, Text } from "../../model/text.ts";
import type { FixResult, LeftReason } from "../../scan/fix.ts";

/** What the summary of a repair depends on. */
export interface FixSummaryContext {
  readonly language: Language;
  readonly isWritten: boolean;
  /** Whether proposals were made as well. */
  readonly hasProposals: boolean;
  /** Options that the next call needs as this one did, then the targets. */
  readonly words: readonly string[];
}

const leftReasons: Readonly<Record<Exclude<LeftReason, "proposal">, Text>> = {
  "breaks-syntax": { en: "the result would not be valid", ja: "修正後の構文が正しくないため" },
  "no-effect": { en: "the finding would remain", ja: "修正しても検出事項が残るため" },
  "new-finding": { en: "another finding would appear", ja: "別の検出事項が発生するため" },
  "not-editable": {
    en: "the value is shared through an anchor, or written in a form that is not edited",
    ja: "アンカーで共有されている値、または編集に対応していない書き方のため",
  },
  "too-many-rounds": { en: "the limit of rounds was reached", ja: "修正の反復回数が上限に達したため" },
};

/** Says what was repaired, what was left and why, and the command that goes on from here. */
export function fixSummary(results: readonly FixResult[], context: FixSummaryContext): string {
  const { language, isWritten, hasProposals } = context;
  const applied = results.reduce((count, result) => count + result.applied.length, 0);
  const files = results.filter((result) => result.applied.length > 0).length;
  const left = results.flatMap((result) => result.left);
  const proposals = left.filter((outcome) => outcome.reason === "proposal").length;
  // "Nothing to repair" would read as "looked at": a file that could not be read was not.
  if (results.length === 0) return `${notExamined[language]}\n`;
  const lines = [headline({ applied, files, isWritten })[language]];
  for (const outcome of left) {
    if (outcome.reason === "proposal") continue;
    const reason = leftReasons[outcome.reason][language];
    lines.push(showControls(`  ${outcome.rule} (${outcome.line}): ${reason}`));
  }
  const rest = context.words.map((word) => ` ${shellWord(word)}`).join("");
  const write = hasProposals ? "--write --propose" : "--write";
  if (applied > 0 && !isWritten) lines.push(`${offers.write[language]}  sekisho fix ${write}${rest}`);
  if (proposals > 0) lines.push(`${offers.propose(proposals)[language]}  sekisho fix --propose${rest}`);
  return `${lines.join("\n")}\n`;
}

const notExamined: Text = { en: "No file was examined.", ja: "検査したファイルはありません。" };

const offers = {
  write: { en: "Write them:", ja: "ファイルに書き込むには:" },
  propose: (count: number): Text => ({
    en: `${counted(count, "more repair")} to decide on:`,
    ja: `判断が必要な修正案 ${count} 件を見るには:`,
  }),
} as const;

function headline(counts: { readonly applied: number; readonly files: number; readonly isWritten: boolean }): Text {
  const { applied, files, isWritten } = counts;
  if (applied === 0) return { en: "Nothing to repair.", ja: "自動修正できる箇所はありません。" };
  const amount = `${counted(applied, "repair")} in ${counted(files, "file")}`;
  return isWritten
    ? { en: `${amount} written.`, ja: `${files} ファイルの ${applied} か所を修正しました。` }
    : { en: `${amount}.`, ja: `${files} ファイルの ${applied} か所を修正できます。` };
}
