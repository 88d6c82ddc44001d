import type { ManifestObject } from "./manifest-object.ts";
import { isManifestList, isManifestMap, type ManifestValue } from "./manifest-value.ts";

/** Longer texts are scripts and files: what they name in passing is found in their words too, but not beyond this. */
const maxTokenisedLength = 4_000;

/**
 * Gives the names that objects other than their owners mention anywhere: as a value, or as a word of a value
 * (`--configmap=shop/settings`). Where a name is mentioned, nobody can say that the object is of no use.
 *
 * @param owners The objects that bear a name.
 */
export function mentionedNames(
  objects: readonly ManifestObject[],
  owners: ReadonlyMap<string, ReadonlySet<ManifestObject>>,
): ReadonlySet<string> {
  const mentioned = new Set<string>();
  for (const object of objects) {
    const note = (word: string): void => {
      const bearing = owners.get(word);
      if (bearing !== undefined && !(bearing.size === 1 && bearing.has(object))) mentioned.add(word);
    };
    visitTexts(object.content, new Set(), (text) => {
      note(text);
      if (text.length > maxTokenisedLength || !/[/=:,\s]/.test(text)) return;
      for (const word of text.split(/[^a-z0-9.-]/)) if (word !== "") note(word);
    });
  }
  return mentioned;
}

/** Visits every text once, however often aliases repeat it. */
function visitTexts(value: ManifestValue, seen: Set<ManifestValue>, visit: (text: string) => void): void {
  if (typeof value === "string") visit(value);
  else if (isManifestList(value) || isManifestMap(value)) {
    if (seen.has(value)) return;
    seen.add(value);
    for (const held of isManifestList(value) ? value : Object.values(value)) visitTexts(held, seen, visit);
  }
}
