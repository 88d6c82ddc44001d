import { findValue } from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck } from "../manifest/define.ts";

export const jobKeptForEver = defineObjectCheck({
  id: "reliability/job-kept-for-ever",
  aliases: ["kube-linter:job-ttl-seconds-after-finished"],
  isOptional: true,
  kinds: ["Job.batch", "CronJob.batch"],
  title: { en: "Lifetime of finished jobs", ja: "終了したジョブの保持期間" },
  severity: "info",
  why: {
    en: "Finished jobs and their pods stay for ever; of a CronJob, ttlSecondsAfterFinished works against the history limits.",
    ja: "終了したジョブと Pod がいつまでも残ります。CronJob では ttlSecondsAfterFinished が履歴の上限と競合します。",
  },
  remediation: {
    en: "Set ttlSecondsAfterFinished in a Job; in a CronJob use successfulJobsHistoryLimit and failedJobsHistoryLimit.",
    ja: "Job では ttlSecondsAfterFinished を、CronJob では successfulJobsHistoryLimit と failedJobsHistoryLimit を使用してください。",
  },
  sources: ["Kubernetes documentation, Automatic Cleanup for Finished Jobs"],
  examples: {
    fail: [
      "apiVersion: batch/v1\nkind: Job\nmetadata: { name: once }\nspec: {}",
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: daily }\nspec: { jobTemplate: { spec: { ttlSecondsAfterFinished: 60 } } }",
    ],
    pass: [
      "apiVersion: batch/v1\nkind: Job\nmetadata: { name: once }\nspec: { ttlSecondsAfterFinished: 600 }",
      "apiVersion: batch/v1\nkind: Job\nmetadata: { name: hook, annotations: { helm.sh/hook-delete-policy: hook-succeeded } }\nspec: {}",
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: daily }\nspec: { jobTemplate: { spec: {} } }",
    ],
  },
  evaluate({ kind, content, annotations }) {
    if (kind === "CronJob") {
      if (findValue(content, "spec", "jobTemplate", "spec", "ttlSecondsAfterFinished") === undefined) return [];
      const pointer = "/spec/jobTemplate/spec/ttlSecondsAfterFinished";
      return [
        {
          message: {
            en: "The jobs of a CronJob are kept by its history limits.",
            ja: "CronJob のジョブは履歴の上限で管理されます。",
          },
          pointer,
          fix: { safety: "proposal", changes: [{ remove: pointer }] },
        },
      ];
    }
    const isDeleted = annotations["helm.sh/hook-delete-policy"] !== undefined;
    if (isDeleted || findValue(content, "spec", "ttlSecondsAfterFinished") !== undefined) return [];
    return [
      {
        message: { en: "ttlSecondsAfterFinished is not set.", ja: "ttlSecondsAfterFinished が設定されていません。" },
        pointer: "/spec/ttlSecondsAfterFinished",
        fix: { safety: "proposal", changes: [{ set: "/spec/ttlSecondsAfterFinished", value: 86_400 }] },
      },
    ];
  },
});
