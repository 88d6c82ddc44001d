import type { XmlElement } from "../../formats/xml/parse-xml.ts";
import type { ImportedRecord } from "../define.ts";

/** Puts values that were cut out of a JSON document back to where they stood, with nothing else around them. */
export function buildJsonHeader(parts: readonly ImportedRecord[]): unknown {
  let root: unknown;
  for (const { pattern, pointer, value } of parts) {
    const names = pattern.split("/");
    const steps = pointer.split("/").map((key, depth) => ({ key, isIndex: names[depth] === "*" }));
    root = place(root, steps.slice(1), value);
  }
  return root;
}

interface Step {
  readonly key: string;
  /** It is an element of a list, and no member of that name. */
  readonly isIndex: boolean;
}

/** Gives the first element at each pattern of an XML document. */
export function buildXmlHeader(parts: readonly ImportedRecord[]): ReadonlyMap<string, XmlElement> {
  const header = new Map<string, XmlElement>();
  for (const { pattern, value, holders = [] } of parts) {
    if (isElement(value) && !header.has(pattern)) header.set(pattern, value);
    const names = pattern.split("/");
    for (const [depth, holder] of holders.entries()) {
      const path = names.slice(0, depth + 2).join("/");
      if (!header.has(path)) header.set(path, holder);
    }
  }
  return header;
}

function isElement(value: unknown): value is XmlElement {
  return typeof value === "object" && value !== null && "attributes" in value && "children" in value;
}

function place(holder: unknown, steps: readonly Step[], value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (step.isIndex) {
    const list: unknown[] = Array.isArray(holder) ? holder : [];
    const index = Number(step.key);
    // An element of which nothing is in the header is an object with nothing in it.
    while (list.length < index) list.push({});
    list[index] = place(list[index], rest, value);
    return list;
  }
  const name = step.key.replaceAll("~1", "/").replaceAll("~0", "~");
  const object: object = typeof holder === "object" && holder !== null ? holder : {};
  const member: unknown = Object.hasOwn(object, name) ? Reflect.get(object, name) : undefined;
  Object.defineProperty(object, name, {
    value: place(member, rest, value),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return object;
}
