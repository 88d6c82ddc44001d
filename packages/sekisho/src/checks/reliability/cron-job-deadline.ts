import { findValue } from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck } from "../manifest/define.ts";

export const cronJobDeadline = defineObjectCheck({
  id: "reliability/cron-job-deadline",
  aliases: ["kube-score:cronjob-has-deadline"],
  kinds: ["CronJob.batch"],
  title: { en: "CronJob that may stop for ever", ja: "停止したままになりうる CronJob" },
  severity: "info",
  severityReason: {
    en: "Low for a deadline below 10 seconds: the controller looks every 10 seconds and may start nothing.",
    ja: "期限が 10 秒未満の場合は、10 秒間隔の確認に間に合わず起動されないことがあるため「低」です。",
  },
  why: {
    en: "After 100 missed starts, with the cluster down or a long suspension, a CronJob without a deadline is not started again.",
    ja: "期限のない CronJob は、クラスターの停止などで 100 回以上起動を逃すと、再び起動されなくなります。",
  },
  remediation: {
    en: "Set startingDeadlineSeconds to a few minutes.",
    ja: "startingDeadlineSeconds を数分に設定してください。",
  },
  sources: ["Kubernetes documentation, CronJob: Deadline for delayed Job start"],
  examples: {
    fail: [
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: daily }\nspec: { schedule: '0 3 * * *' }",
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: daily }\nspec: { schedule: '0 3 * * *', startingDeadlineSeconds: 5 }",
    ],
    pass: [
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: daily }\nspec: { schedule: '0 3 * * *', startingDeadlineSeconds: 300 }",
      "apiVersion: batch/v1\nkind: Job\nmetadata: { name: once }\nspec: {}",
    ],
  },
  evaluate({ content }) {
    const deadline = findValue(content, "spec", "startingDeadlineSeconds");
    const isShort = typeof deadline === "number" && deadline < 10;
    if (deadline !== undefined && deadline !== null && !isShort) return [];
    const message = isShort
      ? {
          en: `startingDeadlineSeconds is ${deadline}, below 10.`,
          ja: `startingDeadlineSeconds が ${deadline} 秒で、10 秒を下回っています。`,
        }
      : { en: "startingDeadlineSeconds is not set.", ja: "startingDeadlineSeconds が設定されていません。" };
    return [
      {
        message,
        pointer: "/spec/startingDeadlineSeconds",
        ...(isShort ? { severity: "low" } : {}),
        fix: { safety: "proposal", changes: [{ set: "/spec/startingDeadlineSeconds", value: 300 }] },
      },
    ];
  },
});
