import { isJsonObject } from "../../formats/json/json-value.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import { findTextAt, findValue, isManifestMap, listAt, type ManifestMap } from "../kubernetes/manifest-value.ts";
import { findTemplateKeys } from "../pod-settings/find-pod-template.ts";
import { findChangedObject } from "./changed-object.ts";
import { findSentObject } from "./sent-object.ts";

/** A container that was put beside others. */
export interface AddedContainer {
  /** Empty where the patch does not say it. */
  readonly name: string;
  /** Empty where the patch does not say it. */
  readonly image: string;
}

const lists = ["containers", "initContainers"] as const;

/** What the API server fills in. Source: Kubernetes API, Container v1. */
const filledIn: ReadonlySet<string> = new Set([
  "imagePullPolicy",
  "resources",
  "terminationMessagePath",
  "terminationMessagePolicy",
]);

/**
 * Finds the containers that a patch puts into a workload beside those that it leaves as they are: those that a JSON patch
 * inserts, and those of a merge patch of which the answer has nothing but what was sent. A patch or update that sends every
 * container of the workload is not among them: what was there before stands in no event.
 */
export function findAddedContainers(event: AuditEvent): readonly AddedContainer[] {
  if (event.verb !== "patch") return [];
  if (Array.isArray(event.requestObject)) return event.requestObject.flatMap(insertedBy);
  const answer = isJsonObject(event.responseObject) ? findSentObject(event) : undefined;
  const patch = findChangedObject(event);
  if (answer === undefined || patch === undefined) return [];
  const keys = findTemplateKeys(answer);
  if (keys === undefined) return [];
  return lists.flatMap((list) => {
    const path = [...keys, "spec", list];
    const sent = namedOf(patch, path);
    const stored = namedOf(answer, path);
    const isWhole = list === "containers" && [...stored.keys()].every((name) => sent.has(name));
    if (isWhole) return [];
    return [...sent].flatMap(([name, container]) => {
      const image = findTextAt(container, "image");
      const before = stored.get(name);
      if (image === undefined || before === undefined || hasMore(before, container)) return [];
      return wasThere({ event, answer, path, name }) ? [] : [{ name, image }];
    });
  });
}

/** Path of one element of a list of containers; a pod's own list cannot be changed. */
const elementPath =
  /^\/spec\/(?:template\/spec|jobTemplate\/spec\/template\/spec)\/(?:containers|initContainers)\/(?:-|\d{1,9})$/;

function insertedBy(operation: unknown): readonly AddedContainer[] {
  if (!isJsonObject(operation)) return [];
  const { op, path, value } = operation;
  if ((op !== "add" && op !== "copy") || typeof path !== "string" || !elementPath.test(path)) return [];
  const container = isJsonObject(value) ? value : {};
  return [{ name: textOf(container["name"]), image: textOf(container["image"]) }];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function namedOf({ content }: ManifestObject, path: readonly string[]): ReadonlyMap<string, ManifestMap> {
  const named = new Map<string, ManifestMap>();
  for (const container of listAt(content, ...path)) {
    const name = findTextAt(container, "name");
    if (name !== undefined && isManifestMap(container)) named.set(name, container);
  }
  return named;
}

/** Whether a stored container has settings that were not sent: it was there before. */
function hasMore(stored: ManifestMap, sent: ManifestMap): boolean {
  return Object.keys(stored).some((key) => !Object.hasOwn(sent, key) && !filledIn.has(key));
}

interface StoredContainer {
  readonly event: AuditEvent;
  readonly answer: ManifestObject;
  readonly path: readonly string[];
  readonly name: string;
}

/**
 * Whether somebody owned the container before the request. Source: Kubernetes documentation, Server-Side Apply: the times
 * and the keys of `managedFields`.
 */
function wasThere({ event, answer, path, name }: StoredContainer): boolean {
  const second = Math.floor(event.receivedMs / 1000) * 1000;
  const keys = [...path.map((key) => `f:${key}`), `k:{"name":${JSON.stringify(name)}}`];
  return listAt(answer.content, "metadata", "managedFields").some((entry) => {
    const time = Date.parse(findTextAt(entry, "time") ?? "");
    return time < second && findValue(entry, "fieldsV1", ...keys) !== undefined;
  });
}
