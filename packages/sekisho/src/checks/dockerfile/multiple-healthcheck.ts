import { findOverridden } from "../../semantics/stages/overridden-instructions.ts";
import { defineDockerfileCheck } from "./define.ts";

export const multipleHealthcheck = defineDockerfileCheck({
  id: "dockerfile/multiple-healthcheck",
  aliases: ["hadolint:DL3012", "buildkit:MultipleInstructionsDisallowed", "trivy:DS-0023", "trivy:AVD-DS-0023"],
  title: { en: "Several HEALTHCHECK instructions in one stage", ja: "1 つのステージに複数ある HEALTHCHECK" },
  severity: "medium",
  why: {
    en: "Only the last HEALTHCHECK of a stage takes effect. The others look active but never run, so the service is not monitored as it seems.",
    ja: "1 つのステージで有効なのは最後の HEALTHCHECK だけです。それ以前の HEALTHCHECK は有効に見えても実行されず、監視されていると誤解するおそれがあります。",
  },
  remediation: {
    en: "Keep the intended HEALTHCHECK, and delete the others.",
    ja: "意図した HEALTHCHECK だけを残し、ほかは削除してください。",
  },
  sources: ["Docker build checks: MultipleInstructionsDisallowed", "Dockerfile reference, HEALTHCHECK"],
  examples: {
    fail: [
      'FROM debian:12\nHEALTHCHECK CMD ["first"]\nHEALTHCHECK CMD ["second"]',
      'FROM debian:12\nHEALTHCHECK NONE\nHEALTHCHECK --interval=5s CMD ["second"]',
    ],
    pass: [
      'FROM debian:12\nHEALTHCHECK CMD ["probe"]',
      'FROM debian:12 AS a\nHEALTHCHECK CMD ["one"]\nFROM a AS b\nHEALTHCHECK NONE',
      'FROM debian:12\nHEALTHCHECK CMD ["probe"]\nONBUILD HEALTHCHECK NONE',
    ],
  },
  evaluate(build) {
    return findOverridden(build, "HEALTHCHECK").map(({ step, line, edit }) => ({
      message: {
        en: `This HEALTHCHECK has no effect: the one on line ${line} replaces it.`,
        ja: `この HEALTHCHECK は無効です。${line} 行目の HEALTHCHECK が優先されます。`,
      },
      range: { start: step.instruction.start, end: step.instruction.end },
      subject: `${step.stage.subject}/instruction:HEALTHCHECK`,
      fix: { safety: "safe", edits: [edit] },
    }));
  },
});
