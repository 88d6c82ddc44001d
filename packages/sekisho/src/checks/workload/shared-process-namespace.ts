import { definePodCheck } from "../manifest/define.ts";

export const sharedProcessNamespace = definePodCheck({
  id: "workload/shared-process-namespace",
  aliases: [],
  title: { en: "Containers of the pod see each other's processes", ja: "Pod 内のコンテナが互いのプロセスを参照できる" },
  severity: "low",
  why: {
    en: "Every container sees the arguments and environment of the others' processes and can reach their files through /proc: a taken-over sidecar has them all.",
    ja: "各コンテナが他のコンテナのプロセスの引数や環境変数を参照でき、/proc 経由でファイルにも到達できます。サイドカーが侵害されると、Pod 全体に影響します。",
  },
  remediation: {
    en: "Delete shareProcessNamespace where no container has to watch the others.",
    ja: "他のコンテナを監視する必要がなければ shareProcessNamespace を削除してください。",
  },
  sources: ["Kubernetes documentation: Share Process Namespace between Containers in a Pod"],
  examples: {
    fail: [
      "spec: { shareProcessNamespace: true, containers: [{ name: app }, { name: proxy }] }",
      "spec: { shareProcessNamespace: true, initContainers: [{ name: log, restartPolicy: Always }], containers: [{ name: app }] }",
    ],
    pass: [
      "spec: { shareProcessNamespace: true, containers: [{ name: app }] }",
      "spec: { containers: [{ name: app }, { name: proxy }] }",
    ],
  },
  evaluate({ spec, containers }) {
    if (spec.shareProcessNamespace !== true) return [];
    const together = containers.filter(({ role }) => role !== "init").length;
    if (together < 2) return [];
    return [
      {
        message: {
          en: `shareProcessNamespace is true for ${together} containers.`,
          ja: `${together} 個のコンテナに対して shareProcessNamespace が true です。`,
        },
        pointer: "/spec/shareProcessNamespace",
        fix: { safety: "proposal", changes: [{ remove: "/spec/shareProcessNamespace" }] },
      },
    ];
  },
});
