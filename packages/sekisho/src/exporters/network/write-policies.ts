import { isManifestList, isManifestMap, type ManifestValue } from "../../semantics/kubernetes/manifest-value.ts";
import type { GeneratedPolicy } from "../../semantics/reachability/generate-policies.ts";

/** Writes policies as documents of YAML. */
export function* writePolicies(policies: readonly GeneratedPolicy[]): Generator<string> {
  for (const [index, { name, namespace, spec }] of policies.entries()) {
    if (index > 0) yield "---\n";
    yield "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n";
    yield `metadata:\n  name: ${writeText(name)}\n  namespace: ${writeText(namespace)}\nspec:\n${writeFields(spec, 2)}`;
  }
}

function writeFields(fields: { readonly [key: string]: ManifestValue }, indentation: number): string {
  const blanks = " ".repeat(indentation);
  return Object.entries(fields)
    .map(([key, value]) => `${blanks}${writeText(key)}:${writeValue(value, indentation + 2)}`)
    .join("");
}

/** Writes what stands behind a key or a dash, with the line end. */
function writeValue(value: ManifestValue, indentation: number): string {
  if (isManifestList(value)) return `\n${value.map((item) => writeItem(item, indentation)).join("")}`;
  if (!isManifestMap(value)) return ` ${typeof value === "string" ? writeText(value) : String(value)}\n`;
  return Object.keys(value).length === 0 ? " {}\n" : `\n${writeFields(value, indentation)}`;
}

function writeItem(item: ManifestValue, indentation: number): string {
  const blanks = " ".repeat(indentation);
  if (!isManifestMap(item) || Object.keys(item).length === 0) return `${blanks}-${writeValue(item, indentation + 2)}`;
  return `${blanks}- ${writeFields(item, indentation + 2).slice(indentation + 2)}`;
}

/** Words that YAML 1.1 takes for something else than a text are quoted, and so is whatever is not plainly a word. */
function writeText(text: string): string {
  const isPlain = /^[A-Za-z][\w./-]{0,300}$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
