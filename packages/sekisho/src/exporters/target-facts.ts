import { formatByteSize } from "../model/byte-size.ts";
import type { Target } from "../model/report.ts";
import type { Phrases } from "./phrases.ts";

/** Gives what is known of a target beside its name, for people: distribution, packages, layers, size, day of creation. */
export function factsOf({ distribution, packages, image }: Target, phrases: Phrases): readonly string[] {
  const facts: string[] = [];
  if (distribution !== undefined) facts.push(distribution);
  if (packages !== undefined) facts.push(phrases.packageCount(packages));
  if (image !== undefined) {
    facts.push(phrases.layerCount(image.layers), formatByteSize(image.sizeBytes));
    if (image.created !== undefined) facts.push(phrases.created(image.created.slice(0, "YYYY-MM-DD".length)));
  }
  return facts;
}
