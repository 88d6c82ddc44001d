/**
 * Reads a `desc` or `files` file of pacman's local database: `%NAME%` on a line, its values on the next ones up to an
 * empty line. Source: alpm's documentation, "ALPM local database".
 */
export function parseDescription(text: string): ReadonlyMap<string, readonly string[]> {
  const sections = new Map<string, string[]>();
  let values: string[] | undefined;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end).trim();
    start = end + 1;
    const name = /^%([A-Z0-9_]{1,32})%$/.exec(line)?.[1];
    if (name !== undefined) {
      values = [];
      sections.set(name, values);
    } else if (line === "") values = undefined;
    else values?.push(line);
  }
  return sections;
}
