import type { Conversion, ImportContext, ImportedRecord, Outcome } from "../define.ts";
import { leftOut } from "../parts/left-out.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { controlFindings } from "./control-finding.ts";
import { type NamedResource, resourceOf, resourceOfId } from "./resource.ts";
import {
  type DescribedControl,
  type KubescapeControl,
  type KubescapeRule,
  kubescapeHeader,
  kubescapeResource,
  kubescapeResult,
} from "./schema.ts";

/** More objects than this are known by their id alone. */
const maxResources = 200_000;

/** Starts to convert results by resource: format version v2. */
export function beginResults(header: unknown, context: ImportContext): Conversion {
  const { generationTime, clusterName, summaryDetails, metadata } = context.read(kubescapeHeader, header, "") ?? {};
  const cluster =
    metadata?.targetMetadata?.clusterContextMetadata ?? metadata?.contextMetadata?.clusterContextMetadata ?? {};
  const name = [clusterName, cluster.clusterName, cluster.contextName].find((one) => (one ?? "") !== "");
  const controls = new Map(Object.entries(summaryDetails?.controls ?? {}));
  const resources = new Map<string, NamedResource>();
  return {
    target: { kind: "cluster", name: name ?? context.targetName },
    ...present({ toolVersion: metadata?.scanMetadata?.kubescapeVersion, scannedAt: toTime(generationTime) }),
    convert: (record) => {
      if (record.pattern === "/results/*") return convertResult(record, { controls, resources }, context);
      keepResource(record, resources, context);
      return [];
    },
  };
}

function keepResource(
  { value, pointer }: ImportedRecord,
  resources: Map<string, NamedResource>,
  context: ImportContext,
): void {
  const read = context.read(kubescapeResource, value, pointer);
  if (read === undefined || resources.size >= maxResources) return;
  const { resourceID: id, object, source } = read;
  resources.set(id, resourceOf(id, object, source?.relativePath ?? source?.path ?? ""));
}

interface Known {
  readonly controls: ReadonlyMap<string, DescribedControl>;
  readonly resources: ReadonlyMap<string, NamedResource>;
}

function* convertResult({ value, pointer }: ImportedRecord, known: Known, context: ImportContext): Iterable<Outcome> {
  const read = context.read(kubescapeResult, value, pointer);
  if (read === undefined) return;
  const resource = known.resources.get(read.resourceID) ?? resourceOfId(read.resourceID);
  for (const [index, control] of (read.controls ?? []).entries()) {
    yield* outcomesOf(control, resource, { known, pointer: `${pointer}/controls/${index}` });
  }
}

function* outcomesOf(
  control: KubescapeControl,
  resource: NamedResource,
  { known, pointer }: { readonly known: Known; readonly pointer: string },
): Iterable<Outcome> {
  const { controlID: id, name } = control;
  const rules = (control.rules ?? []).filter((rule) => wordOf(rule.status) !== "passed" || hasException(rule));
  const exceptions = rules.flatMap((rule) => rule.exception ?? []);
  const status = statusOf(control);
  if (status === "failed" || (status === "passed" && exceptions.length > 0)) {
    const described = known.controls.get(id);
    const paths = rules.flatMap((rule) => rule.paths ?? []).flatMap(pathOf);
    yield* controlFindings({
      id,
      name: name ?? described?.name ?? id,
      status,
      described,
      resource,
      paths: [...new Set(paths)],
      messages: [],
      // A failed control has rules that nobody excepted.
      exceptions: status === "failed" && rules.some((rule) => !hasException(rule)) ? [] : exceptions,
    });
  } else if (status === "passed") yield { kind: "passed", rule: id };
  else {
    yield leftOut("not-judged", pointer, {
      en: `${id.slice(0, 40)} (${status.slice(0, 40)}): Kubescape did not judge it.`,
      ja: `${id.slice(0, 40)}（${status.slice(0, 40)}）: Kubescape が判定していない項目です。`,
    });
  }
}

function hasException({ exception }: KubescapeRule): boolean {
  return exception !== undefined && exception !== null && exception.length > 0;
}

function pathOf(path: NonNullable<KubescapeRule["paths"]>[number]): readonly string[] {
  const found = [path.failedPath, path.reviewPath, path.deletePath, path.fixPath?.path].find(
    (one) => (one ?? "") !== "",
  );
  return found === undefined || found === null ? [] : [found];
}

/** The first versions say it of rules alone: the worst of them counts. */
function statusOf({ status, rules }: KubescapeControl): string {
  const own = wordOf(status);
  if (own !== undefined) return own;
  const words = (rules ?? []).map((rule) => wordOf(rule.status));
  return ["failed", "skipped"].find((word) => words.includes(word)) ?? words[0] ?? "unknown";
}

function wordOf(status: KubescapeControl["status"]): string | undefined {
  const word = typeof status === "string" ? status : status?.status;
  return word === undefined || word === null || word === "" ? undefined : word.toLowerCase();
}
