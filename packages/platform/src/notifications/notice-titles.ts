import type { NoticeChange } from "../contract/notice.ts";
import type { MatchedFindings } from "./notice-of-findings.ts";

interface TitledText {
  readonly en: string;
  readonly ja: string;
}

const changeTitles: Readonly<Record<NoticeChange, (count: number, where: TitledText) => TitledText>> = {
  new: (count, where) => ({
    en: `${count} new ${count === 1 ? "finding" : "findings"}${where.en}`,
    ja: `新しい検出事項 ${count} 件${where.ja}`,
  }),
  worse: (count, where) => ({
    en: `${count} ${count === 1 ? "finding" : "findings"} got worse${where.en}`,
    ja: `深刻度またはリスクが上がった検出事項 ${count} 件${where.ja}`,
  }),
  overdue: (count, where) => ({
    en: `${count} ${count === 1 ? "finding is" : "findings are"} overdue${where.en}`,
    ja: `期限超過の検出事項 ${count} 件${where.ja}`,
  }),
  // These two come with titles of their own.
  "scan-missing": (count) => ({ en: `Missing scans: ${count}`, ja: `スキャンの途絶 ${count} 件` }),
  incident: (count) => ({ en: `Incidents: ${count}`, ja: `インシデント ${count} 件` }),
};

/** Says what happened in one line: how many, and where when it is one place. */
export function titleOf(
  change: NoticeChange,
  { total, assets }: Pick<MatchedFindings, "total" | "assets">,
): TitledText {
  return changeTitles[change](total, placeOf(assets));
}

/** Where it is, when it is one place. */
function placeOf([first, ...others]: readonly string[]): TitledText {
  return first === undefined || others.length > 0 ? { en: "", ja: "" } : { en: `: ${first}`, ja: `（${first}）` };
}

/** Says that flaws are exploited from now on. */
export function exploitedTitle({ total, assets }: Pick<MatchedFindings, "total" | "assets">): TitledText {
  const where = placeOf(assets);
  return {
    en: `${total} ${total === 1 ? "finding is" : "findings are"} about flaws that are exploited now${where.en}`,
    ja: `悪用が確認された脆弱性の検出事項 ${total} 件${where.ja}`,
  };
}

/** Says that a flaw concerns somebody. */
export function flawTitle(flaw: string, { total, assets }: Pick<MatchedFindings, "total" | "assets">): TitledText {
  const [first = ""] = assets;
  const places = assets.length > 1 ? { en: `${total} findings`, ja: `検出事項 ${total} 件` } : { en: first, ja: first };
  return { en: `${flaw} concerns ${places.en}`, ja: `${flaw} の影響: ${places.ja}` };
}
