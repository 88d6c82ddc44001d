import type { ValueInstruction } from "../../formats/dockerfile/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { defineDockerfileCheck } from "./define.ts";

const authorsLabel = "org.opencontainers.image.authors";

export const maintainerDeprecated = defineDockerfileCheck({
  id: "dockerfile/maintainer-deprecated",
  aliases: [
    "hadolint:DL4000",
    "buildkit:MaintainerDeprecated",
    "trivy:DS-0022",
    "trivy:AVD-DS-0022",
    "checkov:CKV_DOCKER_6",
  ],
  title: { en: "MAINTAINER is deprecated", ja: "非推奨の MAINTAINER 命令" },
  severity: "low",
  why: {
    en: "MAINTAINER sets a field that image tools no longer read. A person who finds a problem in the running image cannot find out whom to contact.",
    ja: "MAINTAINER が設定するフィールドは、現在のツールでは参照されません。稼働中のイメージに問題が見つかっても、連絡先が分かりません。",
  },
  remediation: {
    en: `Write \`LABEL ${authorsLabel}="…"\` instead.`,
    ja: `代わりに \`LABEL ${authorsLabel}="…"\` を使用してください。`,
  },
  sources: [
    "Docker build checks: MaintainerDeprecated",
    "Dockerfile reference, MAINTAINER",
    "OCI Image Format Specification, Annotations",
  ],
  examples: {
    fail: [
      "FROM debian:12\nMAINTAINER Web Team <web@example.com>",
      'FROM debian:12\nmaintainer "Web Team"\nRUN true',
      "FROM debian:12\nMAINTAINER C:\\$team 'web'",
    ],
    pass: [
      `FROM debian:12\nLABEL ${authorsLabel}="Web Team <web@example.com>"`,
      "FROM debian:12\nLABEL maintainer=web",
    ],
  },
  evaluate(build) {
    return placedInstructions(build, "MAINTAINER").flatMap(({ instruction, step }) => {
      if (instruction.keyword !== "MAINTAINER") return [];
      const edit = labelInstead(instruction, build.syntax.escape);
      return [
        {
          message: {
            en: `MAINTAINER is deprecated; the label ${authorsLabel} replaces it.`,
            ja: `MAINTAINER は非推奨です。代わりにラベル ${authorsLabel} を使用します。`,
          },
          range: { start: instruction.start, end: instruction.end },
          subject: `${step.stage.subject}/instruction:MAINTAINER`,
          ...(edit === undefined || instruction.isTrigger ? {} : { fix: { safety: "safe", edits: [edit] } as const }),
        },
      ];
    });
  },
});

/** MAINTAINER takes its text as it stands; quotes around all of it are what people added for looks. */
function labelInstead(instruction: ValueInstruction, escape: string): TextEdit | undefined {
  const written = instruction.argument.text;
  if (written === "") return undefined;
  const name = /^"[^"]*"$|^'[^']*'$/.test(written) ? written.slice(1, -1) : written;
  const quoted = Array.from(name, (letter) => ('"$'.includes(letter) || letter === escape ? escape + letter : letter));
  const { start, end } = instruction;
  return { start, end, text: `LABEL ${authorsLabel}="${quoted.join("")}"` };
}
