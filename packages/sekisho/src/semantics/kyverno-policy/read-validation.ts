import { isManifestMap, listAt, type ManifestMap, type ManifestValue } from "../kubernetes/manifest-value.ts";
import { readConditions } from "./conditions.ts";
import type { RuleBreach, RuleSubject } from "./kyverno-rule.ts";
import { matchPattern } from "./match-pattern.ts";
import type { Unanswerable } from "./match-resource.ts";
import { type KnownNames, readValueTemplate, type ValueTemplate } from "./substitute.ts";

/** Gives the breaches of a rule, with what is known of the request and of the rule's own variables. */
export type Judge = (subject: RuleSubject, known: ManifestMap) => readonly RuleBreach[];

/** Where a validation stands, and what its variables may ask. */
export interface ValidationPlace {
  readonly pointer: string;
  readonly names: KnownNames;
  readonly unanswerable: Unanswerable[];
}

/** Reads `pattern`, `anyPattern` or `deny`; `undefined` when there is none of them, or one that cannot be read. */
export function readValidation(validate: ManifestMap, place: ValidationPlace): Judge | undefined {
  const { pointer } = place;
  if (validate["pattern"] !== undefined) {
    return readPatterns([validate["pattern"]], { ...place, pointer: `${pointer}/pattern` });
  }
  if (validate["anyPattern"] !== undefined) {
    return readPatterns(listAt(validate, "anyPattern"), { ...place, pointer: `${pointer}/anyPattern` });
  }
  if (!isManifestMap(validate["deny"])) return undefined;
  return readDeny(validate["deny"], { ...place, pointer: `${pointer}/deny/conditions` });
}

/** An object has to be as one of the patterns wants it. */
function readPatterns(patterns: readonly ManifestValue[], place: ValidationPlace): Judge | undefined {
  const templates: ValueTemplate[] = [];
  for (const pattern of patterns) {
    const read = readValueTemplate(pattern, place.names);
    if (read.kind === "read") templates.push(read.template);
    else place.unanswerable.push({ pointer: place.pointer, what: read.what });
  }
  if (templates.length !== patterns.length) return undefined;
  return ({ object }, known) => {
    const results = templates.map((template) => matchPattern(object, template(known)));
    if (results.some(({ kind }) => kind === "met")) return [];
    const failure = results.find((result) => result.kind === "failed");
    return failure === undefined ? [] : failure.pointers.map((at) => ({ pointer: at }));
  };
}

function readDeny(deny: ManifestMap, place: ValidationPlace): Judge {
  const written = deny["conditions"] ?? [];
  const isDenied = readConditions(written, place);
  const path = firstPath(JSON.stringify(written));
  return (_, known) => (isDenied(known) ? [{ pointer: path }] : []);
}

/** The first plain path of an object in a text: where its conditions look first. */
function firstPath(text: string): string {
  const path = /(?:request\.object|element)\.([A-Za-z0-9_.]{1,300})/.exec(text)?.[1] ?? "";
  return path
    .split(".")
    .filter((key) => key !== "")
    .map((key) => `/${key}`)
    .join("");
}
