import { findOverridden } from "../../semantics/stages/overridden-instructions.ts";
import { defineDockerfileCheck } from "./define.ts";

export const multipleCmd = defineDockerfileCheck({
  id: "dockerfile/multiple-cmd",
  aliases: ["hadolint:DL4003", "buildkit:MultipleInstructionsDisallowed", "trivy:DS-0016", "trivy:AVD-DS-0016"],
  title: { en: "Several CMD instructions in one stage", ja: "1 つのステージに複数ある CMD" },
  severity: "medium",
  why: {
    en: "Only the last CMD of a stage takes effect. The others look active but are never run.",
    ja: "1 つのステージで有効なのは最後の CMD だけです。それ以前の CMD は、有効に見えても実行されません。",
  },
  remediation: {
    en: "Keep the intended CMD, and delete the others.",
    ja: "意図した CMD だけを残し、ほかは削除してください。",
  },
  sources: ["Docker build checks: MultipleInstructionsDisallowed", "Dockerfile reference, CMD"],
  examples: {
    fail: ['FROM debian:12\nCMD ["first"]\nCMD ["second"]', "FROM debian:12\ncmd first\nRUN true\nCMD second"],
    pass: [
      'FROM debian:12\nCMD ["server"]',
      'FROM debian:12 AS a\nCMD ["one"]\nFROM a AS b\nCMD ["two"]',
      'FROM debian:12\nCMD ["server"]\nONBUILD CMD ["child"]',
    ],
  },
  evaluate(build) {
    return findOverridden(build, "CMD").map(({ step, line, edit }) => ({
      message: {
        en: `This CMD has no effect: the one on line ${line} replaces it.`,
        ja: `この CMD は無効です。${line} 行目の CMD が優先されます。`,
      },
      range: { start: step.instruction.start, end: step.instruction.end },
      subject: `${step.stage.subject}/instruction:CMD`,
      fix: { safety: "safe", edits: [edit] },
    }));
  },
});
