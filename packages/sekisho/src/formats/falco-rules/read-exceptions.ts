import type { YamlNode } from "../yaml-source/syntax.ts";
import {
  findEntry,
  findWord,
  type ItemReader,
  isNull,
  placeIn,
  readWord,
  readWords,
  texts,
  warnOfUnknownKeys,
  wrongKind,
} from "./item-reader.ts";
import type { ExceptionItem, ExceptionValue, OneOrMany } from "./rule-file.ts";
import { ruleError } from "./rule-problem.ts";

/** How deep the lists of an exception's values nest: rows, columns and the list of one column. */
const maxValueDepth = 3;

/** Reads a rule's `exceptions`; a broken one is left out, and the others count. */
export function readExceptions(reader: ItemReader): readonly ExceptionItem[] | undefined {
  const node = findEntry(reader, "exceptions")?.value;
  if (node === undefined) return undefined;
  if (isNull(node)) return [];
  if (node.kind !== "list") {
    reader.report(wrongKind(reader, node, { key: "exceptions", expected: texts.list }));
    return undefined;
  }
  return [...node.items].flatMap((item) => {
    if (item.kind !== "map") {
      reader.report(wrongKind(reader, item, { key: "exceptions", expected: texts.map }));
      return [];
    }
    return readException({ ...reader, map: item });
  });
}

function readException(reader: ItemReader): readonly ExceptionItem[] {
  warnOfUnknownKeys(reader, ["name", "fields", "comps", "values"]);
  const name = findWord(reader, "name");
  if (name === undefined) {
    reader.report(
      ruleError("exception-without-name", placeIn(reader, reader.map), {
        en: `${reader.label}: an exception has no name`,
        ja: `${reader.label}: 名前のない例外があります`,
      }),
    );
    return [];
  }
  const fields = readOneOrMany(reader, "fields");
  const operators = readOneOrMany(reader, "comps");
  return [
    {
      name,
      ...(fields === undefined ? {} : { fields }),
      ...(operators === undefined ? {} : { operators }),
      values: readValues(reader),
      place: placeIn(reader, reader.map),
    },
  ];
}

function readOneOrMany(reader: ItemReader, key: string): OneOrMany | undefined {
  const node = findEntry(reader, key)?.value;
  if (node === undefined || isNull(node)) return undefined;
  const place = placeIn(reader, node);
  if (node.kind === "list") return { isList: true, words: readWords(reader, [...node.items], key), place };
  const word = readWord(reader, node, key);
  return word === undefined ? undefined : { isList: false, words: [word], place };
}

function readValues(reader: ItemReader): readonly ExceptionValue[] {
  const node = findEntry(reader, "values")?.value;
  if (node === undefined || isNull(node)) return [];
  if (node.kind === "list") return [...node.items].flatMap((item) => readValue(reader, item, 1));
  reader.report(wrongKind(reader, node, { key: "values", expected: texts.list }));
  return [];
}

function readValue(reader: ItemReader, node: YamlNode, depth: number): readonly ExceptionValue[] {
  if (node.kind === "list" && depth < maxValueDepth) {
    const values = [...node.items].flatMap((item) => readValue(reader, item, depth + 1));
    return [{ kind: "list", values, place: placeIn(reader, node) }];
  }
  const word = readWord(reader, node, "values");
  return word === undefined ? [] : [{ kind: "word", word }];
}
