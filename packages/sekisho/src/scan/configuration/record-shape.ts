import { findClosestWord } from "../../model/closest-word.ts";
import type { Text } from "../../model/text.ts";
import { didYouMean, inside, type Place, report } from "./place.ts";
import { type JsonSchema, oneOf, quoted, refuse, type Shape } from "./shape.ts";
import type { YamlEntry, YamlTree } from "./yaml-tree.ts";

/** A named setting. */
export interface Field<Value> {
  readonly name: string;
  readonly shape: Shape<Value>;
  readonly description: Text;
  readonly isRequired?: boolean;
  /** The key that makes a required one dispensable. */
  readonly unlessGiven?: string;
}

/** Reads one field of the record at hand; `undefined` when it is not there or is wrong. */
export type FieldReader = <Value>(field: Field<Value>) => Value | undefined;

/** What a record is made of. */
export interface RecordRules<Value> {
  /** Every key that may stand there. */
  readonly fields: readonly Field<unknown>[];
  /** What a key that is not among them means. */
  readonly unknownKey: "error" | "warning";
  /** Puts the value together; `tree` is where it stands, `place` takes further problems. */
  build(read: FieldReader, tree: YamlTree, place: Place): Value | undefined;
}

/** Settings under keys that are known. */
export function recordShape<Value>(rules: RecordRules<Value>): Shape<Value> {
  return {
    schema: recordSchema(rules),
    read(tree, place) {
      if (tree.kind !== "mapping") {
        refuse(tree, place, { en: "a mapping", ja: "マッピング" });
        return undefined;
      }
      const entries = new Map<string, YamlEntry>();
      const names = rules.fields.map((field) => field.name);
      for (const entry of tree.entries) {
        if (names.includes(entry.key)) entries.set(entry.key, entry);
        else report(place, rules.unknownKey, entry.keyRange, unknownKeyText(entry.key, names));
      }
      for (const field of rules.fields) {
        if (field.isRequired !== true || entries.has(field.name) || entries.has(field.unlessGiven ?? field.name))
          continue;
        report(place, "error", tree, missingText(field.name));
      }
      return rules.build(
        (field) => {
          const entry = entries.get(field.name);
          return entry === undefined ? undefined : field.shape.read(entry.value, inside(place, field.name));
        },
        tree,
        place,
      );
    },
  };
}

function recordSchema<Value>(rules: RecordRules<Value>): JsonSchema {
  const demanded = rules.fields.filter((field) => field.isRequired === true);
  const required = demanded.filter(({ unlessGiven }) => unlessGiven === undefined).map(({ name }) => name);
  const choices = demanded.flatMap(({ name, unlessGiven }) =>
    unlessGiven === undefined ? [] : [{ required: [name] }, { required: [unlessGiven] }],
  );
  return {
    type: "object",
    properties: Object.fromEntries(
      rules.fields.map(({ name, description, shape }) => [
        name,
        { description: description.en, "x-description-ja": description.ja, ...shape.schema },
      ]),
    ),
    ...(required.length === 0 ? {} : { required }),
    ...(choices.length === 0 ? {} : { anyOf: choices }),
    additionalProperties: rules.unknownKey === "warning",
  };
}

function unknownKeyText(key: string, names: readonly string[]): Text {
  const closest = findClosestWord(key, names);
  const hint = closest === undefined ? knownKeys(names) : didYouMean(closest);
  return { en: `unknown key ${quoted(key)}${hint.en}`, ja: `キー ${quoted(key)} は定義されていません。${hint.ja}` };
}

function knownKeys(names: readonly string[]): Text {
  const words = oneOf(names);
  return { en: `, expected ${words.en}`, ja: `${words.ja}を想定しています。` };
}

function missingText(name: string): Text {
  return { en: `the key "${name}" is missing`, ja: `キー "${name}" がありません。` };
}
