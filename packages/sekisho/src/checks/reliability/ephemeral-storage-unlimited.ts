import { findLimit, findRequest } from "../../semantics/kubernetes/container-resources.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const ephemeralStorageUnlimited = defineContainerCheck({
  id: "reliability/ephemeral-storage-unlimited",
  aliases: ["kube-score:container-ephemeral-storage-request-and-limit"],
  isOptional: true,
  title: {
    en: "Container without request or limit of ephemeral storage",
    ja: "一時ストレージの要求量または上限のないコンテナ",
  },
  severity: "low",
  why: {
    en: "Logs and temporary files of one container fill the node's disk, and the kubelet evicts every pod on it.",
    ja: "1 つのコンテナのログや一時ファイルでノードのディスクが埋まり、同じノードの Pod が退避させられます。",
  },
  remediation: {
    en: "Set requests and limits of ephemeral-storage.",
    ja: "ephemeral-storage の requests と limits を設定してください。",
  },
  sources: ["Kubernetes documentation, Local ephemeral storage"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1 }] }",
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { ephemeral-storage: 1Gi } } }] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, resources: { limits: { ephemeral-storage: 1Gi } } }] }",
      "spec: { containers: [] }",
    ],
  },
  evaluate(container, { set }) {
    if (container.role === "ephemeral") return [];
    const resource = "ephemeral-storage";
    if (findLimit(set, container, resource) !== undefined) return [];
    const hasRequest = findRequest(set, container, resource) !== undefined;
    return [
      {
        message: hasRequest
          ? { en: "No limit of ephemeral-storage.", ja: "ephemeral-storage の上限がありません。" }
          : {
              en: "Neither request nor limit of ephemeral-storage.",
              ja: "ephemeral-storage の要求量も上限もありません。",
            },
        pointer: "/resources/limits/ephemeral-storage",
      },
    ];
  },
});
