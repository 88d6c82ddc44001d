/** One package that a relation field names. */
export interface Relation {
  readonly name: string;
  /** As written: `>= 2.36`. */
  readonly range?: string;
}

/** The longest field of Debian names about 300 packages. */
const maxRelations = 10_000;

/**
 * Reads `Depends` and its like: `libc6 (>= 2.36), default-mta | mail-transport-agent, python3:any`. Alternatives are
 * given one by one; architecture qualifiers, restrictions and build profiles are dropped.
 * Source: Debian Policy, 7.1.
 */
export function parseRelations(text: string): readonly Relation[] {
  const relations: Relation[] = [];
  for (const part of text.split(/[,|]/, maxRelations)) {
    const name = /[^\s:()[\]<>]+/.exec(part)?.[0];
    if (name === undefined) continue;
    const open = part.indexOf("(");
    const close = open === -1 ? -1 : part.indexOf(")", open);
    const range = close === -1 ? "" : part.slice(open + 1, close).trim();
    relations.push(range === "" ? { name } : { name, range });
  }
  return relations;
}
