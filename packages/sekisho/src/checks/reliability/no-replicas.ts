import { findAutoscaler, replicasOf } from "../../semantics/kubernetes/workload-scale.ts";
import { defineObjectCheck } from "../manifest/define.ts";

export const noReplicas = defineObjectCheck({
  id: "reliability/no-replicas",
  aliases: ["popeye:POP-500"],
  kinds: [
    "Deployment.apps",
    "Deployment.extensions",
    "StatefulSet.apps",
    "ReplicaSet.apps",
    "ReplicationController",
    "Rollout.argoproj.io",
    "DeploymentConfig.apps.openshift.io",
  ],
  title: { en: "Workload that runs no pods", ja: "Pod を実行しないワークロード" },
  severity: "info",
  why: {
    en: "Nothing runs. What was scaled down for an hour is forgotten for a year, with its secrets and permissions.",
    ja: "何も実行されません。一時的に停止したまま忘れられ、シークレットや権限だけが残りがちです。",
  },
  remediation: {
    en: "Raise replicas, or delete the workload.",
    ja: "レプリカ数を増やすか、ワークロードを削除してください。",
  },
  sources: ["Kubernetes API reference, DeploymentSpec v1: replicas"],
  examples: {
    fail: [
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 0 }",
      "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db }\nspec: { replicas: 0 }",
    ],
    pass: [
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: {}",
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: '0' }",
    ],
  },
  evaluate(object, { set }) {
    if (replicasOf(object) !== 0 || findAutoscaler(set, object) !== undefined) return [];
    return [{ message: { en: "Replicas: 0.", ja: "レプリカ数が 0 です。" }, pointer: "/spec/replicas" }];
  },
});
