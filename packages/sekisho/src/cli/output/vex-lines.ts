import type { Text } from "../../model/text.ts";
import type { AppliedVexStatement } from "../../model/vex.ts";

const statuses: Readonly<Record<AppliedVexStatement["status"], Text>> = {
  not_affected: { en: "not affected", ja: "影響なし" },
  affected: { en: "affected", ja: "影響あり" },
  fixed: { en: "fixed", ja: "修正済み" },
  under_investigation: { en: "under investigation", ja: "調査中" },
};

const roles: Readonly<Record<AppliedVexStatement["role"], Text>> = {
  decides: { en: "decides", ja: "この内容で判定" },
  outweighed: { en: "outweighed by a nearer or newer statement", ja: "より具体的または新しい記載を優先" },
  contradicted: { en: "contradicted by another one, so it hides nothing", ja: "ほかの記載と矛盾するため不採用" },
  "too-broad": { en: "names no version, so it hides nothing", ja: "修正バージョンの記載がないため不採用" },
};

/** Says what VEX statements say of a flaw, who says it, and which of them counts. */
export function vexLines(statements: readonly AppliedVexStatement[]): readonly Text[] {
  return statements.flatMap((statement) => {
    const { role, status, justification, otherJustification, impact, action, notes, author, timestamp } = statement;
    const day = timestamp?.slice(0, "YYYY-MM-DD".length);
    const by = [author, day, `${statement.path}#${statement.pointer}`].filter((text) => text !== undefined).join(", ");
    const words = [justification, otherJustification, impact, action, notes].filter(
      (text) => text !== undefined && text !== "",
    );
    return [
      {
        en: `${statuses[status].en} for ${statement.product} (${roles[role].en})`,
        ja: `${statement.product}: ${statuses[status].ja}（${roles[role].ja}）`,
      },
      ...[...words, by].map((text) => ({ en: `  ${text}`, ja: `  ${text}` })),
    ];
  });
}
