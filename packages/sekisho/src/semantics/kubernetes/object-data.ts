import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";
import { isManifestMap, type ManifestMap, type ManifestValue, pointerPart } from "./manifest-value.ts";

/** What the API server refuses in the data of a Secret or ConfigMap. No text of it holds a value. */
export interface DataProblem {
  /** JSON pointer in the object. */
  readonly pointer: string;
  readonly message: Text;
  /** A value that is written as a number or truth value, and was meant as this text. */
  readonly meant?: string;
}

type DataField = "data" | "stringData" | "binaryData";

const fieldsOf: Readonly<Record<string, readonly DataField[]>> = {
  Secret: ["data", "stringData"],
  ConfigMap: ["data", "binaryData"],
};

/** All values of one object together, decoded. */
const maxBytes = 1_048_576;
const maxKeyLength = 253;

/**
 * Finds what the API server refuses in the data of a Secret or ConfigMap: values of another type, what should be base64 and is
 * none, keys with other signs, keys that stand twice, too much at once. `isReference` tells of a value that a tool replaces.
 *
 * Source: `ValidateSecret`, `ValidateConfigMap` of Kubernetes' pkg/apis/core/validation; for base64 Go's encoding/base64.
 */
export function findDataProblems(
  kind: string,
  content: ManifestMap,
  isReference: (value: string) => boolean,
): readonly DataProblem[] {
  const problems: DataProblem[] = [];
  const held: DataEntry[] = [];
  for (const field of fieldsOf[kind] ?? []) {
    const map = content[field] ?? null;
    if (map === null) continue;
    if (!isManifestMap(map)) {
      problems.push({ pointer: `/${field}`, message: expectedMap(field, kindOf(map)) });
      continue;
    }
    const isEncoded = field === "binaryData" || (field === "data" && kind === "Secret");
    for (const [key, value] of Object.entries(map)) {
      held.push({ field, key, value, isEncoded, pointer: `/${field}${pointerPart(key)}` });
    }
  }
  for (const entry of held) problems.push(...keyProblem(entry), ...valueProblem(entry, isReference));
  return [...problems, ...(kind === "ConfigMap" ? repeatedKeys(held) : []), ...tooLarge(kind, held)];
}

interface DataEntry {
  readonly field: DataField;
  readonly key: string;
  readonly value: ManifestValue;
  /** Whether it is base64. */
  readonly isEncoded: boolean;
  readonly pointer: string;
}

function keyProblem({ key, pointer }: DataEntry): readonly DataProblem[] {
  const isKey = key.length <= maxKeyLength && /^[-._a-zA-Z0-9]+$/.test(key) && key !== "." && !key.startsWith("..");
  // What a tool puts in is not known yet.
  if (isKey || /[${}]/.test(key)) return [];
  return [
    {
      pointer,
      message: {
        en: `“${quote(key)}” is no key: expected at most 253 letters, digits, -, _ and ., not beginning with two dots.`,
        ja: `「${quote(key)}」はキーに使用できません（253 文字以内の英数字、-、_、.。先頭に .. は不可）。`,
      },
    },
  ];
}

function valueProblem(
  { field, key, value, isEncoded, pointer }: DataEntry,
  isReference: (value: string) => boolean,
): readonly DataProblem[] {
  if (value === null) return [];
  const name = `${field}.${quote(key)}`;
  if (typeof value !== "string") {
    const got = kindOf(value);
    const isScalar = typeof value !== "object" && !isEncoded;
    return [
      {
        pointer,
        message: {
          en: `${name}: expected a text, got ${got.en}.`,
          ja: `${name} には文字列が必要ですが、${got.ja}が指定されています。`,
        },
        ...(isScalar ? { meant: String(value) } : {}),
      },
    ];
  }
  if (!isEncoded || isBase64(value) || isReference(value)) return [];
  return [
    {
      pointer,
      message: {
        en: `${name}: expected base64, got something else.`,
        ja: `${name} には base64 が必要ですが、base64 ではない値が指定されています。`,
      },
    },
  ];
}

/** Tells whether Go's standard base64 reads a text: whole groups of four with their padding, line breaks anywhere. */
function isBase64(text: string): boolean {
  const bare = /[\r\n]/.test(text) ? text.replaceAll(/[\r\n]/g, "") : text;
  if (bare.length % 4 !== 0) return false;
  const other = bare.search(/[^A-Za-z0-9+/]/);
  // Padding is one or two signs, and nothing comes after it.
  return other === -1 || (other >= bare.length - 2 && /^==?$/.test(bare.slice(other)));
}

function repeatedKeys(held: readonly DataEntry[]): readonly DataProblem[] {
  const keys = new Set(held.filter(({ field }) => field === "data").map(({ key }) => key));
  const twice = held.filter(({ field, key }) => field === "binaryData" && keys.has(key));
  return twice.map(({ key, pointer }) => ({
    pointer,
    message: {
      en: `The key ${quote(key)} stands in data and in binaryData.`,
      ja: `キー ${quote(key)} が data と binaryData の両方にあります。`,
    },
  }));
}

function tooLarge(kind: string, held: readonly DataEntry[]): readonly DataProblem[] {
  let bytes = 0;
  // A value of `stringData` takes the place of the one of the same key in `data`.
  const replaced = new Set(held.filter(({ field }) => field === "stringData").map(({ key }) => key));
  for (const { field, key, value, isEncoded } of held) {
    if (typeof value !== "string" || (field === "data" && replaced.has(key))) continue;
    bytes += Buffer.byteLength(value, isEncoded ? "base64" : "utf8");
  }
  const [first] = held;
  if (bytes <= maxBytes || first === undefined) return [];
  return [
    {
      pointer: `/${first.field}`,
      message: {
        en: `The values of this ${kind} have ${bytes} bytes: expected at most ${maxBytes}.`,
        ja: `この ${kind} の値は合計 ${bytes} バイトです（上限 ${maxBytes} バイト）。`,
      },
    },
  ];
}

function expectedMap(field: string, got: Text): Text {
  return {
    en: `${field}: expected a map, got ${got.en}.`,
    ja: `${field} にはマップが必要ですが、${got.ja}が指定されています。`,
  };
}

function kindOf(value: ManifestValue): Text {
  if (typeof value === "string") return { en: "a text", ja: "文字列" };
  if (typeof value === "number") return { en: "a number", ja: "数値" };
  if (typeof value === "boolean") return { en: "true or false", ja: "真偽値" };
  return isManifestMap(value) ? { en: "a map", ja: "マップ" } : { en: "a list", ja: "リスト" };
}
