import { findInlineExceptions } from "../../semantics/inline-exceptions/find-inline-exceptions.ts";
import { defineDockerfileCheck } from "./define.ts";

export const inlineExceptionUsed = defineDockerfileCheck({
  id: "dockerfile/inline-exception-used",
  aliases: ["hadolint:DL1001"],
  isOptional: true,
  title: { en: "Comment that accepts findings", ja: "検出事項を受容するコメント" },
  severity: "info",
  why: {
    en: "Anyone who can edit the Dockerfile can add such a comment. Organisations that review exceptions keep them in the configuration file, with an owner and an end date.",
    ja: "コメントによる例外は、Dockerfile を編集できる人なら誰でも追加できます。例外を審査する組織では、責任者と期限を付けて設定ファイルで管理する必要があります。",
  },
  remediation: {
    en: "Repair the finding and delete the comment, or move the exception to `exceptions` in `.sekisho.yaml`.",
    ja: "検出事項を修正してコメントを削除するか、例外を `.sekisho.yaml` の `exceptions` に移してください。",
  },
  sources: ["hadolint, DL1001"],
  examples: {
    fail: [
      "FROM debian:12\n# hadolint ignore=DL3003\nRUN cd /tmp",
      "# check=skip=JSONArgsRecommended\nFROM debian:12",
      'FROM debian:12\n# sekisho:ignore dockerfile/pointless-command reason="debug image"\nRUN ps',
    ],
    pass: ["FROM debian:12\n# hadolint shell=bash\nRUN true", "FROM debian:12\n# ignore the noise\nRUN true"],
  },
  evaluate(build) {
    const { exceptions } = findInlineExceptions(build.syntax);
    return exceptions.map(({ rule, range }) => ({
      message: {
        en: `This comment accepts findings of ${rule}.`,
        ja: `このコメントにより、${rule} の検出事項が受容されます。`,
      },
      range: { start: range.start, end: range.end },
      subject: `comment:${rule}`,
    }));
  },
});
