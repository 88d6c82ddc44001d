import { findObject, findText, type JsonObject } from "../../formats/json/json-value.ts";

export type AdmissionOperation = "CREATE" | "UPDATE" | "DELETE" | "CONNECT";

/** What somebody wants to do with an object, as the API server's admission sees it. */
export interface AdmissionRequest {
  readonly operation: AdmissionOperation;
  /** Group, version and plural name of the resource; the group of the core is empty. */
  readonly resource: { readonly group: string; readonly version: string; readonly resource: string };
  readonly kind: { readonly group: string; readonly version: string; readonly kind: string };
  /** Empty for the object itself. */
  readonly subresource: string;
  readonly name: string;
  /** Empty for what belongs to no namespace. */
  readonly namespace: string;
  /** Left out when it is deleted. */
  readonly object?: JsonObject;
  /** The object before; left out when it is created. */
  readonly oldObject?: JsonObject;
  /** Left out when it is not known, or there is none. */
  readonly namespaceObject?: JsonObject;
  readonly user?: { readonly username: string; readonly groups: readonly string[] };
  readonly isDryRun?: boolean;
}

const nothing: JsonObject = {};

/** Gives the labels of an object. */
export function labelsOf(object: JsonObject | undefined): JsonObject {
  const metadata = object && findObject(object, "metadata");
  return (metadata && findObject(metadata, "labels")) ?? nothing;
}

/** Finds a text of an object's metadata. */
export function findMetadata(object: JsonObject, name: string): string | undefined {
  const metadata = findObject(object, "metadata");
  return metadata && findText(metadata, name);
}
