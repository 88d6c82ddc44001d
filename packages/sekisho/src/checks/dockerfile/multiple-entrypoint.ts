import { findOverridden } from "../../semantics/stages/overridden-instructions.ts";
import { defineDockerfileCheck } from "./define.ts";

export const multipleEntrypoint = defineDockerfileCheck({
  id: "dockerfile/multiple-entrypoint",
  aliases: ["hadolint:DL4004", "buildkit:MultipleInstructionsDisallowed", "trivy:DS-0007", "trivy:AVD-DS-0007"],
  title: { en: "Several ENTRYPOINT instructions in one stage", ja: "1 つのステージに複数ある ENTRYPOINT" },
  severity: "medium",
  why: {
    en: "Only the last ENTRYPOINT of a stage takes effect. The others look active but are never run.",
    ja: "1 つのステージで有効なのは最後の ENTRYPOINT だけです。それ以前の ENTRYPOINT は、有効に見えても実行されません。",
  },
  remediation: {
    en: "Keep the intended ENTRYPOINT, and delete the others.",
    ja: "意図した ENTRYPOINT だけを残し、ほかは削除してください。",
  },
  sources: ["Docker build checks: MultipleInstructionsDisallowed", "Dockerfile reference, ENTRYPOINT"],
  examples: {
    fail: [
      'FROM debian:12\nENTRYPOINT ["first"]\nENTRYPOINT ["second"]',
      'FROM debian:12\nENTRYPOINT first\nRUN true\nENTRYPOINT ["second"]\nCMD ["third"]',
    ],
    pass: [
      'FROM debian:12\nENTRYPOINT ["server"]\nCMD ["--help"]',
      'FROM debian:12 AS a\nENTRYPOINT ["one"]\nFROM a AS b\nENTRYPOINT ["two"]',
      'FROM debian:12\nENTRYPOINT ["server"]\nONBUILD ENTRYPOINT ["child"]',
    ],
  },
  evaluate(build) {
    return findOverridden(build, "ENTRYPOINT").map(({ step, line, edit }) => ({
      message: {
        en: `This ENTRYPOINT has no effect: the one on line ${line} replaces it.`,
        ja: `この ENTRYPOINT は無効です。${line} 行目の ENTRYPOINT が優先されます。`,
      },
      range: { start: step.instruction.start, end: step.instruction.end },
      subject: `${step.stage.subject}/instruction:ENTRYPOINT`,
      fix: { safety: "safe", edits: [edit] },
    }));
  },
});
