import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import type { YamlNode } from "../../formats/yaml-source/syntax.ts";
import { quote } from "../../model/quote.ts";
import { createSourceText, positionAt } from "../../model/source-text.ts";
import type { RecordProblem } from "./record-reader.ts";

/** One document of a YAML stream as plain data. */
export interface YamlValue {
  readonly value: unknown;
  /** Line of its first character, from 1. */
  readonly line: number;
}

/** Reads a YAML stream as plain data; nodes that aliases share are shared. */
export function readYamlValues(
  text: string,
  name: string,
): { readonly values: readonly YamlValue[]; readonly problems: readonly RecordProblem[] } {
  const source = createSourceText(name, text);
  const values: YamlValue[] = [];
  const problems: RecordProblem[] = [];
  for (const document of parseYamlSource(text)) {
    for (const problem of document.problems) {
      const { line } = positionAt(source, problem.start);
      const shown = quote(problem.got);
      const expected = { en: `sound YAML instead of "${shown}"`, ja: `「${shown}」の位置に正しい YAML` };
      problems.push({ pointer: "", line, expected, isEnd: false });
    }
    if (document.root === undefined) continue;
    if (document.hasAliases && countPlaces(document.root, new Map()) > maxPlaces) {
      const { line } = positionAt(source, document.root.start);
      problems.push({ pointer: "", line, expected: fewerPlaces, isEnd: false });
      continue;
    }
    const value = plainValue(document.root, new Map());
    values.push({ value, line: positionAt(source, document.root.start).line });
  }
  return { values, problems };
}

/** Aliases of aliases make a few lines stand in millions of places. */
const maxPlaces = 2_000_000;
const fewerPlaces = {
  en: "at most 2,000,000 values, those that aliases repeat among them",
  ja: "エイリアスによる繰り返しを含めて 200 万個以内の値",
} as const;

/** Gives in how many places the values of a node stand, when every alias is written out. */
function countPlaces(node: YamlNode, known: Map<YamlNode, number>): number {
  if (node.kind === "scalar") return 1;
  const counted = known.get(node);
  if (counted !== undefined) return counted;
  let count = 1;
  const parts = node.kind === "list" ? node.items : node.entries.map(({ value }) => value);
  for (const part of parts) count += countPlaces(part, known);
  known.set(node, count);
  return count;
}

function plainValue(node: YamlNode, known: Map<YamlNode, unknown>): unknown {
  if (node.kind === "scalar") return node.value;
  if (known.has(node)) return known.get(node);
  if (node.kind === "list") {
    const list: unknown[] = [];
    known.set(node, list);
    for (const item of node.items) list.push(plainValue(item, known));
    return list;
  }
  const object: object = {};
  known.set(node, object);
  for (const { key, value } of node.entries) {
    const member = { value: plainValue(value, known), enumerable: true, configurable: true, writable: true };
    Object.defineProperty(object, key, member);
  }
  return object;
}
