/** Gives what tells whether an ecosystem or release is wanted. Nothing named means everything. */
export function wantsEcosystem(wanted: readonly string[]): (ecosystem: string) => boolean {
  if (wanted.length === 0) return () => true;
  return (ecosystem) => wanted.some((word) => matches(word, ecosystem));
}

/** Gives what tells whether a document of an ecosystem may hold what is wanted: one of all releases holds each of them. */
export function mayHoldWanted(wanted: readonly string[]): (ecosystem: string) => boolean {
  if (wanted.length === 0) return () => true;
  return (ecosystem) =>
    wanted.some(
      (word) => matches(word, ecosystem) || word.startsWith(`${ecosystem}:`) || word.startsWith(`${ecosystem}.`),
    );
}

/** `debian:12` is itself; `debian:*` is every release; `sles:15` is its service packs `sles:15.5` too. */
function matches(word: string, ecosystem: string): boolean {
  if (word.endsWith(":*")) return ecosystem.startsWith(word.slice(0, -1)) || ecosystem === word.slice(0, -2);
  return word === ecosystem || (word.includes(":") && ecosystem.startsWith(`${word}.`));
}
