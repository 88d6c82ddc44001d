import type { Operand, TransformerOperand } from "../../formats/falco-rules/condition-syntax.ts";
import { type FieldValue, type ReadField, textOf } from "./field-value.ts";

/** How a program reads fields: once an event, however often it asks. */
export type OpenField = (name: string, argument: string | undefined) => ReadField;

/** Makes the reader of an operand. */
export function readOperand(operand: Operand, open: OpenField): ReadField {
  switch (operand.kind) {
    case "literal":
      return () => operand.text;
    case "field":
      return open(operand.name, operand.argument);
    case "transformer":
      return readTransformer(operand, open);
  }
}

function readTransformer(operand: TransformerOperand, open: OpenField): ReadField {
  const reads = operand.operands.map((inner) => readOperand(inner, open));
  const [first] = reads;
  if (first === undefined) return () => undefined;
  switch (operand.name) {
    case "tolower":
      return eachText(first, (text) => text.toLowerCase());
    case "toupper":
      return eachText(first, (text) => text.toUpperCase());
    case "basename":
      return eachText(first, (text) => text.slice(text.lastIndexOf("/") + 1));
    case "b64":
      return eachText(first, decodeBase64);
    case "len":
      return () => lengthOf(first());
    case "concat":
      return () => concatenate(reads);
    case "join": {
      const isLiteralFirst = operand.operands[0]?.kind === "literal";
      const [list, separator] = isLiteralFirst ? [reads[1], first] : [first, reads[1]];
      return () => join(list?.(), separator?.());
    }
    case "getopt": {
      const [, options] = operand.operands;
      const names = options?.kind === "literal" ? options.text : "";
      return () => findOptions(first(), names, operand.argument);
    }
  }
}

/** Applies a function to every text; what it gives nothing for is absent. */
function eachText(read: ReadField, change: (text: string) => string | undefined): ReadField {
  return () => {
    const value = read();
    if (value === undefined || value === null) return value;
    if (typeof value !== "object") return change(textOf(value));
    return value.map(change).filter((text) => text !== undefined);
  };
}

/** Decodes a text that is Base64 from end to end; anything else gives nothing. Source: RFC 4648, section 4. */
function decodeBase64(text: string): string | undefined {
  if (text.length % 4 !== 0 || text.length > 1_000_000) return undefined;
  const padding = text.endsWith("==") ? 2 : Number(text.endsWith("="));
  for (let at = 0; at < text.length - padding; at += 1) if (!isBase64(text.charCodeAt(at))) return undefined;
  return Buffer.from(text, "base64").toString("utf8");
}

function isBase64(unit: number): boolean {
  const isLetter = (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
  return isLetter || (unit >= 0x30 && unit <= 0x39) || unit === 0x2b || unit === 0x2f;
}

/** A list's number of values, a text's number of bytes. */
function lengthOf(value: FieldValue): FieldValue {
  if (value === undefined || value === null) return value;
  return typeof value === "object" ? value.length : Buffer.byteLength(textOf(value));
}

function concatenate(reads: readonly ReadField[]): FieldValue {
  let text = "";
  for (const read of reads) {
    const value = read();
    if (value === undefined || value === null) return value;
    text += typeof value === "object" ? value.join("") : textOf(value);
  }
  return text;
}

function join(list: FieldValue, separator: FieldValue): FieldValue {
  if (list === undefined || list === null) return list;
  const between = typeof separator === "string" ? separator : "";
  return typeof list === "object" ? list.join(between) : textOf(list);
}

/**
 * Gives the letters of the options in a command's arguments, or the argument of one of them. Source: getopt(3), with
 * options of one letter, a colon behind those with an argument, and the search ending at the first operand.
 */
function findOptions(value: FieldValue, names: string, selected: string | undefined): FieldValue {
  if (value === undefined || value === null) return value;
  const words =
    typeof value === "object"
      ? value
      : textOf(value)
          .split(" ")
          .filter((word) => word !== "");
  const found = new Map<string, string>();
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    if (word === "--" || !/^-./s.test(word)) break;
    index += readCluster(word, words[index + 1], { names, found });
  }
  return selected === undefined ? [...found.keys()] : found.get(selected);
}

/** Reads `-xvf`; gives 1 when the last letter took the next word as its argument. */
function readCluster(
  word: string,
  next: string | undefined,
  { names, found }: { readonly names: string; readonly found: Map<string, string> },
): number {
  for (let at = 1; at < word.length; at += 1) {
    const letter = word.charAt(at);
    const place = letter === ":" ? -1 : names.indexOf(letter);
    if (place === -1) continue;
    if (names[place + 1] !== ":") {
      found.set(letter, "");
      continue;
    }
    const rest = word.slice(at + 1);
    found.set(letter, rest === "" ? (next ?? "") : rest);
    return rest === "" ? 1 : 0;
  }
  return 0;
}
