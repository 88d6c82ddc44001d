import { createKeywordMatcher, type KeywordMatcher } from "./keyword-matcher.ts";
import type { SecretKind } from "./kinds/define.ts";
import { secretKinds } from "./kinds/registry.ts";

/** Kinds that are asked of one text, with what finds their keywords; owners are places in `kinds`. */
export interface KindSelection {
  readonly kinds: readonly SecretKind[];
  readonly matcher: KeywordMatcher;
}

const selections = new Map<string, KindSelection>();

/** Gives the kinds for instructions and settings: those that a value itself gives away. */
export function kindsForSettings(): KindSelection {
  return select("settings", ({ paths, isInFilesOnly }) => paths === undefined && isInFilesOnly !== true);
}

/** Gives the kinds for a file: all that need no special file, and those for files of this path. */
export function kindsForFile(path: string): KindSelection {
  const name = `/${path.toLowerCase()}`;
  const special = secretKinds.filter(({ paths }) => paths?.test(name) === true);
  const key = special.map(({ id }) => id).join(" ");
  return select(`file ${key}`, (kind) => kind.paths === undefined || special.includes(kind));
}

/** Tables are made once for each set of kinds; the sets are few, because they come from the names of files. */
function select(key: string, isWanted: (kind: SecretKind) => boolean): KindSelection {
  const known = selections.get(key);
  if (known !== undefined) return known;
  const kinds = secretKinds.filter(isWanted);
  const keywords = kinds.flatMap((kind, owner) => kind.keywords.map((text) => ({ text, owner })));
  const selection = { kinds, matcher: createKeywordMatcher(keywords) };
  selections.set(key, selection);
  return selection;
}
