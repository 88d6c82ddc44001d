import { defineTexts } from "../../texts/define-texts.ts";

/** What can happen to a finding. */
export const changeTexts = defineTexts({
  open: { en: "open", ja: "未対応に変更" },
  fixed: { en: "no longer found", ja: "修正を確認" },
  reopened: { en: "found again", ja: "再発を検出" },
  accepted: { en: "risk accepted", ja: "リスクを受容" },
  "false-positive": { en: "called a false positive", ja: "誤検知と判断" },
  excluded: { en: "called out of scope", ja: "対象外と判断" },
  assigned: { en: "assigned", ja: "担当者を変更" },
  "ticket-linked": { en: "linked to a ticket", ja: "チケットを関連付け" },
});
