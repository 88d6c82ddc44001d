import type { CheckDescription } from "../../model/check.ts";

export const withoutReason: CheckDescription = {
  id: "exception/without-reason",
  aliases: [],
  title: { en: "Exception without a reason", ja: "理由のない例外" },
  severity: "low",
  why: {
    en: "Later readers cannot tell whether the risk was assessed or the message was only switched off.",
    ja: "後からファイルを読む人が、リスクを検討した結果なのか、単に表示を消しただけなのかを判断できません。",
  },
  remediation: {
    en: 'Write why the finding is accepted: `# sekisho:ignore RULE reason="…" owner=… expires=YYYY-MM-DD`.',
    ja: '`# sekisho:ignore RULE reason="…" owner=… expires=YYYY-MM-DD` のように、検出事項を受容する理由を記載してください。',
  },
  sources: ["NIST SP 800-53 Rev. 5, RA-7 Risk Response", "PCI DSS v4.0.1, 12.3.1"],
};
