import { isJsonObject } from "../../formats/json/json-value.ts";

/** What an object, a list, a member or an element takes beside its texts. */
const placeBytes = 16;

/**
 * Gives roughly how many bytes a plain JSON value takes in memory: its texts and keys, and a little for each place. Nesting
 * of any depth is walked.
 */
export function weighJson(value: unknown): number {
  const open: unknown[] = [];
  let bytes = 0;
  const weigh = (part: unknown) => {
    bytes += placeBytes;
    if (typeof part === "string") bytes += part.length;
    else if (typeof part === "object" && part !== null) open.push(part);
  };
  weigh(value);
  for (let holder = open.pop(); holder !== undefined; holder = open.pop()) {
    if (Array.isArray(holder)) {
      for (const element of holder) weigh(element);
      continue;
    }
    if (!isJsonObject(holder)) continue;
    for (const key in holder) {
      bytes += key.length;
      weigh(holder[key]);
    }
  }
  return bytes;
}
