import { quote } from "../../model/quote.ts";
import {
  emptyRecord,
  isManifestList,
  isManifestMap,
  type ManifestMap,
  type ManifestValue,
} from "../kubernetes/manifest-value.ts";
import type { Flow, FlowProblem, FlowRecord } from "./flow.ts";
import { readHubbleFlow } from "./read-hubble-flow.ts";
import { readIstioFlow } from "./read-istio-flow.ts";
import { readOwnFlow } from "./read-own-flow.ts";

/** Flows of a file, and what could not be read of it. */
export interface FlowReading {
  readonly flows: readonly Flow[];
  readonly problems: readonly FlowProblem[];
}

/**
 * Reads flows: JSON lines of Cilium Hubble, JSON lines of Istio's access log, or our own `{ from, to, port, protocol }`,
 * one a line, as a list, or as `{ "flows": [ … ] }`. Each record is recognised by itself; a broken one is reported and the
 * next is read.
 */
export function readFlows(text: string): FlowReading {
  const flows: Flow[] = [];
  const problems: FlowProblem[] = [];
  for (const { value, place } of records(text)) {
    const record = value === undefined ? notJson : readRecord(value);
    if (record.kind === "flow") flows.push({ ...record.flow, place });
    else if (record.kind === "unreadable") problems.push({ place, message: record.message });
  }
  return { flows, problems };
}

const notJson: FlowRecord = {
  kind: "unreadable",
  message: { en: "expected a JSON object", ja: "JSON オブジェクトではありません" },
};

interface Numbered {
  /** `undefined` when it is no JSON. */
  readonly value: ManifestValue | undefined;
  readonly place: number;
}

function records(text: string): readonly Numbered[] {
  const whole = parseJson(text);
  const list = isManifestMap(whole) && isManifestList(whole["flows"]) ? whole["flows"] : whole;
  if (isManifestList(list)) return list.map((value, index) => ({ value, place: index + 1 }));
  if (whole !== undefined) return [{ value: whole, place: 1 }];
  const numbered = text.split("\n").map((line, index) => ({ line: line.trim(), place: index + 1 }));
  return numbered.filter(({ line }) => line !== "").map(({ line, place }) => ({ value: parseJson(line), place }));
}

function parseJson(text: string): ManifestValue | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return toValue(value, 0);
  } catch {
    return undefined;
  }
}

/** Deeper values than any log has are cut. */
const maxDepth = 50;

function toValue(value: unknown, depth: number): ManifestValue {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  if (typeof value !== "object" || depth > maxDepth) return null;
  if (Array.isArray(value)) return value.map((item: unknown) => toValue(item, depth + 1));
  const map = emptyRecord<ManifestValue>();
  for (const [key, held] of Object.entries(value)) map[key] = toValue(held, depth + 1);
  return map;
}

function readRecord(value: ManifestValue): FlowRecord {
  if (!isManifestMap(value)) return notJson;
  return readers.find(({ recognises }) => recognises(value))?.read(value) ?? unknownRecord(value);
}

const readers: readonly {
  readonly recognises: (record: ManifestMap) => boolean;
  readonly read: (record: ManifestMap) => FlowRecord;
}[] = [
  { recognises: (record) => "from" in record && "to" in record, read: readOwnFlow },
  { recognises: (record) => "flow" in record || ("verdict" in record && "l4" in record), read: readHubbleFlow },
  { recognises: (record) => "upstream_cluster" in record || "upstream_host" in record, read: readIstioFlow },
];

function unknownRecord(value: ManifestMap): FlowRecord {
  const keys = quote(Object.keys(value).slice(0, 5).join(", "));
  return {
    kind: "unreadable",
    message: {
      en: `expected a flow of Hubble, a line of Istio's access log, or { from, to, port, protocol }, got the keys “${keys}”`,
      ja: `Hubble のフロー、Istio のアクセスログ、または { from, to, port, protocol } を想定しましたが、キーは「${keys}」です`,
    },
  };
}
