import { findClosestWord } from "../../model/closest-word.ts";
import { quote } from "../../model/quote.ts";
import type { OffsetRange, SourceText } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import type { YamlEntry, YamlMap, YamlNode } from "../yaml-source/syntax.ts";
import type { Place, Word } from "./place.ts";
import { placeScalar, textOfScalar } from "./place-scalar.ts";
import type { PlacedText } from "./placed-text.ts";
import { didYouMean, type ReportProblem, ruleError, ruleWarning } from "./rule-problem.ts";

/** Reads one map of a rule file key by key, and says what is wrong with each. */
export interface ItemReader {
  readonly source: SourceText;
  readonly report: ReportProblem;
  readonly map: YamlMap;
  /** What the map describes, for messages: `rule Create Pod`. */
  readonly label: string;
}

/** Gives the place of a range of the file. */
export function placeIn({ source }: Pick<ItemReader, "source">, { start, end }: OffsetRange): Place {
  return { source, start, end };
}

/** Finds the entry of a key; of several the last one counts, as for the engine. */
export function findEntry({ map }: ItemReader, key: string): YamlEntry | undefined {
  return map.entries.findLast((entry) => entry.key === key);
}

/** Finds a key's text; a list or a map there is an error. Null is no value. */
export function findWord(reader: ItemReader, key: string): Word | undefined {
  const node = findEntry(reader, key)?.value;
  return node === undefined || isNull(node) ? undefined : readWord(reader, node, key);
}

/** Finds a key's text with the way back to the file. */
export function findPlacedText(reader: ItemReader, key: string): PlacedText | undefined {
  const node = findEntry(reader, key)?.value;
  if (node === undefined || isNull(node)) return undefined;
  if (node.kind === "scalar") return placeScalar(node, reader.source);
  reader.report(wrongKind(reader, node, { key, expected: texts.text }));
  return undefined;
}

/** Finds a key's truth value. */
export function findFlag(reader: ItemReader, key: string): boolean | undefined {
  const node = findEntry(reader, key)?.value;
  if (node === undefined || isNull(node)) return undefined;
  // The engine reads "true" in quotes as a truth value, too.
  const value = node.kind === "scalar" ? truthValues.get(String(node.value).toLowerCase()) : undefined;
  if (value === undefined) reader.report(wrongKind(reader, node, { key, expected: texts.flag }));
  return value;
}

/** Finds a key's list of texts; anything else in it is an error, and the other items count. */
export function findWords(reader: ItemReader, key: string): readonly Word[] | undefined {
  const node = findEntry(reader, key)?.value;
  if (node === undefined) return undefined;
  if (isNull(node)) return [];
  if (node.kind === "list") return readWords(reader, [...node.items], key);
  reader.report(wrongKind(reader, node, { key, expected: texts.list }));
  return undefined;
}

/** Reads the texts of a list. */
export function readWords(reader: ItemReader, nodes: readonly YamlNode[], key: string): readonly Word[] {
  const words: Word[] = [];
  for (const node of nodes) {
    const word = isNull(node) ? undefined : readWord(reader, node, key);
    if (word !== undefined) words.push(word);
  }
  return words;
}

/** Reads one text. */
export function readWord(reader: ItemReader, node: YamlNode, key: string): Word | undefined {
  if (node.kind === "scalar") return { text: textOfScalar(node), place: placeIn(reader, node) };
  reader.report(wrongKind(reader, node, { key, expected: texts.text }));
  return undefined;
}

/** Warns of keys that mean nothing, as the engine does. */
export function warnOfUnknownKeys(reader: ItemReader, known: readonly string[]): void {
  for (const { key, keyRange } of reader.map.entries) {
    if (known.includes(key)) continue;
    const shown = quote(key);
    reader.report(
      ruleWarning(
        "unknown-key",
        placeIn(reader, keyRange),
        {
          en: `${reader.label}: the key ${shown} means nothing here`,
          ja: `${reader.label}: キー ${shown} はここでは意味を持ちません`,
        },
        didYouMean(findClosestWord(key, known)),
      ),
    );
  }
}

/** Gives the error of a key that has a value of another kind. */
export function wrongKind(
  reader: ItemReader,
  node: YamlNode,
  { key, expected }: { readonly key: string; readonly expected: Text },
): ReturnType<typeof ruleError> {
  const got = kindNames[node.kind];
  const shown = node.kind === "scalar" ? quote(textOfScalar(node)) : undefined;
  return ruleError("wrong-value", placeIn(reader, node), {
    en: `${reader.label}: ${key}: expected ${expected.en}, got ${shown ?? got.en}`,
    ja: `${reader.label}: ${key} には${expected.ja}を想定しましたが、${shown ?? got.ja}が指定されています`,
  });
}

/** Says whether a value is left out. */
export function isNull(node: YamlNode): boolean {
  return node.kind === "scalar" && node.value === null;
}

/** What can be expected of a value. */
export const texts = {
  text: { en: "a text", ja: "文字列" },
  flag: { en: "true or false", ja: "true または false " },
  list: { en: "a list", ja: "リスト" },
  map: { en: "a map", ja: "マップ" },
} as const satisfies Readonly<Record<string, Text>>;

const kindNames: Readonly<Record<YamlNode["kind"], Text>> = {
  scalar: texts.text,
  list: texts.list,
  map: texts.map,
};

const truthValues: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["yes", true],
  ["on", true],
  ["y", true],
  ["false", false],
  ["no", false],
  ["off", false],
  ["n", false],
]);
