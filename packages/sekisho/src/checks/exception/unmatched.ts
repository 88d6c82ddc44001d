import type { CheckDescription } from "../../model/check.ts";

export const unmatched: CheckDescription = {
  id: "exception/unmatched",
  aliases: [],
  title: { en: "Exception without a matching finding", ja: "該当する検出事項のない例外" },
  severity: "low",
  why: {
    en: "The accepted problem has been repaired, or the rule, path or subject is misspelt. If the exception stays, it silently accepts the next problem of this kind.",
    ja: "受容していた問題が修正済みであるか、ルール、パス、対象の書き方が誤っています。残しておくと、次に同じ種類の問題が起きたときに、気付かないまま受容されます。",
  },
  remediation: {
    en: "Delete the exception, or correct its rule, paths or subjects.",
    ja: "例外を削除するか、ルール、パス、対象の記述を修正してください。",
  },
  sources: ["NIST SP 800-53 Rev. 5, CM-3 Configuration Change Control"],
};
