import type { Severity } from "../../model/severity.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import type { Stage } from "../../semantics/stages/build.ts";
import { privilegesAtStart } from "../../semantics/stages/entrypoints.ts";
import { dropPrivilegesEdit } from "../../semantics/users/unprivileged-user.ts";
import { defineDockerfileCheck } from "./define.ts";

export const noUser = defineDockerfileCheck({
  id: "dockerfile/no-user",
  aliases: ["trivy:DS-0002", "trivy:AVD-DS-0002", "checkov:CKV_DOCKER_3", "dockle:CIS-DI-0001"],
  title: { en: "Container runs as root", ja: "コンテナが root で実行される" },
  severity: "high",
  severityReason: {
    en: "Medium if the base image's user is not known, low if its entrypoint is known to drop its privileges.",
    ja: "ベースイメージの既定ユーザーが不明な場合は「中」、エントリーポイントが権限を放棄することが分かっている場合は「低」です。",
  },
  why: {
    en: "Without USER, the process runs as the base image's user, which is root in almost every image. An attacker who takes over the process can change every file in the container and reach the node more easily.",
    ja: "USER がない場合、プロセスはベースイメージの既定ユーザーで実行されます。ほとんどのイメージで、それは root です。プロセスが乗っ取られると、コンテナ内のすべてのファイルを変更でき、ノードへの侵入も容易になります。",
  },
  remediation: {
    en: "Add `USER 10001` after the last instruction that needs root, and make that number the owner of the files that the service writes: `COPY --chown=10001:10001 …`.",
    ja: "root が必要な最後の命令の後に `USER 10001` を追加し、`COPY --chown=10001:10001 …` のように、サービスが書き込むファイルの所有者もその番号にしてください。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.1", "NIST SP 800-190, 4.1.2", "Dockerfile reference, USER"],
  examples: {
    fail: [
      'FROM debian:12\nCMD ["server"]',
      'FROM node:24 AS build\nUSER node\nRUN npm ci\nFROM node:24-slim\nCMD ["node", "server.js"]',
      'FROM scratch\nCOPY server /\nENTRYPOINT ["/server"]',
      "FROM registry.example.com/base:1\nCOPY . /app",
      "FROM postgres:17",
      'FROM debian:12\r\nRUN apt-get update\r\nCMD ["server"]\r\n',
    ],
    pass: [
      'FROM debian:12\nUSER 1001\nCMD ["server"]',
      "FROM gcr.io/distroless/static-debian12:nonroot\nCOPY server /",
      "FROM debian:12 AS base\nUSER app\nFROM base\nCOPY . /app",
      "FROM debian:12\nUSER root",
      "FROM nginxinc/nginx-unprivileged:1.29\nCOPY site /usr/share/nginx/html",
    ],
  },
  evaluate(build) {
    const { target } = build;
    if (target?.from === undefined || target.final.user?.setBy !== undefined) return [];
    const decision = judge(target);
    if (decision === undefined) return [];
    const edit = dropPrivilegesEdit(build, target);
    return [
      {
        message: decision.message,
        range: startOf(target),
        subject: `${target.subject}/user`,
        severity: decision.severity,
        ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } as const }),
      },
    ];
  },
});

interface Decision {
  readonly severity: Severity;
  readonly message: Text;
}

function judge(target: Stage): Decision | undefined {
  const { root, platform } = target;
  const name = root.kind === "image" ? root.name : "scratch";
  const user = root.kind === "image" ? root.known?.user : undefined;
  if (root.kind === "unknown" || (root.kind === "image" && user === undefined)) {
    return {
      severity: "medium",
      message: {
        en: "The final stage has no USER instruction, and the user of its base image is not known.",
        ja: "最終ステージに USER 命令がなく、ベースイメージの既定ユーザーも分かりません。",
      },
    };
  }
  const isAdministrator = user?.name === "root" || user?.id === 0 || user?.name === "ContainerAdministrator";
  if (root.kind === "image" && !isAdministrator) return undefined;
  const start = platform === "windows" ? undefined : privilegesAtStart(target);
  if (start?.kind === "dropped") {
    return {
      severity: "low",
      message: {
        en: `The final stage has no USER instruction. ${name} starts as root, and ${start.program} drops its privileges before the service runs.`,
        ja: `最終ステージに USER 命令がありません。${name} は root で起動し、サービスの実行前に ${start.program} が権限を放棄します。`,
      },
    };
  }
  return {
    severity: "high",
    message: {
      en: `The final stage has no USER instruction; ${name === "scratch" ? "an image from scratch" : `the base image ${name}`} runs as ${user?.name ?? "root"}.`,
      ja: `最終ステージに USER 命令がなく、${name === "scratch" ? "scratch から作られるイメージ" : `ベースイメージ ${name} `}は ${user?.name ?? "root"} で実行されます。`,
    },
  };
}

/** What a container starts with, where the stage says it; the base image otherwise. */
function startOf({ from, steps }: Stage): OffsetRange {
  const starts = steps.filter(
    ({ instruction }) => instruction.keyword === "CMD" || instruction.keyword === "ENTRYPOINT",
  );
  const place = starts[0]?.instruction ?? from?.image ?? from;
  return { start: place?.start ?? 0, end: place?.end ?? 0 };
}
