import { quote } from "../../model/quote.ts";
import { findScheduleProblem } from "../../semantics/kubernetes/cron-schedule.ts";
import { findTextAt } from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck } from "./define.ts";

export const invalidSchedule = defineObjectCheck({
  id: "manifest/invalid-schedule",
  aliases: [],
  kinds: ["CronJob.batch"],
  title: { en: "Schedule that cannot be read", ja: "解釈できないスケジュール" },
  severity: "medium",
  why: {
    en: "The API server refuses the CronJob: what it should do, it never does.",
    ja: "API サーバーが CronJob を拒否するため、予定した処理が実行されません。",
  },
  remediation: {
    en: "Write minute, hour, day of month, month and day of week (0 to 6, or sun to sat); the time zone goes to timeZone.",
    ja: "分、時、日、月、曜日（0～6 または sun～sat）の順に記述してください。タイムゾーンは timeZone に指定します。",
  },
  sources: ["Kubernetes documentation, CronJob: Schedule syntax"],
  examples: {
    fail: [
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: daily }\nspec: { schedule: '0 3 * *' }",
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: daily }\nspec: { schedule: '0 25 * * *' }",
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: daily }\nspec: { schedule: '0 3 * * 7' }",
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: daily }\nspec: { schedule: 'TZ=Asia/Tokyo 0 3 * * *' }",
    ],
    pass: [
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: daily }\nspec: { schedule: '*/5 0-6,22 * jan-mar mon' }",
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: daily }\nspec: { schedule: '@daily' }",
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: daily }\nspec: { schedule: '${SCHEDULE}' }",
    ],
  },
  evaluate({ content }) {
    const schedule = findTextAt(content, "spec", "schedule");
    const problem =
      schedule === undefined || /[${}]/.test(schedule) || schedule.length > 500
        ? undefined
        : findScheduleProblem(schedule);
    if (problem === undefined) return [];
    const shown = quote(problem.text);
    const where = fieldNames.get(problem.field);
    return [
      {
        message: {
          en: where === undefined ? `“${shown}” is no schedule.` : `“${shown}” is no ${problem.field}.`,
          ja:
            where === undefined
              ? `「${shown}」はスケジュールとして解釈できません。`
              : `${where}の「${shown}」を解釈できません。`,
        },
        pointer: "/spec/schedule",
      },
    ];
  },
});

const fieldNames: ReadonlyMap<string, string> = new Map([
  ["minute", "分"],
  ["hour", "時"],
  ["day of month", "日"],
  ["month", "月"],
  ["day of week", "曜日"],
]);
