import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { OffsetRange, SourceText } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { yamlProblemText } from "./yaml-problem-text.ts";

/** A value of a YAML document with its place, aliases resolved. */
export type YamlTree = OffsetRange &
  (
    | { readonly kind: "mapping"; readonly entries: readonly YamlEntry[] }
    | { readonly kind: "list"; readonly items: readonly YamlTree[] }
    /** `source` is the text as written, without quotes: `1.10` stays `1.10`. */
    | { readonly kind: "scalar"; readonly value: unknown; readonly source: string }
  );

/** One `key: value`. */
export interface YamlEntry {
  readonly key: string;
  readonly keyRange: OffsetRange;
  readonly value: YamlTree;
}

/** What is wrong with a document, and where. */
export interface YamlProblem extends OffsetRange {
  readonly text: Text;
}

/** A read document; `root` is `undefined` when it cannot be read or is empty. */
export interface YamlReading {
  readonly root: YamlTree | undefined;
  readonly problems: readonly YamlProblem[];
}

/** Aliases can make a small file large: past this many values the rest is refused. */
const maxYamlValues = 100_000;

/** Nothing that people write is nested deeper. */
const maxYamlDepth = 64;

/** Reads one YAML 1.2 document with the place of every value. Never throws. */
export function readYamlTree(source: SourceText): YamlReading {
  const problems: YamlProblem[] = [];
  let document: Document;
  try {
    document = parseDocument(source.text, { logLevel: "error", prettyErrors: false, stringKeys: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { root: undefined, problems: [{ start: 0, end: 0, text: tooDeep }] };
  }
  const [first] = document.errors;
  if (first !== undefined) {
    // One slip makes the parser stumble many times: what follows the first error says nothing.
    problems.push({ start: first.pos[0], end: first.pos[1], text: yamlProblemText(first.code, first.message) });
  }
  if (problems.length > 0 || document.contents === null) return { root: undefined, problems };
  const converter: Converter = {
    text: source.text,
    document,
    problems,
    ancestors: new Set(),
    valuesLeft: maxYamlValues,
  };
  const root = convert(document.contents, converter);
  return { root: problems.length > 0 ? undefined : root, problems };
}

const tooDeep: Text = {
  en: `expected at most ${maxYamlDepth} levels of nesting, got more`,
  ja: `入れ子は ${maxYamlDepth} 段までですが、それを超えています。`,
};

const tooMany: Text = {
  en: `expected at most ${maxYamlValues} values with aliases expanded, got more`,
  ja: `エイリアスを展開した値は ${maxYamlValues} 個までですが、それを超えています。`,
};

const cyclic: Text = {
  en: "expected a value, got an alias that contains itself",
  ja: "値を想定しましたが、自分自身を含むエイリアスが指定されています。",
};

const keyIsNoText: Text = {
  en: "expected a text as key, got a collection",
  ja: "キーには文字列を想定しましたが、コレクションが指定されています。",
};

interface Converter {
  readonly text: string;
  readonly document: Document;
  readonly problems: YamlProblem[];
  /** The nodes around the current one. */
  readonly ancestors: Set<unknown>;
  valuesLeft: number;
}

function convert(written: unknown, converter: Converter): YamlTree {
  const node = isAlias(written) ? written.resolve(converter.document) : written;
  const place = rangeOf(written);
  converter.valuesLeft -= 1;
  const refusal = findRefusal(node, converter);
  if (refusal !== undefined) {
    // Said once: an exhausted budget refuses every value that follows.
    if (converter.valuesLeft >= -1) converter.problems.push({ ...place, text: refusal });
    return { ...place, kind: "scalar", value: null, source: "" };
  }
  if (!isMap(node) && !isSeq(node)) {
    if (!isScalar(node)) return { ...place, kind: "scalar", value: null, source: "" };
    return { ...place, kind: "scalar", value: node.value, source: node.source ?? "" };
  }
  converter.ancestors.add(node);
  const end = trimmedEnd(converter.text, place);
  const tree: YamlTree = isMap(node)
    ? { ...place, end, kind: "mapping", entries: convertEntries(node.items, converter) }
    : { ...place, end, kind: "list", items: node.items.map((item) => convert(item, converter)) };
  converter.ancestors.delete(node);
  return tree;
}

function findRefusal(node: unknown, converter: Converter): Text | undefined {
  if (converter.valuesLeft < 0) return tooMany;
  if (converter.ancestors.has(node)) return cyclic;
  return converter.ancestors.size >= maxYamlDepth ? tooDeep : undefined;
}

function convertEntries(
  pairs: readonly { readonly key: unknown; readonly value: unknown }[],
  converter: Converter,
): readonly YamlEntry[] {
  const entries: YamlEntry[] = [];
  for (const pair of pairs) {
    const keyRange = rangeOf(pair.key);
    const key = convert(pair.key, converter);
    if (key.kind !== "scalar") {
      converter.problems.push({ ...keyRange, text: keyIsNoText });
      continue;
    }
    const name = typeof key.value === "string" ? key.value : key.source;
    const value: YamlTree =
      pair.value === null
        ? { start: keyRange.end, end: keyRange.end, kind: "scalar", value: null, source: "" }
        : convert(pair.value, converter);
    entries.push({ key: name, keyRange, value });
  }
  return entries;
}

/** A block collection reaches to where the next thing begins; people see it end with its last character. */
function trimmedEnd(text: string, range: OffsetRange): number {
  let end = range.end;
  while (end > range.start && /\s/.test(text[end - 1] ?? "")) end--;
  return end;
}

function rangeOf(node: unknown): OffsetRange {
  const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}
