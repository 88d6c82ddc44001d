import type { CheckDescription } from "../../model/check.ts";

export const expired: CheckDescription = {
  id: "exception/expired",
  aliases: [],
  title: { en: "Exception has expired", ja: "例外が期限切れ" },
  severity: "medium",
  why: {
    en: "The day until which the finding was accepted is over. The finding is open again and needs a new decision; the entry only hides that nobody has taken one.",
    ja: "検出事項を受容する期限が過ぎています。検出事項は未対応に戻っており、改めて判断が必要です。期限切れの記述を残すと、判断が行われていないことが見えにくくなります。",
  },
  remediation: {
    en: "Repair the finding and delete the exception, or decide anew and write a later date.",
    ja: "検出事項を修正して例外を削除するか、改めて判断したうえで新しい期限を記載してください。",
  },
  sources: ["NIST SP 800-53 Rev. 5, CA-5 Plan of Action and Milestones", "ISO/IEC 27001:2022, 6.1.3"],
};
