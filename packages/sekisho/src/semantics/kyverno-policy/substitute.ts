import { evaluatePath } from "../jmespath/evaluate.ts";
import { findFunction } from "../jmespath/functions.ts";
import { parsePath } from "../jmespath/parse.ts";
import { demandsOfPath } from "../jmespath/root-names.ts";
import {
  emptyRecord,
  isManifestList,
  isManifestMap,
  type ManifestMap,
  type ManifestValue,
} from "../kubernetes/manifest-value.ts";

/** Gives a value from what is known of a request. */
export type ValueTemplate = (known: ManifestValue) => ManifestValue;

/** A value with variables, or what of it cannot be told without a cluster. */
export type TemplateReading =
  | { readonly kind: "read"; readonly template: ValueTemplate }
  | { readonly kind: "refused"; readonly what: string };

/** The names that variables may begin with. */
export type KnownNames = ReadonlySet<string>;

/** What is known of every request. */
export const namesOfRequest: KnownNames = new Set(["request", "images"]);

/** Who asks is not in a file. */
const requester = /\brequest\.(userInfo|roles|clusterRoles)\b/;

/** Reads an expression of JMESPath; without names it may ask for any. */
export function readPathTemplate(source: string, names: KnownNames | undefined): TemplateReading {
  const node = parsePath(source);
  if (node === undefined) return { kind: "refused", what: `JMESPath: ${source.slice(0, 100)}` };
  const demands = demandsOfPath(node);
  const unknownFunction = [...demands.functions].find((name) => findFunction(name) === undefined);
  if (unknownFunction !== undefined) return { kind: "refused", what: `JMESPath: ${unknownFunction}()` };
  const unknownName = [...demands.names].find((name) => names?.has(name) === false);
  if (unknownName !== undefined) return { kind: "refused", what: `{{ ${unknownName} }}` };
  const asked = requester.exec(source)?.[0];
  if (asked !== undefined) return { kind: "refused", what: asked };
  return { kind: "read", template: (known) => evaluatePath(node, known) };
}

/** Reads a text with variables: `{{ expression }}`. A text that is one variable alone gives that variable's value. */
export function readTextTemplate(text: string, names: KnownNames): TemplateReading {
  const parts: (string | ValueTemplate)[] = [];
  let at = 0;
  for (let open = text.indexOf("{{"); open !== -1; open = text.indexOf("{{", at)) {
    const close = findClose(text, open + 2);
    if (close === undefined) return { kind: "refused", what: "{{" };
    const read = readPathTemplate(text.slice(open + 2, close).trim(), names);
    if (read.kind === "refused") return read;
    if (open > at) parts.push(text.slice(at, open));
    parts.push(read.template);
    at = close + 2;
  }
  if (at < text.length) parts.push(text.slice(at));
  const [only] = parts;
  if (parts.length === 1 && typeof only === "function") return { kind: "read", template: only };
  const template = (known: ManifestValue) =>
    parts.map((part) => (typeof part === "string" ? part : textOf(part(known)))).join("");
  return { kind: "read", template };
}

/** Finds the end of a variable: braces of maps and texts in quotes stand inside of it. */
function findClose(text: string, start: number): number | undefined {
  let depth = 0;
  let quote = "";
  for (let at = start; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (quote !== "") {
      if (letter === "\\") at += 1;
      else if (letter === quote) quote = "";
    } else if (letter === "'" || letter === '"' || letter === "`") quote = letter;
    else if (letter === "{") depth += 1;
    else if (letter === "}" && depth > 0) depth -= 1;
    else if (letter === "}") return text[at + 1] === "}" ? at : undefined;
  }
  return undefined;
}

/** Reads a value with texts with variables; `$(…)`, which refers to another place of a pattern, is refused. */
export function readValueTemplate(value: ManifestValue, names: KnownNames): TemplateReading {
  if (typeof value === "string") {
    if (value.includes("$(")) return { kind: "refused", what: "$(" };
    return value.includes("{{") ? readTextTemplate(value, names) : constant(value);
  }
  if (isManifestList(value)) return readListTemplate(value, names);
  return isManifestMap(value) ? readMapTemplate(value, names) : constant(value);
}

function constant(value: ManifestValue): TemplateReading {
  return { kind: "read", template: () => value };
}

function readListTemplate(items: readonly ManifestValue[], names: KnownNames): TemplateReading {
  const templates: ValueTemplate[] = [];
  for (const item of items) {
    const read = readValueTemplate(item, names);
    if (read.kind === "refused") return read;
    templates.push(read.template);
  }
  return { kind: "read", template: (known) => templates.map((template) => template(known)) };
}

function readMapTemplate(map: ManifestMap, names: KnownNames): TemplateReading {
  const entries: (readonly [key: string, template: ValueTemplate])[] = [];
  for (const [key, inner] of Object.entries(map)) {
    const read = readValueTemplate(inner, names);
    if (read.kind === "refused") return read;
    if (key.includes("{{")) return { kind: "refused", what: key };
    entries.push([key, read.template]);
  }
  const template = (known: ManifestValue) => {
    const filled = emptyRecord<ManifestValue>();
    for (const [key, fill] of entries) filled[key] = fill(known);
    return filled;
  };
  return { kind: "read", template };
}

/** Gives a value as it stands in a text. */
export function textOf(value: ManifestValue): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
