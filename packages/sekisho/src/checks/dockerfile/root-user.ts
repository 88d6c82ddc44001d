import type { TextFix } from "../../model/fix.ts";
import type { Severity } from "../../model/severity.ts";
import type { DockerfileBuild, Step } from "../../semantics/stages/build.ts";
import { privilegesAtStart } from "../../semantics/stages/entrypoints.ts";
import { expand, lookupIn } from "../../semantics/stages/variables.ts";
import { dropPrivilegesEdit, unprivilegedUserFor } from "../../semantics/users/unprivileged-user.ts";
import { isRootUser } from "../../semantics/users/user-names.ts";
import { defineDockerfileCheck } from "./define.ts";

export const rootUser = defineDockerfileCheck({
  id: "dockerfile/root-user",
  aliases: ["hadolint:DL3002", "trivy:DS-0002", "trivy:AVD-DS-0002", "checkov:CKV_DOCKER_8", "dockle:CIS-DI-0001"],
  title: { en: "Last USER of the stage is root", ja: "最後の USER が root のステージ" },
  severity: "high",
  severityReason: {
    en: "Low in a stage that the final image is not built from, and if the entrypoint is known to drop its privileges.",
    ja: "最終イメージの基にならないステージの場合と、エントリーポイントが権限を放棄することが分かっている場合は「低」です。",
  },
  why: {
    en: "An attacker who takes over the process is root in the container, and can become root on the node through a mount, a capability or a kernel vulnerability.",
    ja: "プロセスが乗っ取られると、攻撃者はコンテナ内で直ちに root となります。マウント、ケーパビリティ、カーネルの脆弱性などを足掛かりに、ノード上でも root を得るおそれがあります。",
  },
  remediation: {
    en: "Add `USER 10001` after the last instruction that needs root.",
    ja: "root が必要な最後の命令の後に `USER 10001` を追加してください。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.1", "NIST SP 800-190, 4.1.2", "Dockerfile reference, USER"],
  examples: {
    fail: [
      "FROM debian:12\nUSER root\nRUN apt-get update",
      'FROM node:24\nUSER node\nUSER 0:0\nCMD ["node", "server.js"]',
      "ARG ID=0\nFROM debian:12\nARG ID\nUSER $ID",
      "FROM debian:12 AS base\nUSER root\nRUN id\nFROM base\nRUN ls",
      "FROM debian:12 AS build\nUSER root\nRUN make\nFROM debian:12\nUSER 1001",
      'FROM debian:12\nUSER root\nENTRYPOINT ["gosu", "app", "server"]',
    ],
    pass: [
      "FROM debian:12\nUSER root\nRUN apt-get update\nUSER 1001",
      "FROM debian:12\nUSER rootless",
      "FROM debian:12\nARG APP_USER\nUSER $APP_USER",
      "FROM debian:12 AS base\nUSER root\nUSER app\nFROM base\nRUN ls",
    ],
  },
  evaluate(build) {
    return build.stages.flatMap((stage) => {
      const step = stage.steps.findLast(({ instruction }) => instruction.keyword === "USER");
      if (step?.instruction.keyword !== "USER" || step.instruction.value === undefined) return [];
      const word = step.instruction.value;
      const { value, isKnown } = expand(word, lookupIn(step.state, stage.root.kind === "scratch"));
      if (!isKnown || !isRootUser(value)) return [];
      const decision = judge(build, step);
      const fix = repair(build, step);
      return [
        {
          message: {
            en: `The last USER of this stage is ${value}${decision.because.en}.`,
            ja: `このステージの最後の USER は ${value} です${decision.because.ja}。`,
          },
          range: { start: word.start, end: word.end },
          subject: `${stage.subject}/user`,
          severity: decision.severity,
          ...(fix === undefined ? {} : { fix }),
        },
      ];
    });
  },
});

function judge(
  build: DockerfileBuild,
  { instruction, stage }: Step,
): { severity: Severity; because: { en: string; ja: string } } {
  const { target } = build;
  const isInForce = stage.isInTarget && target?.final.user?.setBy === instruction;
  if (!isInForce)
    return { severity: "low", because: { en: ", which affects only the build", ja: "（影響はビルド中に限られます）" } };
  const start = privilegesAtStart(target);
  if (start.kind === "dropped") {
    const { program } = start;
    return {
      severity: "low",
      because: {
        en: `; ${program} drops its privileges at the start`,
        ja: `（${program} が起動時に権限を放棄します）`,
      },
    };
  }
  return {
    severity: "high",
    because: { en: ", so the container runs as root", ja: "。コンテナは root で実行されます" },
  };
}

/** Replaces a USER that nothing follows which needs root, and otherwise adds one behind what does. */
function repair(build: DockerfileBuild, step: Step): TextFix | undefined {
  const { stage, instruction } = step;
  const edit = dropPrivilegesEdit(build, stage);
  if (edit === undefined || instruction.keyword !== "USER" || instruction.value === undefined) return undefined;
  const followers = stage.steps.slice(stage.steps.indexOf(step) + 1);
  const needsRoot = followers.some(({ instruction: { keyword } }) =>
    /^(?:RUN|COPY|ADD|WORKDIR|ONBUILD)$/.test(keyword),
  );
  if (needsRoot) return { safety: "proposal", edits: [edit] };
  const { start, end } = instruction.value;
  return { safety: "proposal", edits: [{ start, end, text: unprivilegedUserFor(stage) }] };
}
