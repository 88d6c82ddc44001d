import { defineImageCheck } from "./define.ts";

export const noHealthcheck = defineImageCheck({
  id: "image/no-healthcheck",
  aliases: ["docker-bench:4.6", "dockle:CIS-DI-0006"],
  title: { en: "No health check", ja: "ヘルスチェックの未設定" },
  severity: "low",
  why: {
    en: "Docker, Compose, Swarm and Amazon ECS see only whether the process runs. A service that hangs goes on receiving requests. Kubernetes uses its own probes instead.",
    ja: "Docker、Compose、Swarm、Amazon ECS からは、プロセスの有無しか分かりません。応答しなくなったサービスにもリクエストが送られ続けます。なお、Kubernetes では Pod 側のプローブを使用します。",
  },
  remediation: {
    en: 'Add a HEALTHCHECK with a program that the image has, for example `HEALTHCHECK CMD ["/app/server", "--health"]`. For Kubernetes, define a readinessProbe and a livenessProbe.',
    ja: '`HEALTHCHECK CMD ["/app/server", "--health"]` のように、イメージ内のプログラムを使う HEALTHCHECK を追加してください。Kubernetes では readinessProbe と livenessProbe を定義します。',
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.6", "Dockle CIS-DI-0006"],
  examples: {
    fail: [
      { configuration: {} },
      { configuration: { healthCheck: { test: ["NONE"] } } },
      { configuration: { healthCheck: { test: [] } } },
    ],
    pass: [
      { configuration: { healthCheck: { test: ["CMD", "/app/server", "--health"] } } },
      { configuration: { healthCheck: { test: ["CMD-SHELL", "curl -f http://localhost/ || exit 1"] } } },
    ],
  },
  evaluate({ inventory }) {
    const configuration = inventory.image?.configuration;
    if (configuration === undefined) return [];
    const kind = configuration.healthCheck?.test[0];
    if (kind !== undefined && kind !== "NONE" && kind !== "") return [];
    return [
      {
        message:
          kind === "NONE"
            ? {
                en: "The image turns the health check of its base image off.",
                ja: "ベースイメージのヘルスチェックを無効にしています。",
              }
            : { en: "The image has no health check.", ja: "イメージにヘルスチェックがありません。" },
        subject: "healthcheck",
        evidence: [{ pointer: "/config/Healthcheck" }],
      },
    ];
  },
});
