import type { AdmissionRequest } from "../admission-policy/request.ts";
import { emptyRecord, isManifestList, isManifestMap, type ManifestValue } from "../kubernetes/manifest-value.ts";

/** A text of a policy with what is put in for `{{ … }}`. */
export type TextTemplate = (known: ManifestValue) => ManifestValue;

/** Longer expressions are nothing that can be translated. */
const maxExpression = 1000;
const pathPattern =
  /^(?:[A-Za-z_@][A-Za-z0-9_]*|"[^"]+")(?:\.(?:[A-Za-z_][A-Za-z0-9_]*|"[^"]+")|\[(?:\d{1,6}|\*)?\])*$/;
const stepPattern = /"([^"]+)"|([A-Za-z_@][A-Za-z0-9_]*)|\[(\d{1,6}|\*)?\]/g;

/**
 * Reads a text with variables of Kyverno: paths (`request.object.spec.a."b/c"[0].d[]`), `length(path)`, and what stands for
 * a missing value (`|| 'none'`, or JSON between grave accents). `undefined` for anything else of JMESPath.
 */
export function readTextTemplate(text: string): TextTemplate | undefined {
  const parts: (string | TextTemplate)[] = [];
  let at = 0;
  for (let open = text.indexOf("{{"); open !== -1; open = text.indexOf("{{", at)) {
    const close = text.indexOf("}}", open);
    if (close === -1) return undefined;
    const template = readExpression(text.slice(open + 2, close).trim());
    if (template === undefined) return undefined;
    if (open > at) parts.push(text.slice(at, open));
    parts.push(template);
    at = close + 2;
  }
  if (at < text.length) parts.push(text.slice(at));
  const [only] = parts;
  if (parts.length === 1 && typeof only === "function") return only;
  return (known) => parts.map((part) => (typeof part === "string" ? part : textOf(part(known)))).join("");
}

/** Reads a value with texts with variables; `undefined` when one of them cannot be read. */
export function readValueTemplate(value: ManifestValue): TextTemplate | undefined {
  if (typeof value === "string") return value.includes("{{") || value.includes("$(") ? readMarked(value) : () => value;
  if (isManifestList(value)) {
    const items = value.map(readValueTemplate);
    const read = items.filter((item) => item !== undefined);
    return read.length === items.length ? (known) => read.map((item) => item(known)) : undefined;
  }
  if (!isManifestMap(value)) return () => value;
  const entries = Object.entries(value).map(([key, inner]) => ({ key, template: readValueTemplate(inner) }));
  if (entries.some(({ key, template }) => template === undefined || key.includes("{{"))) return undefined;
  return (known) => {
    const filled = emptyRecord<ManifestValue>();
    for (const { key, template } of entries) filled[key] = template?.(known) ?? null;
    return filled;
  };
}

/** `$(…)` refers to another place of the pattern. */
function readMarked(text: string): TextTemplate | undefined {
  return text.includes("$(") ? undefined : readTextTemplate(text);
}

/** Gives a value as it stands in a text. */
export function textOf(value: ManifestValue): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function readExpression(expression: string): TextTemplate | undefined {
  if (expression.length > maxExpression) return undefined;
  const choices = expression.split("||").map((part) => readChoice(part.trim()));
  const read = choices.filter((choice) => choice !== undefined);
  if (read.length !== choices.length) return undefined;
  return (known) => {
    for (const choice of read) {
      const value = choice(known);
      if (!isFalse(value)) return value;
    }
    return read.at(-1)?.(known) ?? null;
  };
}

/** What JMESPath takes for false. */
function isFalse(value: ManifestValue): boolean {
  if (isManifestList(value)) return value.length === 0;
  if (isManifestMap(value)) return Object.keys(value).length === 0;
  return value === null || value === false || value === "";
}

function readChoice(text: string): TextTemplate | undefined {
  const literal = /^'([^']*)'$/.exec(text)?.[1];
  if (literal !== undefined) return () => literal;
  const json = /^`([^`]*)`$/.exec(text)?.[1];
  if (json !== undefined) return readJson(json);
  const counted = /^length\(([^()]{1,500})\)$/.exec(text)?.[1];
  if (counted !== undefined) {
    const inner = readPath(counted.trim());
    return inner && ((known) => sizeOf(inner(known)));
  }
  return readPath(text);
}

function readJson(text: string): TextTemplate | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      return () => value;
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) return () => value;
    return Array.isArray(value) && value.length === 0 ? () => [] : emptyMapOf(value);
  } catch {
    // No JSON: whoever asked says that the policy cannot be translated.
    return undefined;
  }
}

function emptyMapOf(value: unknown): TextTemplate | undefined {
  const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return isEmpty ? () => emptyRecord<ManifestValue>() : undefined;
}

function sizeOf(value: ManifestValue): number {
  if (isManifestList(value)) return value.length;
  if (isManifestMap(value)) return Object.keys(value).length;
  return typeof value === "string" ? Array.from(value).length : 0;
}

type Walk = (value: ManifestValue) => ManifestValue;

function readPath(text: string): TextTemplate | undefined {
  if (!pathPattern.test(text) || !/^request\b/.test(text)) return undefined;
  const steps = Array.from(text.matchAll(stepPattern), ([whole, quoted, plain, index]) => ({
    key: quoted ?? plain,
    index: whole.startsWith("[") ? (index ?? "flat") : undefined,
  }));
  return walkAll(steps);
}

interface Step {
  readonly key: string | undefined;
  /** A number, `*` or `flat`. */
  readonly index: string | undefined;
}

/** What stands behind a projection is asked of every item; items without it are left out. */
function walkAll([step, ...rest]: readonly Step[]): Walk {
  if (step === undefined) return (value) => value;
  const next = walkAll(rest);
  const { key, index } = step;
  if (key !== undefined) {
    return (value) => next(isManifestMap(value) && Object.hasOwn(value, key) ? (value[key] ?? null) : null);
  }
  if (index === "flat" || index === "*") {
    return (value) => {
      if (!isManifestList(value)) return null;
      const items = index === "flat" ? value.flatMap((item) => (isManifestList(item) ? item : [item])) : value;
      return items.map(next).filter((item) => item !== null);
    };
  }
  return (value) => next(isManifestList(value) ? (value[Number(index)] ?? null) : null);
}

/** Gives what variables of a policy know of a request. */
export function knownOfRequest(request: AdmissionRequest, object: ManifestValue): ManifestValue {
  const { operation, namespace, name, kind } = request;
  return { request: { object, oldObject: null, operation, namespace, name, kind } };
}
