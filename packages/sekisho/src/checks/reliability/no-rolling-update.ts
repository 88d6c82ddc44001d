import { quote } from "../../model/quote.ts";
import { findTextAt, findValue, listAt } from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck } from "../manifest/define.ts";

export const noRollingUpdate = defineObjectCheck({
  id: "reliability/no-rolling-update",
  aliases: ["kube-linter:no-rolling-update-strategy", "kube-score:deployment-strategy", "kubescape:C-0305"],
  kinds: ["Deployment.apps", "Deployment.extensions", "DaemonSet.apps", "StatefulSet.apps"],
  title: { en: "Update takes the service away", ja: "更新時にサービスが停止する設定" },
  severity: "low",
  why: {
    en: "All old pods end before the first new one runs, or pods are only replaced when somebody deletes them: fixes arrive late.",
    ja: "新しい Pod の起動前に古い Pod がすべて停止するか、手動で削除するまで入れ替わらず、修正の適用が遅れます。",
  },
  remediation: {
    en: "Use RollingUpdate with maxUnavailable below 100%. Where a volume cannot be shared, accept the finding.",
    ja: "maxUnavailable が 100% 未満の RollingUpdate を使用してください。ボリュームを共有できない場合は例外に登録します。",
  },
  sources: [
    "Kubernetes documentation, Deployments: Strategy",
    "Kubernetes documentation, Perform a Rolling Update on a DaemonSet",
  ],
  examples: {
    fail: [
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { strategy: { type: Recreate }, template: { spec: { containers: [] } } }",
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { strategy: { rollingUpdate: { maxUnavailable: 100%, maxSurge: 0 } }, template: { spec: { containers: [] } } }",
      "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: agent }\nspec: { updateStrategy: { type: OnDelete }, template: { spec: { containers: [] } } }",
    ],
    pass: [
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [] } } }",
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: db }\nspec: { strategy: { type: Recreate }, template: { spec: { containers: [], volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }] } } }",
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { strategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 1 } }, template: { spec: { containers: [] } } }",
    ],
  },
  evaluate({ kind, content }) {
    const field = kind === "Deployment" ? "strategy" : "updateStrategy";
    const type = findTextAt(content, "spec", field, "type") ?? "RollingUpdate";
    const away = findValue(content, "spec", field, "rollingUpdate", "maxUnavailable");
    if (type === "RollingUpdate" && away !== "100%") return [];
    // Two pods cannot write to most claims at once, so one has to end before the other starts.
    const hasClaim = listAt(content, "spec", "template", "spec", "volumes").some(
      (volume) => findValue(volume, "persistentVolumeClaim") !== undefined,
    );
    if (type === "Recreate" && hasClaim) return [];
    const isRolling = type === "RollingUpdate";
    return [
      {
        message: isRolling
          ? { en: "maxUnavailable is 100%.", ja: "maxUnavailable が 100% です。" }
          : { en: `The strategy is ${quote(type)}.`, ja: `更新方式が ${quote(type)} です。` },
        pointer: `/spec/${field}/${isRolling ? "rollingUpdate/maxUnavailable" : "type"}`,
        fix: { safety: "proposal", changes: [{ remove: `/spec/${field}` }] },
      },
    ];
  },
});
