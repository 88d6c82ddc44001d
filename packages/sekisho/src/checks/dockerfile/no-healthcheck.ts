import type { Stage } from "../../semantics/stages/build.ts";
import { defineDockerfileCheck } from "./define.ts";

export const noHealthcheck = defineDockerfileCheck({
  id: "dockerfile/no-healthcheck",
  aliases: ["hadolint:DL3057", "trivy:DS-0026", "trivy:AVD-DS-0026", "checkov:CKV_DOCKER_2", "dockle:CIS-DI-0006"],
  title: { en: "Image without a health check", ja: "ヘルスチェックのないイメージ" },
  severity: "info",
  why: {
    en: "Without a health check, a container whose process hangs counts as running: nobody is notified, and nothing restarts it. Kubernetes ignores HEALTHCHECK and uses probes of its own.",
    ja: "ヘルスチェックがない場合、プロセスが応答しなくなってもコンテナは稼働中とみなされ、通知も再起動も行われません。なお、Kubernetes は HEALTHCHECK を参照せず、独自のプローブを使用します。",
  },
  remediation: {
    en: 'Add a HEALTHCHECK with a command that the image contains, for example `HEALTHCHECK CMD ["/app/server", "--health"]`. Write `HEALTHCHECK NONE` if something else monitors the service.',
    ja: '`HEALTHCHECK CMD ["/app/server", "--health"]` のように、イメージに含まれるコマンドで HEALTHCHECK を追加してください。別の仕組みで監視している場合は、`HEALTHCHECK NONE` と記述します。',
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.6", "Dockerfile reference, HEALTHCHECK"],
  examples: {
    fail: [
      'FROM debian:12\nCMD ["server"]',
      'FROM debian:12 AS build\nHEALTHCHECK CMD ["probe"]\nFROM debian:12\nCMD ["server"]',
      'FROM debian:12\nONBUILD HEALTHCHECK CMD ["probe"]',
    ],
    pass: [
      'FROM debian:12\nHEALTHCHECK CMD ["probe"]',
      "FROM debian:12\nHEALTHCHECK NONE",
      'FROM debian:12 AS base\nHEALTHCHECK CMD ["probe"]\nFROM base\nCMD ["server"]',
      'FROM debian:12 AS build\nFROM debian:12\nHEALTHCHECK CMD ["probe"]',
    ],
  },
  evaluate({ target }) {
    const from = target?.from;
    if (target === undefined || from === undefined || hasHealthcheck(target)) return [];
    const named = from.image ?? from.keywordRange;
    return [
      {
        message: {
          en: "Neither this stage nor the stages it builds on have a HEALTHCHECK.",
          ja: "このステージにも、基になるステージにも HEALTHCHECK がありません。",
        },
        range: { start: from.start, end: named.end },
        subject: `${target.subject}/healthcheck`,
      },
    ];
  },
});

function hasHealthcheck(target: Stage): boolean {
  let isTrigger = false;
  for (let stage: Stage | undefined = target; stage !== undefined; ) {
    for (const { instruction } of stage.steps) {
      if (instruction.keyword === "HEALTHCHECK") return true;
      if (isTrigger && instruction.keyword === "ONBUILD" && instruction.trigger?.keyword === "HEALTHCHECK") return true;
    }
    isTrigger = stage === target;
    stage = stage.base.kind === "stage" ? stage.base.stage : undefined;
  }
  return false;
}
