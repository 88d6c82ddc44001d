/** One package that a relation field names. */
export interface Relation {
  readonly name: string;
  /** As written: `>= 2.36`. */
  readonly range?: string;
}

/**
 * Reads `Depends` and its like: `libc6 (>= 2.36), default-mta | mail-transport-agent, python3:any`. Alternatives are
 * given one by one; architecture qualifiers, restrictions and build profiles are dropped.
 * Source: Debian Policy, 7.1.
 */
export function parseRelations(text: string): readonly Relation[] {
  const relations: Relation[] = [];
  for (const part of text.split(/[,|]/)) {
    const found = /^\s*([^\s:()[\]<>]+)(?::[^\s(]+)?\s*(?:\(\s*([^()]*[^()\s])\s*\))?/.exec(part.slice(0, maxPartLength));
    const name = found?.[1];
    if (name === undefined) continue;
    relations.push(found?.[2] === undefined ? { name } : { name, range: found[2] });
  }
  return relations;
}

/** No name with a version is longer; keeps the pattern linear on hostile text. */
const maxPartLength = 1024;
