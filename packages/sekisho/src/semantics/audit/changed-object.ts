import { findText, isJsonObject } from "../../formats/json/json-value.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import { findTextAt } from "../kubernetes/manifest-value.ts";
import { findPatchedIn, findSentObject } from "./sent-object.ts";

const known = new WeakMap<AuditEvent, { readonly object: ManifestObject | undefined }>();

/**
 * Finds what a request changes: of `create` the whole object; of `update` the whole object, and nothing where the answer
 * shows that it was stored as it is already; of `patch` what the patch puts in and not what stood there before, or the whole
 * object where the patch copies parts of it. `undefined` for other requests, and where the body is not in the event.
 */
export function findChangedObject(event: AuditEvent): ManifestObject | undefined {
  const before = known.get(event);
  if (before !== undefined) return before.object;
  const object = readChangedObject(event);
  known.set(event, { object });
  return object;
}

/** Tells whether a request sets a field at the top of its object: `rules`, `subjects`, `data`. */
export function changesField(event: AuditEvent, field: string): boolean {
  const changed = findChangedObject(event);
  return changed !== undefined && Object.hasOwn(changed.content, field);
}

function readChangedObject(event: AuditEvent): ManifestObject | undefined {
  const sent = findSentObject(event);
  if (event.verb === "update") return sent !== undefined && isStoredAlready(event, sent) ? undefined : sent;
  return event.verb === "patch" && !isCopying(event.requestObject) ? findPatchedIn(event) : sent;
}

/**
 * Whether nothing was written. The version that is sent must be the stored one, or the API server answers 409: nobody can
 * hide a change behind it, as by `metadata.generation`, which is not looked at. Source: Kubernetes API concepts, Resource
 * versions.
 */
function isStoredAlready({ responseObject }: AuditEvent, sent: ManifestObject): boolean {
  const version = findTextAt(sent.content, "metadata", "resourceVersion");
  if (version === undefined || version === "" || !isJsonObject(responseObject)) return false;
  const metadata = responseObject["metadata"];
  return isJsonObject(metadata) && findText(metadata, "resourceVersion") === version;
}

/** Whether a JSON patch takes values from elsewhere in the object: they do not stand in the patch. */
function isCopying(patch: unknown): boolean {
  if (!Array.isArray(patch)) return false;
  return patch.some((operation) => {
    const kind = isJsonObject(operation) ? findText(operation, "op") : undefined;
    return kind === "copy" || kind === "move";
  });
}
