import { quote } from "../../model/quote.ts";
import { describeGroupKind } from "../../semantics/kubernetes/group-kind.ts";
import { definePodCheck } from "./define.ts";

export const invalidRestartPolicy = definePodCheck({
  id: "manifest/invalid-restart-policy",
  aliases: ["kube-linter:restart-policy", "kube-score:cronjob-restartpolicy"],
  title: { en: "Restart policy that its workload does not take", ja: "ワークロードで使用できない restartPolicy" },
  severity: "medium",
  why: { en: "The API server refuses the workload.", ja: "API サーバーがワークロードを拒否します。" },
  remediation: {
    en: "Jobs need OnFailure or Never; everything that runs on and on needs Always.",
    ja: "Job と CronJob には OnFailure または Never、常時稼働するワークロードには Always を指定してください。",
  },
  sources: ["Kubernetes documentation, Jobs: Pod Template; Pod Lifecycle: Restart policy"],
  examples: {
    fail: [
      "apiVersion: batch/v1\nkind: Job\nmetadata: { name: once }\nspec: { template: { spec: { containers: [] } } }",
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: daily }\nspec: { jobTemplate: { spec: { template: { spec: { restartPolicy: Always, containers: [] } } } } }",
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { restartPolicy: Never, containers: [] } } }",
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { restartPolicy: Sometimes, containers: [] }",
    ],
    pass: [
      "apiVersion: batch/v1\nkind: Job\nmetadata: { name: once }\nspec: { template: { spec: { restartPolicy: OnFailure, containers: [] } } }",
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [] } } }",
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { restartPolicy: Never, containers: [] }",
    ],
  },
  evaluate({ workload, spec }) {
    const kind = describeGroupKind(workload);
    const policy = spec.restartPolicy ?? "Always";
    const taken = policiesOf(kind);
    if (taken.includes(policy)) return [];
    const isDefault = spec.restartPolicy === undefined;
    const [first = "Always"] = taken;
    return [
      {
        message: {
          en: `restartPolicy is ${quote(policy)}${isDefault ? " by default" : ""}; a ${workload.kind} takes ${taken.join(" or ")}.`,
          ja: `restartPolicy が${isDefault ? "既定の " : " "}${quote(policy)} です。${workload.kind} で使用できるのは ${taken.join("、")} です。`,
        },
        pointer: "/spec/restartPolicy",
        fix: { safety: "proposal", changes: [{ set: "/spec/restartPolicy", value: first }] },
      },
    ];
  },
});

function policiesOf(kind: string): readonly string[] {
  if (kind === "Job.batch" || kind === "CronJob.batch") return ["OnFailure", "Never"];
  if (kind === "Pod" || kind === "PodTemplate") return ["Always", "OnFailure", "Never"];
  return ["Always"];
}
