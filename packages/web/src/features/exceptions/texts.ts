import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of the decisions of a tenant. */
export const exceptionTexts = defineTexts({
  title: { en: "Exceptions", ja: "例外" },
  settings: { en: "Settings", ja: "設定" },
  meaning: {
    en: "Findings that somebody accepted, called false or left out, each with its reason and its end.",
    ja: "リスク受容、誤検知、対象外と判断した検出事項の一覧です。理由と期限を確認できます。",
  },
  state: { en: "State", ja: "状態" },
  waiting: { en: "Waits for a second person", ja: "承認待ち" },
  "in-force": { en: "In force", ja: "有効" },
  over: { en: "Over", ja: "終了" },
  "none-waiting": { en: "Nothing waits for a second person", ja: "承認待ちの判断はありません" },
  "none-in-force": { en: "No exception is in force", ja: "有効な例外はありません" },
  "none-over": { en: "No exception is over", ja: "終了した例外はありません" },
  "next-waiting": {
    en: "Decisions wait here once the settings ask for a second person.",
    ja: "設定で承認を必須にすると、判断はここで承認を待ちます。",
  },
  "next-in-force": {
    en: "Decide about a finding on its page, with a reason and an end.",
    ja: "検出事項のページで、理由と期限を指定して判断できます。",
  },
  "next-over": {
    en: "What ended, or was taken back, stays here for whoever asks later.",
    ja: "期限切れまたは取り消された判断は、後から確認できるようここに残ります。",
  },
  about: { en: "About", ja: "対象" },
  verdict: { en: "Verdict", ja: "判断" },
  reason: { en: "Reason", ja: "理由" },
  who: { en: "Who", ja: "判断者" },
  until: { en: "Until", ja: "期限" },
  ended: { en: "Ended", ja: "終了日" },
  actions: { en: "Actions", ja: "操作" },
  forever: { en: "without end", ja: "期限なし" },
  onAsset: { en: "on {{asset}}", ja: "{{asset}}" },
  inProject: { en: "in project {{project}}", ja: "プロジェクト {{project}}" },
  everywhere: { en: "everywhere", ja: "テナント全体" },
  approved: { en: "{{name}} agreed", ja: "承認者: {{name}}" },
  agree: { en: "Agree", ja: "承認する" },
  agreeTo: { en: "Agree to the decision about {{about}}", ja: "承認する: {{about}}" },
  refuse: { en: "Refuse", ja: "却下する" },
  refuseTo: { en: "Refuse the decision about {{about}}", ja: "却下する: {{about}}" },
  takeBack: { en: "Take back", ja: "取り消す" },
  takeBackOf: { en: "Take back the decision about {{about}}", ja: "取り消す: {{about}}" },
  own: { en: "Somebody else has to agree.", ja: "ほかの人の承認が必要です。" },
  revoked: { en: "taken back", ja: "取り消し" },
  expired: { en: "expired", ja: "期限切れ" },
  agreed: {
    en: { one: "Agreed: {{count}} finding changed.", other: "Agreed: {{count}} findings changed." },
    ja: "承認しました。検出事項 {{count}} 件に反映されました。",
  },
  takenBack: {
    en: {
      one: "Taken back: {{count}} finding is open again.",
      other: "Taken back: {{count}} findings are open again.",
    },
    ja: "取り消しました。検出事項 {{count}} 件が未対応に戻りました。",
  },
});
