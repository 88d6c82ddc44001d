/** Writes a word so that a POSIX shell reads it back as one: for commands that are offered for copying. */
export function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
