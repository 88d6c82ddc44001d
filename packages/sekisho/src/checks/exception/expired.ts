import type { CheckDescription } from "../../model/check.ts";

export const expired: CheckDescription = {
  id: "exception/expired",
  aliases: [],
  title: { en: "Expired exception", ja: "期限切れの例外" },
  severity: "medium",
  why: {
    en: "The end date of the exception has passed. The finding is open again and needs a new decision, which the old entry makes easy to overlook.",
    ja: "例外の期限が過ぎています。検出事項は未対応に戻っており、改めて判断が必要です。期限切れの例外を残すと、その判断が見落とされやすくなります。",
  },
  remediation: {
    en: "Repair the finding and delete the exception, or decide again and write a new end date: `expires: YYYY-MM-DD`.",
    ja: "検出事項を修正して例外を削除するか、改めて判断したうえで `expires: YYYY-MM-DD` の形で新しい期限を記載してください。",
  },
  sources: ["NIST SP 800-53 Rev. 5, CA-5 Plan of Action and Milestones", "ISO/IEC 27001:2022, 6.1.3"],
};
