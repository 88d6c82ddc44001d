import type { CheckDescription } from "../../model/check.ts";

export const withoutReason: CheckDescription = {
  id: "exception/without-reason",
  aliases: [],
  title: { en: "Exception gives no reason", ja: "理由のない例外" },
  severity: "low",
  why: {
    en: "Who reads the file later cannot tell whether the risk was weighed or the message was only in the way.",
    ja: "後からファイルを読む人が、リスクを検討した結果なのか、単に表示を消しただけなのかを判断できません。",
  },
  remediation: {
    en: 'Write why the finding may stay: # sekisho:ignore RULE reason="…" owner=… expires=YYYY-MM-DD.',
    ja: "検出事項を受容する理由を記載してください。書式: # sekisho:ignore RULE reason=\"…\" owner=… expires=YYYY-MM-DD",
  },
  sources: ["NIST SP 800-53 Rev. 5, RA-7 Risk Response", "PCI DSS v4.0.1, 12.3.1"],
};
