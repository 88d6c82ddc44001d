import {
  findTextAt,
  isManifestMap,
  type ManifestMap,
  type ManifestValue,
  mapAt,
} from "../kubernetes/manifest-value.ts";
import type { RuleSubject } from "./kyverno-rule.ts";
import type { Unanswerable } from "./match-resource.ts";
import { type KnownNames, readPathTemplate, readValueTemplate, textOf, type ValueTemplate } from "./substitute.ts";

/** The variables that a rule makes for itself. */
export interface ReadContext {
  /** All names that are known once they are made. */
  readonly names: KnownNames;
  /** Adds them to what is known; `undefined` when an object that one of them needs is not given. */
  readonly extend: (known: ManifestMap, subject: RuleSubject) => ManifestMap | undefined;
}

interface Entry {
  readonly name: string;
  readonly valueOf: (known: ManifestMap, subject: RuleSubject) => ManifestValue | undefined;
}

/**
 * Reads the context of a rule: variables, and ConfigMaps that are among the objects. What asks a cluster or a registry cannot
 * be answered. Source: Kyverno documentation, "External Data Sources".
 */
export function readContext(
  written: readonly ManifestValue[],
  pointer: string,
  { names, unanswerable }: { readonly names: KnownNames; readonly unanswerable: Unanswerable[] },
): ReadContext {
  const known = new Set(names);
  const entries: Entry[] = [];
  for (const [index, one] of written.entries()) {
    const place = { pointer: `${pointer}/${index}`, names: known, unanswerable };
    const name = findTextAt(one, "name") ?? "";
    const valueOf = isManifestMap(one) ? readEntry(one, place) : undefined;
    if (valueOf !== undefined) entries.push({ name, valueOf });
    known.add(name);
  }
  return {
    names: known,
    extend(given, subject) {
      let extended = given;
      for (const { name, valueOf } of entries) {
        const value = valueOf(extended, subject);
        if (value === undefined) return undefined;
        extended = { ...extended, [name]: value };
      }
      return extended;
    },
  };
}

interface Place {
  readonly pointer: string;
  readonly names: KnownNames;
  readonly unanswerable: Unanswerable[];
}

function readEntry(entry: ManifestMap, place: Place): Entry["valueOf"] | undefined {
  if (isManifestMap(entry["variable"])) return readVariable(entry["variable"], place);
  if (isManifestMap(entry["configMap"])) return readConfigMap(entry["configMap"], place);
  const what = Object.keys(entry).find((key) => key !== "name") ?? "context";
  place.unanswerable.push({ pointer: `${place.pointer}/${what}`, what });
  return undefined;
}

function readTemplate(value: ManifestValue, key: string, place: Place): ValueTemplate | undefined {
  const read = readValueTemplate(value, place.names);
  if (read.kind === "read") return read.template;
  place.unanswerable.push({ pointer: `${place.pointer}/${key}`, what: read.what });
  return undefined;
}

/** An expression alone is asked of what is known, one beside a value is asked of that value. */
function readVariable(variable: ManifestMap, place: Place): Entry["valueOf"] | undefined {
  const value = variable["value"];
  const written = findTextAt(variable, "jmesPath");
  const fallback = readTemplate(variable["default"] ?? null, "variable/default", place);
  const given = value === undefined ? undefined : readTemplate(value, "variable/value", place);
  if (fallback === undefined || (value !== undefined && given === undefined)) return undefined;
  if (written === undefined) return (known) => given?.(known) ?? fallback(known);
  // Of a value the expression asks for whatever it has.
  const names = given === undefined ? place.names : undefined;
  const path = readPathTemplate(written.trim().replace(/^\{\{(.{0,4000})\}\}$/, "$1"), names);
  if (path.kind === "refused") {
    place.unanswerable.push({ pointer: `${place.pointer}/variable/jmesPath`, what: path.what });
    return undefined;
  }
  return (known) => {
    const asked = given === undefined ? known : given(known);
    return path.template(asked) ?? fallback(known);
  };
}

function readConfigMap(configMap: ManifestMap, place: Place): Entry["valueOf"] | undefined {
  const name = readTemplate(configMap["name"] ?? null, "configMap/name", place);
  const namespace = readTemplate(configMap["namespace"] ?? "default", "configMap/namespace", place);
  if (name === undefined || namespace === undefined) return undefined;
  return (known, subject) => {
    const [wanted, inside] = [textOf(name(known)), textOf(namespace(known)) || "default"];
    const found = subject.findObject("ConfigMap", inside, wanted);
    if (found === undefined) {
      subject.onMissing(`ConfigMap ${inside}/${wanted}`);
      return undefined;
    }
    return { data: mapAt(found, "data"), metadata: mapAt(found, "metadata") };
  };
}
