import { findText, isJsonObject } from "../../formats/json/json-value.ts";

/** More operations or deeper paths than an API server takes from anybody are not read. */
const maxOperations = 10_000;
const maxDepth = 64;

/** A tree that is put together from the places that a patch names. */
interface Branch {
  readonly children: Map<string, Branch>;
  value: unknown;
}

/**
 * Gives what a JSON patch puts in, as a part of the object it is applied to: values stand at their pointers, and lists hold
 * the named elements alone, in the order of their indexes. What it removes, moves or tests is left out.
 *
 * Source: RFC 6902, section 4.
 */
export function additionsOf(operations: readonly unknown[]): unknown {
  const root: Branch = { children: new Map(), value: undefined };
  for (const operation of operations.slice(0, maxOperations)) {
    if (!isJsonObject(operation)) continue;
    const kind = findText(operation, "op");
    const path = findText(operation, "path");
    if ((kind !== "add" && kind !== "replace") || path === undefined || !path.startsWith("/")) continue;
    put(root, path.slice(1).split("/").map(unescape), operation["value"]);
  }
  return valueOf(root);
}

function unescape(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

function put(root: Branch, keys: readonly string[], value: unknown): void {
  if (keys.length > maxDepth) return;
  let branch = root;
  for (const key of keys) {
    // Each `-` is an element of its own.
    const name = key === "-" ? `-${branch.children.size}` : key;
    const next: Branch = branch.children.get(name) ?? { children: new Map(), value: undefined };
    branch.children.set(name, next);
    branch = next;
  }
  branch.children.clear();
  branch.value = value;
}

function valueOf(branch: Branch): unknown {
  if (branch.children.size === 0) return branch.value;
  const keys = [...branch.children.keys()];
  if (keys.every((key) => /^-?\d{1,9}$/.test(key))) return keys.toSorted(byIndex).map((key) => childOf(branch, key));
  const object: Record<string, unknown> = {};
  Object.setPrototypeOf(object, null);
  for (const key of keys) object[key] = childOf(branch, key);
  return object;
}

function childOf(branch: Branch, key: string): unknown {
  const child = branch.children.get(key);
  return child === undefined ? undefined : valueOf(child);
}

/** Appended elements stand behind the others. */
function byIndex(left: string, right: string): number {
  const isAppended = (key: string) => key.startsWith("-");
  if (isAppended(left) !== isAppended(right)) return isAppended(left) ? 1 : -1;
  return Math.abs(Number(left)) - Math.abs(Number(right));
}
