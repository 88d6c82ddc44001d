import { quote } from "../../model/quote.ts";
import { findEntry, findFlag, type ItemReader, placeIn, texts, wrongKind } from "./item-reader.ts";
import type { Overrides, OverrideWay } from "./rule-file.ts";
import { ruleError, ruleWarning } from "./rule-problem.ts";

/** Which keys of an item can be changed in which ways. */
export interface Overridable {
  readonly append: readonly string[];
  readonly replace: readonly string[];
}

/**
 * Reads `append` and `override` of an item; `undefined` when they contradict each other or the item's other keys, and
 * the item has no effect.
 */
export function readOverrides(reader: ItemReader, nameKey: string, overridable: Overridable): Overrides | undefined {
  const appends = findFlag(reader, "append") === true;
  const entry = findEntry(reader, "override");
  if (appends) warnOfAppend(reader);
  if (entry === undefined) return appends ? appendAll(reader, overridable) : { kind: "define" };
  if (appends) {
    reader.report(
      ruleError("append-with-override", placeIn(reader, entry.keyRange), {
        en: `${reader.label}: append and override cannot stand together`,
        ja: `${reader.label}: append と override は同時に指定できません`,
      }),
    );
    return undefined;
  }
  if (entry.value.kind !== "map") {
    reader.report(wrongKind(reader, entry.value, { key: "override", expected: texts.map }));
    return undefined;
  }
  const ways = readWays({ ...reader, map: entry.value }, overridable);
  return ways !== undefined && isWhole(reader, nameKey, ways) ? { kind: "change", ways } : undefined;
}

function warnOfAppend(reader: ItemReader): void {
  const entry = findEntry(reader, "append");
  if (entry === undefined) return;
  reader.report(
    ruleWarning(
      "deprecated-append",
      placeIn(reader, entry.keyRange),
      {
        en: `${reader.label}: append is deprecated`,
        ja: `${reader.label}: append は非推奨です`,
      },
      { en: "Write override with append for each key.", ja: "override に、キーごとに append を指定してください。" },
    ),
  );
}

/** `append: true` appends what can be appended, and leaves the rest as it is. */
function appendAll({ map }: ItemReader, { append }: Overridable): Overrides {
  const keys = map.entries.map(({ key }) => key).filter((key) => append.includes(key));
  return { kind: "change", ways: new Map(keys.map((key) => [key, "append"])) };
}

function readWays(override: ItemReader, overridable: Overridable): ReadonlyMap<string, OverrideWay> | undefined {
  const ways = new Map<string, OverrideWay>();
  let isSound = true;
  for (const { key, value } of override.map.entries) {
    const way = value.kind === "scalar" ? value.value : undefined;
    const isKnown = (way === "append" || way === "replace") && overridable[way].includes(key);
    if (isKnown) ways.set(key, way);
    else {
      isSound = false;
      override.report(wrongWay(override, { key, way, value }, overridable));
    }
  }
  return isSound ? ways : undefined;
}

function wrongWay(
  override: ItemReader,
  { key, way, value }: { key: string; way: unknown; value: { readonly start: number; readonly end: number } },
  overridable: Overridable,
): ReturnType<typeof ruleError> {
  const possible = (["append", "replace"] as const).filter((one) => overridable[one].includes(key));
  const known = [...new Set([...overridable.append, ...overridable.replace])];
  const shown = quote(String(way));
  if (possible.length === 0) {
    return ruleError("wrong-override", placeIn(override, value), {
      en: `${override.label}: ${quote(key)} cannot be overridden; expected ${known.join(", ")}`,
      ja: `${override.label}: ${quote(key)} は上書きできません。指定できるのは ${known.join("、")} です`,
    });
  }
  return ruleError("wrong-override", placeIn(override, value), {
    en: `${override.label}: override of ${key}: expected ${possible.join(" or ")}, got ${shown}`,
    ja: `${override.label}: ${key} の override には ${possible.join(" または ")} を想定しましたが、${shown} が指定されています`,
  });
}

/** Every key of the item stands under `override`, and every one under it stands in the item. */
function isWhole(reader: ItemReader, nameKey: string, ways: ReadonlyMap<string, OverrideWay>): boolean {
  let isSound = true;
  for (const { key, keyRange } of reader.map.entries) {
    if (key === nameKey || key === "override" || key === "append" || ways.has(key)) continue;
    isSound = false;
    reader.report(
      ruleError("key-without-override", placeIn(reader, keyRange), {
        en: `${reader.label}: ${quote(key)} is given, but override does not say whether to append or to replace it`,
        ja: `${reader.label}: ${quote(key)} が指定されていますが、override に append か replace の指定がありません`,
      }),
    );
  }
  for (const key of ways.keys()) {
    if (findEntry(reader, key) !== undefined) continue;
    isSound = false;
    reader.report(
      ruleError("override-without-key", placeIn(reader, reader.map), {
        en: `${reader.label}: override names ${quote(key)}, which the item does not have`,
        ja: `${reader.label}: override に ${quote(key)} がありますが、その値が指定されていません`,
      }),
    );
  }
  return isSound;
}
