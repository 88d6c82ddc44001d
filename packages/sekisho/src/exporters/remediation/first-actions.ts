import type { RemediationAction, RemediationPlan } from "../../model/remediation.ts";
import type { ReportDocument } from "../../model/report.ts";
import type { Language } from "../../model/text.ts";

/** The first actions of a plan, with what they reach together. */
export interface FirstActions {
  readonly target: string;
  readonly actions: readonly [RemediationAction, ...RemediationAction[]];
  /** Actions behind them that take more away. */
  readonly others: number;
  /** Part of the risk that they take away together, 0 to 1. */
  readonly share: number;
}

/** Gives what to do first about each target, at most so many actions each; nothing for targets without a useful one. */
export function firstActionsOf({ reports }: ReportDocument, most: number): readonly FirstActions[] {
  return reports.flatMap(({ target, remediationPlan }) => {
    const useful = usefulActions(remediationPlan);
    const [first, ...others] = useful.slice(0, most);
    const last = others.at(-1) ?? first;
    if (first === undefined || last === undefined) return [];
    const share = Math.max(0, 1 - last.remains.share);
    return [{ target: target.name, actions: [first, ...others], others: useful.length - others.length - 1, share }];
  });
}

function usefulActions(plan: RemediationPlan | undefined): readonly RemediationAction[] {
  return plan?.actions.filter(({ adds }) => adds.findings > 0) ?? [];
}

/** The words around actions, in one language. */
export interface ActionPhrases {
  /** Heads a list of so many actions that take a part of the risk away. */
  readonly heading: (actions: number, share: number) => string;
  readonly headings: { readonly action: string; readonly takes: string; readonly share: string };
  readonly takes: (findings: number) => string;
  readonly share: (share: number) => string;
  readonly others: (count: number) => string;
  readonly remains: (findings: number, share: number) => string;
}

const english: ActionPhrases = {
  heading: (actions, share) =>
    `What to do first: ${actions === 1 ? "1 action takes" : `${actions} actions take`} ${percent(share)} of the risk away`,
  headings: { action: "Action", takes: "Takes away", share: "Of the risk" },
  takes: (findings) => `${findings} ${findings === 1 ? "finding" : "findings"}`,
  share: percent,
  others: (count) => `${count} more ${count === 1 ? "action" : "actions"} in the JSON report`,
  remains: (findings, share) =>
    findings === 0
      ? "Nothing remains after them."
      : `After them ${findings} ${findings === 1 ? "finding remains" : "findings remain"}, ${percent(share)} of the risk.`,
};

const japanese: ActionPhrases = {
  heading: (actions, share) => `優先すべき対処: ${actions} 件でリスクの ${percent(share)} を解消`,
  headings: { action: "対処", takes: "解消する検出事項", share: "リスクに占める割合" },
  takes: (findings) => `検出事項 ${findings} 件`,
  share: percent,
  others: (count) => `ほか ${count} 件の対処は JSON レポートに記載`,
  remains: (findings, share) =>
    findings === 0
      ? "すべて対処すると、検出事項は残りません。"
      : `対処後に残る検出事項は ${findings} 件（リスクの ${percent(share)}）です。`,
};

/** Gives the words of a language. */
export function actionPhrasesIn(language: Language): ActionPhrases {
  return language === "ja" ? japanese : english;
}

/** A part as a percentage: never 100 % while something is left, never 0 % where something was done. */
function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 100 && share < 1) return "99 %";
  return rounded === 0 && share > 0 ? "1 %" : `${rounded} %`;
}
