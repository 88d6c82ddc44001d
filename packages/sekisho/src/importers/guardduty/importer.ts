import {
  type DocumentVariant,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type ImportedTarget,
  type Outcome,
} from "../define.ts";
import { activityOutcome } from "../parts/activity-outcome.ts";
import { objectSubject } from "../parts/object-subject.ts";
import { present } from "../parts/present.ts";
import { severityOfScore } from "../parts/severity-of-score.ts";
import { toTime } from "../parts/to-time.ts";
import { type GuarddutyFinding, guarddutyFinding, lowerKeys } from "./schema.ts";

/** Reads findings of Amazon GuardDuty in its own form. */
export const guardduty = defineImporter({
  id: "guardduty",
  name: "Amazon GuardDuty",
  reads: [
    "aws guardduty get-findings, schema 2.0",
    "findings exported to S3, JSON Lines or a list",
    "GuardDuty Finding events of EventBridge",
  ],
  mapped: {
    en: "type, severity, texts, account, cluster, workload, container, instance, bucket, function, user with groups, addresses, user agent, first and last event, count; archived findings are exceptions. Not mapped: evidence of threat lists, runtime contexts, volumes that were scanned.",
    ja: "type、severity、説明、アカウント、クラスター、ワークロード、コンテナ、インスタンス、バケット、関数、ユーザーとグループ、アドレス、ユーザーエージェント、最初と最後のイベント、件数を取り込みます。アーカイブ済みの検出は例外とします。脅威リストの証拠、実行時のコンテキスト、スキャンしたボリュームは取り込みません。",
  },
  variants: [
    variant("GuardDuty API", "/Findings/*", [
      { at: "/Findings/*/Service", is: "object" },
      { at: "/Findings/*/Type", matches: /^[A-Za-z]+:[A-Za-z0-9]+\// },
      { at: "/Findings/*/AccountId", is: "text" },
    ]),
    variant("GuardDuty export", "/*", [
      { at: "/*/service", is: "object" },
      { at: "/*/type", matches: /^[A-Za-z]+:[A-Za-z0-9]+\// },
      { at: "/*/accountId", is: "text" },
    ]),
    variant("GuardDuty event of EventBridge", "/*", [
      { at: "/*/detail-type", equals: "GuardDuty Finding" },
      { at: "/*/detail/type", is: "text" },
    ]),
  ],
});

function variant(name: string, records: string, signs: DocumentVariant["signs"]): DocumentVariant {
  return {
    name,
    form: "json",
    signs,
    header: [],
    records: [[records]],
    begin: (_, context) => ({
      target: { kind: "cloud-account", name: context.targetName },
      convert: (record) => convert(record, context),
    }),
  };
}

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const lowered = lowerKeys(value);
  const inner = typeof lowered === "object" && lowered !== null && "detail" in lowered ? lowered.detail : lowered;
  const finding = context.read(guarddutyFinding, inner, pointer);
  return finding === undefined ? [] : [toOutcome(finding)];
}

function toOutcome(finding: GuarddutyFinding): Outcome {
  const { type, severity, service, resource } = finding;
  const call = service?.action?.kubernetesApiCallAction ?? service?.action?.awsApiCallAction;
  const user = resource?.kubernetesDetails?.kubernetesUserDetails;
  const isScore = typeof severity === "number" && severity >= 0 && severity <= 10;
  return activityOutcome({
    rule: type,
    severity: isScore ? severityOfScore(severity) : "unknown",
    rating: typeof severity === "number" ? String(severity) : null,
    title: finding.title,
    message: finding.description,
    subject: subjectOf(resource),
    target: targetOf(finding),
    ...(service?.archived === true ? { exception: { reason: service.userFeedback ?? "archived" } } : {}),
    activity: {
      incident: finding.arn ?? finding.id ?? type,
      cluster: resource?.eksClusterDetails?.name,
      principal: user?.username ?? resource?.accessKeyDetails?.userName ?? resource?.accessKeyDetails?.principalId,
      groups: user?.groups ?? [],
      sources: addressesOf(service),
      userAgent: call?.userAgent,
      firstSeen: toTime(service?.eventFirstSeen) ?? toTime(finding.createdAt),
      lastSeen: toTime(service?.eventLastSeen) ?? toTime(finding.updatedAt),
      count: service?.count,
      events: [finding.id],
    },
  });
}

/** A cluster is a target of its own; everything else belongs to the account. */
function targetOf({ accountId, resource }: GuarddutyFinding): ImportedTarget | undefined {
  const cluster = resource?.eksClusterDetails?.name ?? "";
  if (cluster !== "") return { kind: "cluster", name: cluster };
  return typeof accountId === "string" && accountId !== "" ? { kind: "cloud-account", name: accountId } : undefined;
}

function subjectOf(resource: GuarddutyFinding["resource"]): string {
  const workload = resource?.kubernetesDetails?.kubernetesWorkloadDetails;
  if (typeof workload?.name === "string" && workload.name !== "") {
    const kind = kindsOfWorkloads.get(workload.type?.toLowerCase() ?? "") ?? workload.type;
    const object = { kind, name: workload.name, namespace: workload.namespace };
    const container = workload.containers?.length === 1 ? workload.containers[0]?.name : undefined;
    return typeof container === "string" && container !== ""
      ? objectSubject(object, { name: container })
      : objectSubject(object);
  }
  const { containerDetails, instanceDetails, lambdaDetails, ecsClusterDetails, s3BucketDetails } = resource ?? {};
  const named = [
    containerDetails?.name,
    instanceDetails?.instanceId,
    lambdaDetails?.functionArn,
    ecsClusterDetails?.arn,
    s3BucketDetails?.[0]?.arn,
  ];
  return named.find((one) => typeof one === "string" && one !== "") ?? "";
}

const kindsOfWorkloads: ReadonlyMap<string, string> = new Map([
  ["pods", "Pod"],
  ["deployments", "Deployment"],
  ["daemonsets", "DaemonSet"],
  ["statefulsets", "StatefulSet"],
  ["replicasets", "ReplicaSet"],
  ["jobs", "Job"],
  ["cronjobs", "CronJob"],
  ["replicationcontrollers", "ReplicationController"],
]);

function addressesOf(service: GuarddutyFinding["service"]): readonly string[] {
  const action = service?.action;
  const remotes = [
    action?.kubernetesApiCallAction?.remoteIpDetails,
    action?.awsApiCallAction?.remoteIpDetails,
    action?.networkConnectionAction?.remoteIpDetails,
    ...(action?.portProbeAction?.portProbeDetails ?? []).map(({ remoteIpDetails }) => remoteIpDetails),
  ].flatMap((remote) => Object.values(present({ ...remote })));
  const { sourceIPs, sourceIps } = action?.kubernetesApiCallAction ?? {};
  return [...(sourceIPs ?? []), ...(sourceIps ?? []), ...remotes];
}
