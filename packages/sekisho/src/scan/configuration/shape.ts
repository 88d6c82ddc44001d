import { findClosestWord } from "../../model/closest-word.ts";
import type { Text } from "../../model/text.ts";
import { atIndex, inside, mismatch, type Place, report } from "./place.ts";
import type { YamlTree } from "./yaml-tree.ts";

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a setting looks like: reads it from the file, and says it as JSON Schema. */
export interface Shape<Value> {
  readonly schema: JsonSchema;
  /** Gives the value; records every problem and gives `undefined` when there is an error. */
  read(tree: YamlTree, place: Place): Value | undefined;
}

/** A text as a shape judges it further. */
export interface TextRules {
  readonly expected: Text;
  readonly schema: JsonSchema;
  /** Says why the text is refused; `undefined` when it is fine. Left out, every text is. */
  readonly findProblem?: (text: string) => Text | undefined;
  /** Takes a number or a boolean as the text that was written: `1.10` means 1.10 to its author. */
  readonly acceptsAnyScalar?: boolean;
}

const longestShownText = 40;
const anyText: Text = { en: "a text", ja: "文字列" };

/** Names a value for messages. */
export function describeValue(tree: YamlTree): Text {
  if (tree.kind === "mapping") return { en: "a mapping", ja: "マッピング" };
  if (tree.kind === "list") return { en: "a list", ja: "リスト" };
  if (tree.value === null && tree.source === "") return { en: "nothing", ja: "空の値" };
  const shown = typeof tree.value === "string" ? quoted(tree.value) : tree.source;
  if (typeof tree.value === "number") return { en: `the number ${shown}`, ja: `数値 ${shown} ` };
  return { en: shown, ja: `${shown} ` };
}

/** Gives a text in double quotes, shortened, on one line. */
export function quoted(text: string): string {
  const shown = text.length > longestShownText ? `${text.slice(0, longestShownText)}…` : text;
  return JSON.stringify(shown);
}

/** `true` or `false`. */
export const booleanShape: Shape<boolean> = {
  schema: { type: "boolean" },
  read(tree, place) {
    if (tree.kind === "scalar" && typeof tree.value === "boolean") return tree.value;
    refuse(tree, place, { en: "true or false", ja: "true または false " });
    return undefined;
  },
};

/** A whole number. */
export const integerShape: Shape<number> = {
  schema: { type: "integer" },
  read(tree, place) {
    if (tree.kind === "scalar" && typeof tree.value === "number" && Number.isSafeInteger(tree.value)) return tree.value;
    refuse(tree, place, { en: "a whole number", ja: "整数" });
    return undefined;
  },
};

/** A text that is not empty, by further rules. */
export function textShape(rules: TextRules = { expected: anyText, schema: {} }): Shape<string> {
  return {
    schema: { type: rules.acceptsAnyScalar === true ? ["string", "number", "boolean"] : "string", ...rules.schema },
    read(tree, place) {
      const text = textOf(tree, rules.acceptsAnyScalar === true);
      if (text === undefined || text.trim() === "") {
        refuse(tree, place, rules.expected);
        return undefined;
      }
      const problem = rules.findProblem?.(text);
      if (problem === undefined) return text;
      report(place, "error", tree, problem);
      return undefined;
    },
  };
}

/** One of several words. */
export function choiceShape<const Word extends string>(words: readonly Word[]): Shape<Word> {
  return {
    schema: { type: "string", enum: words },
    read(tree, place) {
      const text = textOf(tree, false);
      const word = words.find((candidate) => candidate === text);
      if (word !== undefined) return word;
      const closest = text === undefined ? undefined : findClosestWord(text, words);
      report(place, "error", tree, mismatch(oneOf(words), describeValue(tree), closest));
      return undefined;
    },
  };
}

/** Names the words to choose from. */
export function oneOf(words: readonly string[]): Text {
  const last = words.at(-1) ?? "";
  if (words.length < 2) return { en: last, ja: `${last} ` };
  return {
    en: `${words.slice(0, -1).join(", ")} or ${last}`,
    ja: `${words.join("、")} のいずれか`,
  };
}

/** Any number of values of one shape. Broken items are reported and left out. */
export function listShape<Item>(item: Shape<Item>): Shape<readonly Item[]> {
  return {
    schema: { type: "array", items: item.schema },
    read(tree, place) {
      if (tree.kind !== "list") {
        refuse(tree, place, { en: "a list", ja: "リスト" });
        return undefined;
      }
      const items: Item[] = [];
      for (const [index, child] of tree.items.entries()) {
        const value = item.read(child, atIndex(place, index));
        if (value !== undefined) items.push(value);
      }
      return items;
    },
  };
}

/** Values of one shape under keys that the user chooses. */
export function mapShape<Value>(value: Shape<Value>): Shape<Readonly<Record<string, Value>>> {
  return {
    schema: { type: "object", additionalProperties: value.schema },
    read(tree, place) {
      if (tree.kind !== "mapping") {
        refuse(tree, place, { en: "a mapping", ja: "マッピング" });
        return undefined;
      }
      const entries: [string, Value][] = [];
      for (const entry of tree.entries) {
        const read = value.read(entry.value, inside(place, entry.key));
        if (read !== undefined) entries.push([entry.key, read]);
      }
      return Object.fromEntries(entries);
    },
  };
}

/** Records that a value is not what was expected. */
export function refuse(tree: YamlTree, place: Place, expected: Text): void {
  report(place, "error", tree, mismatch(expected, describeValue(tree)));
}

function textOf(tree: YamlTree, acceptsAnyScalar: boolean): string | undefined {
  if (tree.kind !== "scalar") return undefined;
  if (typeof tree.value === "string") return tree.value;
  return acceptsAnyScalar && tree.value !== null ? tree.source : undefined;
}
