import { expandBraces } from "./expand-braces.ts";
import { matchesSegments } from "./match-segments.ts";

/** Says at once which of many lists of globs a path is in. */
export interface FileSelection {
  /** Indexes of the lists that match a path, rising; the same empty list for every path that is in none. */
  select(path: string): readonly number[];
}

interface CompiledGlob {
  readonly list: number;
  readonly segments: readonly string[];
  /** Text that every match begins with: cheaper to look at than the segments. */
  readonly prefix: string;
}

const nothing: readonly number[] = [];
const wildcard = /[*?[\\]/;
/** Entries of the table that last units are looked up in. */
const endingBits = 4096;

/**
 * Compiles lists of globs (`*` within a name, `**` for any number of directories, `{a,b}` for either).
 *
 * Nearly all globs end with a plain name or a plain ending: those are found by the name or by what stands behind its last
 * dot. A table of last two units spares even that for nearly every path.
 */
export function compileSelection(lists: readonly (readonly string[])[]): FileSelection {
  const exact = new Map<string, number[]>();
  const byName = new Map<string, CompiledGlob[]>();
  const byEnding = new Map<string, CompiledGlob[]>();
  const others: CompiledGlob[] = [];
  const endings = new Uint8Array(endingBits);
  for (const [list, globs] of lists.entries()) {
    for (const glob of globs.flatMap(expandBraces)) {
      const segments = glob.split("/");
      const name = segments.at(-1) ?? "";
      const compiled = { list, segments, prefix: prefixOf(glob) };
      const ending = endingOf(name);
      if (!wildcard.test(glob)) addTo(exact, glob, list);
      // The table wants two units of the name itself.
      else if (!wildcard.test(name) && name.length > 1) addTo(byName, name, compiled);
      else if (ending !== "" && !wildcard.test(ending) && ending.length > 1) addTo(byEnding, ending, compiled);
      else {
        others.push(compiled);
        continue;
      }
      endings[endingBit(glob)] = 1;
    }
  }
  return {
    select(path) {
      let found = addMatches(undefined, others, path);
      if (endings[endingBit(path)] === 1) {
        const name = path.slice(path.lastIndexOf("/") + 1);
        for (const list of exact.get(path) ?? nothing) found = (found ?? new Set()).add(list);
        found = addMatches(found, byName.get(name), path);
        found = addMatches(found, byEnding.get(endingOf(name)), path);
      }
      return found === undefined ? nothing : [...found].sort((left, right) => left - right);
    },
  };
}

/** Adds the lists whose globs match; the set is made when the first one does. */
function addMatches(
  before: Set<number> | undefined,
  globs: readonly CompiledGlob[] | undefined,
  path: string,
): Set<number> | undefined {
  if (globs === undefined) return before;
  let found = before;
  let segments: readonly string[] | undefined;
  for (const glob of globs) {
    if (found?.has(glob.list) === true || !path.startsWith(glob.prefix)) continue;
    segments ??= path.split("/");
    if (matchesSegments(glob.segments, segments)) found = (found ?? new Set()).add(glob.list);
  }
  return found;
}

/** Gives what a name has from its last dot on; all of a name without one is no ending. */
function endingOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot === -1 ? "" : name.slice(dot);
}

/** Gives the place of a text's last two units in the table. */
function endingBit(text: string): number {
  const last = text.charCodeAt(text.length - 1);
  return (last * 67 + text.charCodeAt(text.length - 2) * 31) & (endingBits - 1);
}

function prefixOf(glob: string): string {
  const at = glob.search(wildcard);
  return at === -1 ? glob : glob.slice(0, at);
}

function addTo<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
