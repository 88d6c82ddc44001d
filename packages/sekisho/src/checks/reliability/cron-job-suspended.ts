import { findValue } from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck } from "../manifest/define.ts";

export const cronJobSuspended = defineObjectCheck({
  id: "reliability/cron-job-suspended",
  aliases: ["popeye:POP-1500"],
  kinds: ["CronJob.batch"],
  title: { en: "CronJob is suspended", ja: "一時停止中の CronJob" },
  severity: "info",
  why: {
    en: "It never runs: a backup or clean-up that everybody relies on may be asleep.",
    ja: "実行されません。動いているはずのバックアップや整理処理が止まっている可能性があります。",
  },
  remediation: { en: "Delete suspend, or the CronJob.", ja: "suspend を削除するか、CronJob 自体を削除してください。" },
  sources: ["Kubernetes documentation, CronJob: Schedule suspension"],
  examples: {
    fail: [
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: daily }\nspec: { suspend: true }",
      "apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: { name: daily }\nspec: { suspend: true, schedule: '@daily' }",
    ],
    pass: [
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: daily }\nspec: { suspend: false }",
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: daily }\nspec: {}",
    ],
  },
  evaluate({ content }) {
    if (findValue(content, "spec", "suspend") !== true) return [];
    const fix = { safety: "proposal", changes: [{ remove: "/spec/suspend" }] } as const;
    return [{ message: { en: "suspend is true.", ja: "suspend が true です。" }, pointer: "/spec/suspend", fix }];
  },
});
