import { showControls } from "../../exporters/escape/visible.ts";
import { counted } from "../../model/counted.ts";
import type { RemediationAction } from "../../model/remediation.ts";
import { shellWord } from "../../model/shell-word.ts";
import type { Language, Text } from "../../model/text.ts";
import type { ActionOutcome, FileRepair, TargetPlan } from "../../scan/report-repair/repair-file.ts";

/** What the summary of a repair from a report depends on. */
export interface ReportRepairContext {
  readonly language: Language;
  readonly reportName: string;
  readonly targets: readonly string[];
  /** Proposals were asked for. */
  readonly isProposed: boolean;
  readonly isWritten: boolean;
}

const reasons: Readonly<Record<Exclude<ActionOutcome["outcome"], "edited">, Text>> = {
  already: { en: "the file asks for it already", ja: "ファイルはすでに修正済みです" },
  "breaks-syntax": { en: "the result would not be a valid Dockerfile", ja: "修正後の構文が正しくありません" },
  digest: {
    en: "the base image is named by its digest, and that of the newer build is known to the registry alone: --resolve asks it",
    ja: "ベースイメージがダイジェストで指定されており、新しいビルドのダイジェストはレジストリに問い合わせないと分かりません。--resolve で問い合わせます",
  },
  hashed: {
    en: "checksums beside the version would no longer fit",
    ja: "バージョンと併記されたチェックサムが一致しなくなります",
  },
  "no-single-version": {
    en: "the file asks for a range or a tag instead of one version",
    ja: "バージョンが範囲やタグで指定されています",
  },
  "not-named": { en: "no file at hand names it", ja: "該当する記述が対象のファイルにありません" },
  replaced: { en: "the file puts something else in its place", ja: "別のものに置き換える指定があります" },
  unpinned: {
    en: "it is installed without a version, so a build without cache takes the newer one",
    ja: "バージョンの指定がないため、キャッシュを使わずにビルドすれば更新されます",
  },
  variable: { en: "a variable holds the version", ja: "バージョンが変数で指定されています" },
};

const shownActions = 10;

/** Says how many actions of a report change files, which do not and why, and the command that goes on from here. */
export function reportRepairSummary(
  plans: readonly TargetPlan[],
  repairs: readonly { readonly name: string; readonly repair: FileRepair }[],
  context: ReportRepairContext,
): string {
  const { language, isProposed, isWritten } = context;
  if (plans.length === 0) return `${nothingPlanned(context.reportName)[language]}\n`;
  const outcomes = outcomesByAction(plans, repairs);
  const edited = [...outcomes.values()].filter((outcome) => outcome === "edited").length;
  const files = repairs.filter(({ repair }) => repair.outcomes.some(({ outcome }) => outcome === "edited")).length;
  const lines = [headline({ edited, files, isWritten: isProposed && isWritten })[language]];
  const left = [...outcomes].filter(([action, outcome]) => outcome !== "edited" && action.adds.findings > 0);
  if (left.length > 0) lines.push(leftHeading(left.length)[language]);
  for (const [action, outcome] of left.slice(0, shownActions)) {
    if (outcome === "edited") continue;
    lines.push(`  ${showControls(action.title)}: ${reasons[outcome][language]}`);
    lines.push(...action.commands.map((command) => `    ${showControls(command)}`));
  }
  if (left.length > shownActions) lines.push(`  ${more(left.length - shownActions)[language]}`);
  const rest = [context.reportName, ...context.targets].map((word) => ` ${shellWord(word)}`).join("");
  if (edited > 0 && !isProposed) lines.push(`${offers.show[language]}  sekisho fix --propose --from${rest}`);
  else if (edited > 0 && !isWritten)
    lines.push(`${offers.write[language]}  sekisho fix --write --propose --from${rest}`);
  return `${lines.join("\n")}\n`;
}

/** Gives for each action the best that came of it in any file. */
function outcomesByAction(
  plans: readonly TargetPlan[],
  repairs: readonly { readonly repair: FileRepair }[],
): ReadonlyMap<RemediationAction, ActionOutcome["outcome"]> {
  const best = new Map<RemediationAction, ActionOutcome["outcome"]>(
    plans.flatMap(({ plan }) => plan.actions.map((action) => [action, "not-named"] as const)),
  );
  for (const { action, outcome } of repairs.flatMap(({ repair }) => repair.outcomes)) {
    const known = best.get(action);
    if (outcome === "edited" || known === "not-named") best.set(action, outcome);
  }
  return best;
}

function nothingPlanned(reportName: string): Text {
  return {
    en: `${reportName} has no remediation plan: no package in it has a known flaw that is open.`,
    ja: `${reportName} に対処の計画はありません。未対応の脆弱性を持つパッケージが含まれていないためです。`,
  };
}

function headline(counts: { readonly edited: number; readonly files: number; readonly isWritten: boolean }): Text {
  const { edited, files, isWritten } = counts;
  if (edited === 0)
    return { en: "No file is changed by the report.", ja: "レポートの対処で変更できるファイルはありません。" };
  const amount = `${counted(edited, "action")} of the report in ${counted(files, "file")}`;
  return isWritten
    ? {
        en: `${amount} written. Lock files are renewed by the package managers.`,
        ja: `レポートの対処 ${edited} 件を ${files} ファイルに反映しました。ロックファイルはパッケージマネージャーで更新してください。`,
      }
    : { en: `${amount}.`, ja: `レポートの対処 ${edited} 件を ${files} ファイルに反映できます。` };
}

function leftHeading(count: number): Text {
  return { en: `${counted(count, "action")} not made by editing:`, ja: `編集では対処できないもの ${count} 件:` };
}

function more(count: number): Text {
  return { en: `${count} more`, ja: `ほか ${count} 件` };
}

const offers = {
  show: { en: "See the proposals:", ja: "修正案を見るには:" },
  write: { en: "Write them:", ja: "ファイルに書き込むには:" },
} as const satisfies Record<string, Text>;
