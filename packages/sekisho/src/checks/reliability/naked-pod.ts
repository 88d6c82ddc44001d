import { listAt } from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck } from "../manifest/define.ts";

/** Pods that are meant to run once, or that the kubelet itself runs. */
const marks = ["helm.sh/hook", "argocd.argoproj.io/hook", "kubernetes.io/config.mirror"] as const;

export const nakedPod = defineObjectCheck({
  id: "reliability/naked-pod",
  aliases: ["kubescape:C-0073", "popeye:POP-208"],
  kinds: ["Pod"],
  title: { en: "Pod without a controller", ja: "コントローラーに管理されていない Pod" },
  severity: "low",
  why: {
    en: "When its node is drained or fails, nobody starts the pod again, and it cannot be updated in place.",
    ja: "ノードの停止や保守の際に再作成されず、更新もできません。",
  },
  remediation: {
    en: "Make it the template of a Deployment, a StatefulSet or a Job.",
    ja: "Deployment、StatefulSet、Job のいずれかの Pod テンプレートにしてください。",
  },
  sources: ["Kubernetes documentation, Configuration Best Practices: Naked Pods"],
  examples: {
    fail: [
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [] }",
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web, ownerReferences: [] }\nspec: { containers: [] }",
    ],
    pass: [
      "apiVersion: v1\nkind: Pod\nmetadata: { name: test, annotations: { helm.sh/hook: test } }\nspec: { containers: [] }",
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web-x, ownerReferences: [{ kind: ReplicaSet, name: web }] }\nspec: { containers: [] }",
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [] } } }",
    ],
  },
  evaluate({ content, annotations, namespace }) {
    const isOwned = listAt(content, "metadata", "ownerReferences").length > 0;
    const isMeant = marks.some((mark) => annotations[mark] !== undefined);
    if (isOwned || isMeant || namespace === "kube-system") return [];
    return [
      {
        message: { en: "No controller looks after this pod.", ja: "この Pod を管理するコントローラーがありません。" },
        pointer: "",
      },
    ];
  },
});
