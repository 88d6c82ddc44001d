import {
  type Conversion,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type ImportedTarget,
  type Outcome,
} from "../define.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { objectSubject } from "../parts/object-subject.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { type PolarisResult, polarisHeader, polarisNamespaces, polarisObject } from "./schema.ts";

/** Reads what Polaris says of objects of a cluster or of manifests. */
export const polaris = defineImporter({
  id: "polaris",
  name: "Polaris",
  reads: ["Polaris JSON and YAML, 0.6 and later: Results", "Polaris JSON and YAML, 0.1 to 0.5: NamespacedResults"],
  mapped: {
    en: "Failed results of objects, pods and containers: check, severity, message, details and category. Passed ones are counted. A result with severity ignore is an accepted finding. The target is the cluster, or the path of SourceName. Not read: ClusterInfo and Score.",
    ja: "オブジェクト、Pod、コンテナの不合格の結果について、チェック名、深刻度、メッセージ、詳細、分類を取り込みます。合格の結果は件数だけを数えます。深刻度が ignore の結果は、受容済みの検出事項になります。対象は、クラスターまたは SourceName のパスです。ClusterInfo と Score は取り込みません。",
  },
  variants: [
    {
      name: "Polaris audit",
      form: "json",
      signs: [
        { at: "/PolarisOutputVersion" },
        { at: "/SourceType", is: "text" },
        { at: "/AuditTime" },
        { at: "/Results" },
      ],
      header: ["/PolarisOutputVersion", "/AuditTime", "/SourceType", "/SourceName", "/DisplayName"],
      records: [["/Results/*"]],
      begin: (header, context) => begin(header, context, convertObject),
    },
    {
      name: "Polaris audit, by namespace",
      form: "json",
      signs: [{ at: "/PolarisOutputVersion" }, { at: "/SourceType", is: "text" }, { at: "/NamespacedResults" }],
      header: ["/PolarisOutputVersion", "/AuditTime", "/SourceType", "/SourceName", "/DisplayName"],
      records: [["/NamespacedResults"]],
      begin: (header, context) => begin(header, context, convertNamespaces),
    },
  ],
});

type Convert = (record: ImportedRecord, context: ImportContext) => Iterable<Outcome>;

function begin(header: unknown, context: ImportContext, convert: Convert): Conversion {
  const { AuditTime, SourceType, SourceName, DisplayName } = context.read(polarisHeader, header, "") ?? {};
  const isCluster = SourceType === "Cluster" || SourceType === "ClusterNamespace";
  const name = [SourceName, DisplayName].find((one) => (one ?? "") !== "" && one !== "stdin") ?? context.targetName;
  const target: ImportedTarget = { kind: isCluster ? "cluster" : "manifest", name };
  return { target, ...present({ scannedAt: toTime(AuditTime) }), convert: (record) => convert(record, context) };
}

function* convertObject({ value, pointer }: ImportedRecord, context: ImportContext): Iterable<Outcome> {
  const read = context.read(polarisObject, value, pointer);
  if (read === undefined) return;
  const { Name: name, Namespace: namespace, Kind: kind, PodResult: pod } = read;
  const object = { name, namespace, kind };
  yield* outcomesOf(read, objectSubject(object));
  if (pod === undefined || pod === null) return;
  yield* outcomesOf(pod, objectSubject(object));
  for (const container of pod.ContainerResults ?? []) {
    yield* outcomesOf(container, objectSubject(object, { name: container.Name ?? "" }));
  }
}

function* convertNamespaces({ value, pointer }: ImportedRecord, context: ImportContext): Iterable<Outcome> {
  const read = context.read(polarisNamespaces, value, pointer) ?? {};
  for (const [namespace, lists] of Object.entries(read)) {
    for (const [key, list] of Object.entries(lists)) {
      if (!key.endsWith("Results") || !Array.isArray(list)) continue;
      const kind = key.slice(0, -"Results".length);
      const place = `${pointer}/${escapeKey(namespace)}/${escapeKey(key)}`;
      for (const [index, object] of list.entries()) {
        const named: unknown = isObject(object) ? { Kind: kind, Namespace: namespace, ...object } : object;
        yield* convertObject({ value: named, pattern: "", pointer: `${place}/${index}`, indices: [] }, context);
      }
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function escapeKey(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

interface ResultHolder {
  readonly Results?: Readonly<Record<string, PolarisResult>> | null | undefined;
  readonly Messages?: readonly PolarisResult[] | null | undefined;
}

function* outcomesOf({ Results, Messages }: ResultHolder, subject: string): Iterable<Outcome> {
  for (const [id, result] of Object.entries(Results ?? {})) yield outcomeOf(id, result, subject);
  for (const result of Messages ?? []) yield outcomeOf("", result, subject);
}

function outcomeOf(key: string, result: PolarisResult, subject: string): Outcome {
  const { ID, Message, Details, Success, Severity, Type, Category } = result;
  const id = ID ?? key;
  const rule = id === "" ? key : id;
  if (Success === true || Type === "success") return { kind: "passed", rule };
  const rating = Severity ?? Type;
  return misconfigurationOutcome({
    rule,
    rating,
    message: [Message ?? "", ...(Details ?? [])].filter((part) => part !== "").join("\n"),
    subject,
    status: Category,
    exception: rating === "ignore" ? { reason: "Polaris: severity ignore" } : undefined,
  });
}
