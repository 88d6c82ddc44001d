/**
 * Gives the paths of a RECORD file, as written: relative to the folder that holds the `dist-info` folder.
 *
 * The first column of comma separated values; a value in quotes may hold commas, line feeds and doubled quotes.
 * Source: PyPA specifications, "Recording installed projects".
 */
export function readRecordPaths(bytes: Buffer): readonly string[] {
  const text = bytes.toString("utf8");
  const paths: string[] = [];
  let at = 0;
  while (at < text.length) {
    const isQuoted = text.charAt(at) === '"';
    const end = isQuoted ? findQuotedEnd(text, at + 1) : findPlainEnd(text, at);
    const path = isQuoted ? text.slice(at + 1, end).replaceAll('""', '"') : text.slice(at, end);
    if (path !== "") paths.push(path);
    const lineEnd = text.indexOf("\n", end);
    at = lineEnd === -1 ? text.length : lineEnd + 1;
  }
  return paths;
}

function findPlainEnd(text: string, start: number): number {
  const lineEnd = text.indexOf("\n", start);
  const stop = lineEnd === -1 ? text.length : lineEnd;
  const comma = text.slice(start, stop).indexOf(",");
  if (comma !== -1) return start + comma;
  return text.charAt(stop - 1) === "\r" && stop > start ? stop - 1 : stop;
}

/** Finds the quote that ends a value: one that no other follows. */
function findQuotedEnd(text: string, start: number): number {
  let at = text.indexOf('"', start);
  while (at !== -1 && text.charAt(at + 1) === '"') at = text.indexOf('"', at + 2);
  return at === -1 ? text.length : at;
}
