import { findObject, type JsonObject } from "../../formats/json/json-value.ts";
import { readLabelSelector, selectsLabels } from "../admission-policy/label-selector.ts";
import { type AdmissionRequest, findMetadata, labelsOf } from "../admission-policy/request.ts";
import {
  isManifestMap,
  listAt,
  type ManifestMap,
  type ManifestValue,
  mapAt,
  textsAt,
} from "../kubernetes/manifest-value.ts";
import { matchesText } from "./match-scalar.ts";

/** A part of a rule that a scan cannot answer. */
export interface Unanswerable {
  readonly pointer: string;
  readonly what: string;
}

/** Says whether a rule is about a request. */
export type ResourceTest = (request: AdmissionRequest) => boolean;

/**
 * Reads `match` or `exclude` of a Kyverno rule: `any`, `all`, or a single filter as older policies have it.
 * Source: Kyverno documentation, "Selecting Resources".
 */
export function readResourceTest(block: ManifestMap, pointer: string, unanswerable: Unanswerable[]): ResourceTest {
  const any = listAt(block, "any").map((filter, index) => readFilter(filter, `${pointer}/any/${index}`, unanswerable));
  const all = listAt(block, "all").map((filter, index) => readFilter(filter, `${pointer}/all/${index}`, unanswerable));
  if (any.length > 0) return (request) => any.some((test) => test(request));
  if (all.length > 0) return (request) => all.every((test) => test(request));
  return readFilter(block, pointer, unanswerable);
}

const ofRequesters = ["subjects", "roles", "clusterRoles"];

function readFilter(filter: ManifestValue, pointer: string, unanswerable: Unanswerable[]): ResourceTest {
  for (const key of ofRequesters) {
    if (listAt(filter, key).length > 0) unanswerable.push({ pointer: `${pointer}/${key}`, what: key });
  }
  const resources = mapAt(filter, "resources");
  const tests: ResourceTest[] = [];
  const kinds = textsAt(resources, "kinds");
  if (kinds.length > 0)
    tests.push(({ kind, subresource }) => subresource === "" && kinds.some((one) => isKind(one, kind)));
  const names = [...textsAt(resources, "names"), ...textsOfOne(resources["name"])];
  if (names.length > 0) tests.push((request) => names.some((name) => matchesText(name, nameOf(request))));
  const namespaces = textsAt(resources, "namespaces");
  if (namespaces.length > 0) {
    tests.push((request) => namespaces.some((name) => matchesText(name, namespaceOf(request))));
  }
  const operations = textsAt(resources, "operations");
  if (operations.length > 0) tests.push(({ operation }) => operations.includes(operation));
  const annotations = mapAt(resources, "annotations");
  if (Object.keys(annotations).length > 0) {
    tests.push(({ object }) =>
      hasAll(
        object === undefined ? {} : (findObject(findObject(object, "metadata") ?? {}, "annotations") ?? {}),
        annotations,
      ),
    );
  }
  tests.push(...readSelectors(resources));
  return (request) => tests.every((test) => test(request));
}

function textsOfOne(value: ManifestValue | undefined): readonly string[] {
  return typeof value === "string" && value !== "" ? [value] : [];
}

function readSelectors(resources: ManifestMap): readonly ResourceTest[] {
  const tests: ResourceTest[] = [];
  if (isManifestMap(resources["selector"])) {
    const matches = readWildSelector(resources, "selector");
    tests.push(({ object }) => matches(labelsOf(object)));
  }
  if (isManifestMap(resources["namespaceSelector"])) {
    const matches = readWildSelector(resources, "namespaceSelector");
    tests.push(({ namespaceObject, namespace, object, kind }) => {
      if (kind.kind === "Namespace") return matches(labelsOf(object));
      return namespace !== "" && matches(labelsOf(namespaceObject));
    });
  }
  return tests;
}

/** Kyverno's `matchLabels` take wildcards in keys and values, its `matchExpressions` do not. */
function readWildSelector(holder: ManifestMap, name: string): (labels: JsonObject) => boolean {
  const selector = mapAt(holder, name);
  const wanted = mapAt(selector, "matchLabels");
  const requirements = readLabelSelector({ selector: { matchExpressions: selector["matchExpressions"] } }, "selector", {
    pointer: "",
    problems: [],
  });
  return (labels) => hasAll(labels, wanted) && selectsLabels(requirements, labels);
}

function hasAll(held: JsonObject, wanted: ManifestMap): boolean {
  return Object.entries(wanted).every(([key, pattern]) =>
    Object.entries(held).some(
      ([name, value]) =>
        matchesText(key, name) &&
        typeof value === "string" &&
        typeof pattern === "string" &&
        matchesText(pattern, value),
    ),
  );
}

function nameOf({ name, object }: AdmissionRequest): string {
  return name === "" && object !== undefined ? (findMetadata(object, "generateName") ?? "") : name;
}

function namespaceOf({ namespace, kind, name }: AdmissionRequest): string {
  return kind.kind === "Namespace" ? name : namespace;
}

/** `Pod`, `v1/Pod`, `apps/v1/Deployment`, `apps/*\/Deployment`, `*`; with wildcards in each part. */
function isKind(written: string, { group, version, kind }: AdmissionRequest["kind"]): boolean {
  const parts = written.split("/");
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return matchesText(last, kind);
  if (parts.length === 2) {
    const [first = ""] = parts;
    // `Pod/exec` is about a part of a pod, `v1/Pod` about a version.
    return /^(?:v\d|\*)/.test(first) && matchesText(first, version) && matchesText(last, kind);
  }
  const [first = "", second = ""] = parts;
  return parts.length === 3 && matchesText(first, group) && matchesText(second, version) && matchesText(last, kind);
}
