import { isJsonObject, type JsonObject, listOf } from "../../../formats/json/json-value.ts";
import type { AffectedRange } from "../../../model/advisory.ts";
import type { Text } from "../../../model/text.ts";

/** Orders two versions of an ecosystem; `undefined` when one of them is none. */
export type CompareVersions = (left: string, right: string) => number | undefined;

/** What the ranges of a package come to. */
export interface ReadRanges {
  readonly ranges: readonly AffectedRange[];
  /** Where the package may be affected, since something was written that cannot be evaluated. */
  readonly doubtful: readonly AffectedRange[];
  /** What was odd, and where below the package. */
  readonly oddities: readonly { readonly pointer: string; readonly message: Text }[];
}

type Event = { readonly kind: "introduced" | "fixed" | "lastAffected" | "limit"; readonly version: string };

/** Versions before every other one. Source: OSV schema, "introduced"; the lowest version of semantic versioning. */
const lowestVersions = new Set(["0", "0.0.0-0"]);

const kinds: ReadonlyMap<string, Event["kind"]> = new Map<string, Event["kind"]>([
  ["introduced", "introduced"],
  ["fixed", "fixed"],
  ["last_affected", "lastAffected"],
  ["limit", "limit"],
]);

/**
 * Reads the `ranges` of a package. Ranges of commits say nothing about versions and are passed over.
 *
 * Events are paired in the order of versions: each `introduced` with the bound that comes next. Events that stand in
 * another order are sorted where their versions can be compared. What contradicts itself is reported and never taken
 * for "not affected". Source: OSV schema 1.7, "Evaluation".
 */
export function readOsvRanges(affected: JsonObject, compare: CompareVersions): ReadRanges {
  const ranges: AffectedRange[] = [];
  const doubtful: AffectedRange[] = [];
  const oddities: { pointer: string; message: Text }[] = [];
  for (const [index, range] of listOf(affected, "ranges").entries()) {
    if (isJsonObject(range) && range["type"] === "GIT") continue;
    const pointer = `/ranges/${index}`;
    const read = isJsonObject(range) ? readRange(range, compare) : "wrong";
    if (typeof read === "string") {
      doubtful.push({});
      oddities.push({ pointer, message: messages[read] });
      continue;
    }
    if (read.doubtful.length > 0) oddities.push({ pointer, message: messages.contradictory });
    doubtful.push(...read.doubtful);
    ranges.push(...read.ranges);
  }
  return { ranges, doubtful, oddities };
}

const messages = {
  wrong: {
    en: "Expected a range with a list of events, each with one version. The package counts as possibly affected.",
    ja: "バージョンを 1 つずつ持つイベントの配列を想定しましたが、違う形でした。このパッケージは影響を受ける可能性があるものとして扱います。",
  },
  empty: {
    en: "Expected a range with events, got one without. The package counts as possibly affected.",
    ja: "イベントを持つ範囲を想定しましたが、空でした。このパッケージは影響を受ける可能性があるものとして扱います。",
  },
  contradictory: {
    en: "Expected a range whose end comes after its start, got one that holds no version. The package counts as possibly affected.",
    ja: "開始より後に終わる範囲を想定しましたが、どのバージョンも含まれない範囲でした。このパッケージは影響を受ける可能性があるものとして扱います。",
  },
} as const satisfies Readonly<Record<string, Text>>;

type PairedRanges = Pick<ReadRanges, "ranges" | "doubtful">;

function readRange(range: JsonObject, compare: CompareVersions): PairedRanges | "wrong" | "empty" | "contradictory" {
  const written = listOf(range, "events");
  if (written.length === 0) return "empty";
  const events: Event[] = [];
  for (const element of written) {
    const read = isJsonObject(element) ? readEvents(element) : undefined;
    if (read === undefined) return "wrong";
    events.push(...read);
  }
  const limits = events.filter((event) => event.kind === "limit" && event.version !== "*");
  const ordered = orderEvents(
    events.filter((event) => event.kind !== "limit"),
    compare,
  );
  if (ordered === undefined || !ordered.some((event) => event.kind === "introduced")) return "contradictory";
  return applyLimits(pairEvents(ordered, compare), limits, compare);
}

/** An event has one key by the schema; old records have two in one object. */
function readEvents(element: JsonObject): readonly Event[] | undefined {
  const events: Event[] = [];
  for (const [key, version] of Object.entries(element)) {
    const kind = kinds.get(key);
    if (kind === undefined) continue;
    if (typeof version !== "string" || version.trim() === "") return undefined;
    events.push({ kind, version: version.trim() });
  }
  return events.length === 0 ? undefined : events;
}

/** Gives the events by version when they do not alternate as written; `undefined` when they cannot be ordered. */
function orderEvents(events: readonly Event[], compare: CompareVersions): readonly Event[] | undefined {
  const alternates = events.every((event, index) => (event.kind === "introduced") === (index % 2 === 0));
  if (alternates) return events;
  let isComparable = true;
  const sorted = events.toSorted((left, right) => {
    if (lowestVersions.has(left.version)) return lowestVersions.has(right.version) ? 0 : -1;
    if (lowestVersions.has(right.version)) return 1;
    const order = compare(left.version, right.version);
    isComparable &&= order !== undefined;
    return order ?? 0;
  });
  return isComparable ? sorted : undefined;
}

/**
 * Pairs ordered events. A fix in the version that introduces says that a line of releases began repaired: it is no
 * range. When nothing else is said, or an end lies before its start, everything from there on is doubtful.
 */
function pairEvents(events: readonly Event[], compare: CompareVersions): PairedRanges {
  const ranges: AffectedRange[] = [];
  const doubtful: AffectedRange[] = [];
  const empty: AffectedRange[] = [];
  let start: string | undefined;
  for (const { kind, version } of events) {
    if (kind === "introduced") {
      start ??= version;
    } else if (start !== undefined) {
      const order = compareBounds(start, version, compare);
      if (order > 0) doubtful.push(makeRange(version, {}));
      else if (order === 0 && kind === "fixed") empty.push(makeRange(start, {}));
      else ranges.push(makeRange(start, kind === "fixed" ? { fixed: version } : { lastAffected: version }));
      start = undefined;
    }
  }
  if (start !== undefined) ranges.push(makeRange(start, {}));
  return ranges.length + doubtful.length > 0 ? { ranges, doubtful } : { ranges, doubtful: empty };
}

function makeRange(start: string, end: Omit<AffectedRange, "introduced">): AffectedRange {
  return lowestVersions.has(start) ? end : { introduced: start, ...end };
}

/** Texts that are no versions of the scheme are taken to be in order, unless they are the same. */
function compareBounds(start: string, end: string, compare: CompareVersions): number {
  if (lowestVersions.has(start)) return lowestVersions.has(end) ? 0 : -1;
  if (lowestVersions.has(end)) return 1;
  return compare(start, end) ?? (start === end ? 0 : -1);
}

/** A limit bounds what has no other end; of several the highest counts. Source: OSV schema, "limit". */
function applyLimits(paired: PairedRanges, limits: readonly Event[], compare: CompareVersions): PairedRanges {
  if (limits.length === 0) return paired;
  const highest = limits.reduce((best, limit) => ((compare(best.version, limit.version) ?? 0) < 0 ? limit : best));
  const ranges = paired.ranges.map((range) =>
    range.fixed === undefined && range.lastAffected === undefined ? { ...range, fixed: highest.version } : range,
  );
  return { ...paired, ranges };
}
