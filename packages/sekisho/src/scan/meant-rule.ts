import type { CheckDescription } from "../model/check.ts";
import { findClosestWord } from "../model/closest-word.ts";
import type { Text } from "../model/text.ts";

/**
 * Finds the rule that a name most likely means which no check has: of ids for an id, of one tool's names for one of that
 * tool. `undefined` when a check has the name, and when none is near. Numbers are never mistyped letters: `CKV_K8S_29` is
 * not meant as `CKV_K8S_28`.
 */
export function findMeantRule(name: string, checks: readonly CheckDescription[]): string | undefined {
  if (isKnownRule(name, checks)) return undefined;
  const tool = name.slice(0, name.indexOf(":") + 1);
  const names = checks.flatMap(({ id, aliases }) =>
    tool === "" ? [id] : aliases.filter((alias) => alias.startsWith(tool)),
  );
  const closest = findClosestWord(name.slice(tool.length), new Set(names.map((known) => known.slice(tool.length))));
  if (closest === undefined || withoutDigits(closest) === withoutDigits(name.slice(tool.length))) return undefined;
  return `${tool}${closest}`;
}

/** Tells whether a check has a name as its id or as an alias. */
export function isKnownRule(name: string, checks: readonly CheckDescription[]): boolean {
  return checks.some(({ id, aliases }) => id === name || aliases.includes(name));
}

/** The end of a sentence about a name that nothing has; empty when none is near. */
export function meantRuleText(meant: string | undefined): Text {
  if (meant === undefined) return { en: ".", ja: "" };
  return { en: `; did you mean ${meant}?`, ja: `「${meant}」の誤りではありませんか。` };
}

function withoutDigits(name: string): string {
  return name.replaceAll(/\d+/g, "");
}
