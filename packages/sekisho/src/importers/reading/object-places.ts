import type { DocumentSketch } from "./document-sketch.ts";

/** Where objects of Kubernetes stand in a document that holds many. */
export interface ObjectPlaces {
  readonly patterns: readonly string[];
  /** By the names of their resources: names may stand behind what was looked at. */
  readonly areByName: boolean;
}

/** What `kubectl get -o json` writes: objects of any kind in a list. */
export function findItems({ form, values, isElement }: DocumentSketch): ObjectPlaces | undefined {
  if (form !== "json" || isElement === true) return undefined;
  const kind = values.get("/kind")?.texts[0] ?? "";
  const isList = kind.endsWith("List") && values.has("/apiVersion") && values.has("/items/*/kind");
  return isList ? { patterns: ["/items/*"], areByName: false } : undefined;
}

/**
 * What scripts make of it: the items alone, or a list for each resource,
 * `{"vulnerabilityreports.aquasecurity.github.io": [...]}`.
 */
export function findBareObjects({ form, values, isElement }: DocumentSketch): ObjectPlaces | undefined {
  if (form !== "json" || isElement === true) return undefined;
  if (values.has("/*/kind") && values.has("/*/apiVersion")) return { patterns: ["/*"], areByName: false };
  const resources = [...values.keys()].filter((place) => resourcePattern.test(place));
  const hasObjects = resources.some((place) => values.has(`${place}/*/kind`) && values.has(`${place}/*/apiVersion`));
  return hasObjects ? { patterns: resources.map((place) => `${place}/*`), areByName: true } : undefined;
}

const resourcePattern = /^\/[a-z]{1,60}(?:\.[a-z0-9-]{1,60}){1,8}$/;
