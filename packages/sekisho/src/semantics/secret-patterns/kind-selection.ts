import { isOfInstalledPackage } from "./installed-package.ts";
import { createKeywordOwners, type KeywordOwners } from "./keyword-owners.ts";
import type { SecretKind } from "./kinds/define.ts";
import { secretKinds } from "./kinds/registry.ts";

/** Kinds that are asked of one text, with what finds their keywords; owners are places in `kinds`. */
export interface KindSelection {
  readonly kinds: readonly SecretKind[];
  readonly owners: KeywordOwners;
  /** Places of the kinds without keywords, which are asked of the beginning of a file. */
  readonly withoutKeywords: readonly number[];
}

const selections = new Map<string, KindSelection>();

/** The kinds that are asked in special files only. */
const specialKinds = secretKinds.filter(({ paths }) => paths !== undefined);

/** Gives the kinds for instructions and settings: those that a value itself gives away. */
export function kindsForSettings(): KindSelection {
  return select("settings", ({ paths, isInFilesOnly }) => paths === undefined && isInFilesOnly !== true);
}

/**
 * Gives the kinds for a file: all that need no special file, and those for files of this path; of a published package's
 * files those that a form or a structure gives away.
 */
export function kindsForFile(path: string): KindSelection {
  const name = `/${path.toLowerCase()}`;
  const isPublished = isOfInstalledPackage(path);
  let key = isPublished ? "package" : "file";
  for (const { id, paths } of specialKinds) if (paths?.test(name) === true) key += ` ${id}`;
  return select(key, (kind) => {
    if (isPublished && kind.isGeneric === true) return false;
    return kind.paths === undefined || kind.paths.test(name);
  });
}

/** Tables are made once for each set of kinds; the sets are few, because they come from the names of files. */
function select(key: string, isWanted: (kind: SecretKind) => boolean): KindSelection {
  const known = selections.get(key);
  if (known !== undefined) return known;
  const kinds = secretKinds.filter(isWanted);
  const keywords = kinds.flatMap((kind, owner) => kind.keywords.map((text) => ({ text, owner })));
  const withoutKeywords = kinds.flatMap((kind, owner) => (kind.keywords.length === 0 ? [owner] : []));
  const selection = { kinds, owners: createKeywordOwners(keywords), withoutKeywords };
  selections.set(key, selection);
  return selection;
}
