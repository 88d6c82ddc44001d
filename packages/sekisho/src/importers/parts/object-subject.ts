import { isClusterKind, isClusterKindName } from "../../semantics/kubernetes/group-kind.ts";
import { describeObject } from "../../semantics/kubernetes/manifest-object.ts";

type Told<Value> = Value | null | undefined;

/** An object of Kubernetes as a tool names it. */
export interface ToldObject {
  /** Where a tool does not say it, the kind is taken for one of Kubernetes' own. */
  readonly apiVersion?: Told<string>;
  readonly kind?: Told<string>;
  readonly name?: Told<string>;
  readonly namespace?: Told<string>;
}

/** A container of an object. */
export interface ToldContainer {
  readonly name: string;
  /** A main one when left out. */
  readonly role?: "main" | "init" | "ephemeral";
}

/**
 * Gives the subject of a finding about an object, and a container of it, as our checks write it:
 * `shop/web[Deployment]/container:app`. A namespaced object without a namespace is in `default`, as for our own scans. Empty
 * where nothing is named.
 */
export function objectSubject(object: ToldObject, container?: ToldContainer): string {
  const kind = (object.kind ?? "").slice(0, maxUnits);
  const name = (object.name ?? "").slice(0, maxUnits);
  if (kind === "" && name === "") return "";
  const apiVersion = object.apiVersion ?? "";
  const isOfCluster = apiVersion === "" ? isClusterKindName(kind) : isClusterKind({ apiVersion, kind });
  const given = object.namespace ?? "";
  const namespace = given === "" || given === "-" ? "default" : given.slice(0, maxUnits);
  const subject = describeObject({ apiVersion, kind, name, namespace: isOfCluster ? "" : namespace });
  return container === undefined ? subject : `${subject}/${describeContainer(container)}`;
}

/** Longer names than Kubernetes has are cut, not to make subjects of megabytes. */
const maxUnits = 1000;

/** Gives the part of a subject that names a container. */
export function describeContainer({ name, role = "main" }: ToldContainer): string {
  return `${role === "main" ? "container" : `${role}-container`}:${name.slice(0, maxUnits)}`;
}

/**
 * Finds the container that a message is about, for tools that name it nowhere else: `Container 'app' of Deployment …`,
 * `container "app" has …`.
 */
export function findContainerIn(message: string): ToldContainer | undefined {
  const found = /\b(?:(init|ephemeral) ?)?container ["'`]([^"'`\s]{1,253})["'`]/i.exec(message.slice(0, 2000));
  const [, role, name] = found ?? [];
  if (name === undefined) return undefined;
  const kind = role?.toLowerCase();
  return { name, ...(kind === "init" || kind === "ephemeral" ? { role: kind } : {}) };
}
