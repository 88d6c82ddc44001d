import type { YamlEntry, YamlList, YamlMap, YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import type { Text } from "../../model/text.ts";
import type { ChangeTree } from "./change-tree.ts";
import type { DocumentFacts } from "./layout.ts";
import { skipBlanks } from "./text-lines.ts";

/** Edits of one document while they are made. */
export interface Editing {
  readonly text: string;
  readonly facts: DocumentFacts;
  readonly edits: TextEdit[];
  /** Why the changes cannot be made; the edits are worth nothing then. */
  refusal: Text | undefined;
  /** Edits a value that stands in another one. */
  readonly descend: (value: PlacedValue, tree: ChangeTree) => void;
}

/** A value with what its edits depend on. */
export interface PlacedValue {
  readonly node: YamlNode;
  readonly span: ValueSpan;
  /** Behind a key or a dash of a block, or in brackets. */
  readonly holder: "key" | "item" | "flow";
  /** The column of that key or dash. */
  readonly column: number;
  /** The keys that lead to it. */
  readonly path: readonly string[];
  /** Keys and texts of brackets stand in double quotes. */
  readonly isJson: boolean;
  /** Blanks in front of the line of its key, in brackets that are written over several lines. */
  readonly indent: number | undefined;
}

/** Where a value is written. */
export interface ValueSpan {
  /** Behind the colon or dash. */
  readonly behind: number;
  readonly start: number;
  readonly end: number;
  readonly isAlias: boolean;
  /** An anchor or a tag stands in front of it. */
  readonly hasProperties: boolean;
}

/** Notes why the changes cannot be made; the first reason stays. */
export function refuse(editing: Editing, refusal: Text): void {
  editing.refusal ??= refusal;
}

/** Notes an edit; one that changes nothing is left out. */
export function edit(editing: Editing, start: number, end: number, text: string): void {
  if (start === end && text === "") return;
  editing.edits.push({ start, end, text });
}

/** Finds where the value of an entry is written; `undefined` for forms that people do not write (`? key`). */
export function findEntrySpan(text: string, { keyRange, value }: YamlEntry): ValueSpan | undefined {
  const colon = skipBlanks(text, keyRange.end);
  if (text.charAt(colon) !== ":") return undefined;
  return findSpan(text, value, colon + 1, keyRange.start);
}

/** Finds where an item of a list is written, given what is behind its dash, bracket or comma. */
export function findItemSpan(text: string, list: YamlList, item: YamlNode, behind: number): ValueSpan | undefined {
  return findSpan(text, item, behind, list.start);
}

function findSpan(text: string, value: YamlNode, behind: number, holder: number): ValueSpan | undefined {
  if (value.start < holder) return findAliasSpan(text, behind);
  const isEmpty = value.start === value.end;
  const start = isEmpty ? Math.max(behind, value.start) : value.start;
  return {
    behind,
    start,
    end: Math.max(start, value.end),
    isAlias: false,
    hasProperties: isEmpty ? hasProperties(text, behind, lineOf(text, start)) : hasProperties(text, behind, start),
  };
}

function lineOf(text: string, at: number): number {
  const found = text.indexOf("\n", at);
  return found === -1 ? text.length : found;
}

/** The node of an alias stands where its anchor is: its own place is the `*name`. */
function findAliasSpan(text: string, behind: number): ValueSpan | undefined {
  const alias = /[ \t]{0,200}\*[\w-]{1,1000}/y;
  alias.lastIndex = behind;
  const found = alias.exec(text);
  if (found === null) return undefined;
  const end = behind + found[0].length;
  return { behind, start: skipBlanks(text, behind), end, isAlias: true, hasProperties: false };
}

function hasProperties(text: string, from: number, to: number): boolean {
  const gap = text.slice(from, to).replaceAll(/(?:^|\s)#[^\n]{0,10000}/g, " ");
  return /(?:^|[\s,[{])[&!]/.test(gap);
}

/** Tells whether a value, or anything in it, stands in other places too. */
export function isSharedWithin(editing: Editing, node: YamlNode): boolean {
  const { shared } = editing.facts;
  if (shared.size === 0) return false;
  if (shared.has(node)) return true;
  if (node.kind === "list") return [...node.items].some((item) => isSharedWithin(editing, item));
  return node.kind === "map" && node.entries.some((entry) => isSharedWithin(editing, entry.value));
}

/** Gives the entries that are written in a map itself, in the order of the text. */
export function writtenEntries(map: YamlMap): readonly YamlEntry[] {
  return map.entries
    .filter(({ isMerged }) => !isMerged)
    .toSorted((left, right) => left.keyRange.start - right.keyRange.start);
}

/** Why changes are not made. */
export const refusals = {
  shared: {
    en: "The value is shared through an anchor, so that the edit would change other places, too.",
    ja: "この値はアンカーで共有されているため、編集すると別の箇所も変わります。",
  },
  unusual: {
    en: "The place is written in a form that is not edited: an explicit key, a tag or an old line end.",
    ja: "明示的なキー（?）、タグ、旧式の改行など、編集に対応していない書き方です。",
  },
  plain: {
    en: "The change reaches into a value that is no map or list.",
    ja: "マップでもリストでもない値の内部は変更できません。",
  },
} as const satisfies Readonly<Record<string, Text>>;
