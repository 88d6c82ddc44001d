import { referenceBelow, type TemplateScope, type ValueReference } from "./value-reference.ts";

/** A word of an expression: a name, a field, a sign, a string without its quotes, or an expression in brackets. */
export interface ExpressionWord {
  readonly kind: "word" | "string" | "group";
  readonly text: string;
  /** The words of a group; empty for others. */
  readonly words: readonly ExpressionWord[];
}

/** Expressions in brackets below each other; deeper ones are left out. */
const maxDepth = 16;

/** A call of a definition: `include "name" .` */
export interface DefinitionCall {
  readonly name: string;
  readonly argument: ValueReference | undefined;
}

/** Splits an expression of a template into its words. */
export function splitExpression(text: string): readonly ExpressionWord[] {
  return readWords({ text, at: 0 }, 0);
}

function readWords(cursor: { readonly text: string; at: number }, depth: number): readonly ExpressionWord[] {
  const words: ExpressionWord[] = [];
  const { text } = cursor;
  while (cursor.at < text.length) {
    const character = text[cursor.at] ?? "";
    if (character === ")") {
      cursor.at++;
      if (depth > 0) break;
    } else if (character === "(") {
      cursor.at++;
      if (depth < maxDepth) words.push({ kind: "group", text: "", words: readWords(cursor, depth + 1) });
    } else if (character === '"' || character === "`") words.push(readString(cursor, character));
    else if (character === "|" || character === ",") {
      words.push({ kind: "word", text: character, words: [] });
      cursor.at++;
    } else if (/\s/.test(character)) cursor.at++;
    else words.push(readWord(cursor));
  }
  return words;
}

function readString(cursor: { readonly text: string; at: number }, quote: string): ExpressionWord {
  const start = cursor.at + 1;
  let end = start;
  while (end < cursor.text.length && cursor.text[end] !== quote) {
    end += cursor.text[end] === "\\" && quote === '"' ? 2 : 1;
  }
  cursor.at = end + 1;
  return { kind: "string", text: cursor.text.slice(start, end), words: [] };
}

function readWord(cursor: { readonly text: string; at: number }): ExpressionWord {
  const start = cursor.at;
  while (cursor.at < cursor.text.length && !/[\s()|,"`]/.test(cursor.text[cursor.at] ?? "")) cursor.at++;
  return { kind: "word", text: cursor.text.slice(start, cursor.at), words: [] };
}

/** Gives what the fields, variables, `index` calls and dicts of an expression refer to, each once, in order. */
export function findReferences(words: readonly ExpressionWord[], scope: TemplateScope): readonly ValueReference[] {
  const found = new Map<string, ValueReference>();
  const add = (reference: ValueReference | undefined): void => {
    if (reference !== undefined) found.set(keyOf(reference), reference);
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) continue;
    if (word.text === "dict" && word.kind === "word") {
      add(readDict(words.slice(at + 1), scope));
      break;
    }
    if (word.kind === "group") for (const inner of findReferences(word.words, scope)) add(inner);
    else if (word.kind === "word") add(fieldReference(word.text, scope, indexKeys(words, at)));
  }
  return [...found.values()];
}

function keyOf(reference: ValueReference): string {
  return reference.kind === "argument" ? reference.keys.join("\n") : `dict ${[...reference.entries.keys()].join(" ")}`;
}

/** Gives the keys that `index FIELD "key" …` adds to the field at a place. */
function indexKeys(words: readonly ExpressionWord[], at: number): readonly string[] {
  if (words[at - 1]?.text !== "index") return [];
  const keys: string[] = [];
  for (let next = at + 1; words[next]?.kind === "string"; next++) keys.push(words[next]?.text ?? "");
  return keys;
}

/** Gives what `.a.b`, `$.a`, `$name.b` or `.` refers to; `undefined` for other words. */
function fieldReference(text: string, scope: TemplateScope, more: readonly string[]): ValueReference | undefined {
  if (!text.startsWith(".") && !text.startsWith("$")) return undefined;
  const [name = "", ...keys] = text.split(".");
  const holder = name === "" ? scope.dot : scope.variables.get(name);
  return referenceBelow(holder, [...keys.filter((key) => key !== ""), ...more]);
}

/** Reads `"key" value "key" value …`. */
function readDict(words: readonly ExpressionWord[], scope: TemplateScope): ValueReference {
  const entries = new Map<string, ValueReference | undefined>();
  for (let at = 0; at + 1 < words.length; at += 2) {
    const [key, value] = words.slice(at, at + 2);
    if (key?.kind !== "string" || value === undefined) break;
    const references = findReferences([value], scope);
    entries.set(key.text, references.length === 1 ? references[0] : undefined);
  }
  return { kind: "dict", entries };
}

/** Finds the definition that an expression gives out; `undefined` when it calls none. */
export function findDefinitionCall(words: readonly ExpressionWord[], scope: TemplateScope): DefinitionCall | undefined {
  const at = words.findIndex(({ kind, text }) => kind === "word" && (text === "include" || text === "template"));
  const name = words[at + 1];
  if (at !== -1 && name?.kind === "string") {
    const argument = words[at + 2];
    return { name: name.text, argument: argument && findReferences([argument], scope)[0] };
  }
  for (const { words: inner } of words) {
    const call = inner.length === 0 ? undefined : findDefinitionCall(inner, scope);
    if (call !== undefined) return call;
  }
  return undefined;
}

/** Finds the column that `nindent N` or `indent N` moves what is given out to. */
export function findIndent(words: readonly ExpressionWord[]): number | undefined {
  const at = words.findIndex(({ text }) => text === "nindent" || text === "indent");
  const count = at === -1 ? undefined : words[at + 1]?.text;
  return count !== undefined && /^\d{1,3}$/.test(count) ? Number(count) : undefined;
}
