import { decides, parsePathPattern } from "../../model/path-pattern.ts";
import { matchesWildcard } from "../../model/wildcard.ts";
import { expandBraces } from "../globs.ts";

/**
 * Rewrites path patterns (gitignore's form, with braces) that are relative to one folder so that they mean the same
 * files seen from a folder below it.
 *
 * A pattern can become several (`**` may or may not reach below the folder) or none (it means files elsewhere).
 *
 * @param prefix The folder below, seen from the one the patterns are relative to: `services/shop`.
 */
export function rebasePatterns(patterns: readonly string[], prefix: string): readonly string[] {
  if (prefix === "") return patterns;
  const expanded = patterns.flatMap(expandBraces);
  const folders = prefix.split("/");
  if (isTakenIn(expanded, folders)) return ["**"];
  return expanded.flatMap((pattern) => rebase(pattern, folders));
}

/** As in git, nothing below a folder that is taken in can be left out again. */
function isTakenIn(patterns: readonly string[], folders: readonly string[]): boolean {
  const parsed = patterns.map(parsePathPattern).filter((pattern) => pattern !== undefined);
  return folders.some((_, index) => decides(parsed, folders.slice(0, index + 1).join("/"), true) === true);
}

function rebase(pattern: string, folders: readonly string[]): readonly string[] {
  const negation = pattern.startsWith("!") ? "!" : "";
  const body = pattern.slice(negation.length);
  const ending = body.endsWith("/") ? "/" : "";
  const path = ending === "" ? body : body.slice(0, -1);
  // A single name means files and folders at any depth.
  if (!path.includes("/")) return [pattern];
  const segments = (path.startsWith("/") ? path.slice(1) : path).split("/");
  return restsBelow(segments, folders).map((rest) => `${negation}/${rest.join("/")}${ending}`);
}

/** Gives what of a pattern is left once its beginning has matched all folders. */
function restsBelow(segments: readonly string[], folders: readonly string[]): readonly (readonly string[])[] {
  let places = new Set([0]);
  for (const folder of folders) {
    const next = new Set<number>();
    for (const place of withSkipped(places, segments)) {
      const segment = segments[place];
      if (segment === "**") next.add(place);
      else if (segment !== undefined && matchesWildcard(segment, folder)) next.add(place + 1);
    }
    places = next;
  }
  // A pattern that ends with the last folder means that folder, which is not taken in.
  places.delete(segments.length);
  return [...places].toSorted((left, right) => left - right).map((place) => segments.slice(place));
}

/** `**` may stand for no folder at all, unless it is the last segment. */
function withSkipped(places: ReadonlySet<number>, segments: readonly string[]): ReadonlySet<number> {
  const all = new Set(places);
  for (const place of all) {
    if (segments[place] === "**" && place < segments.length - 1) all.add(place + 1);
  }
  return all;
}
