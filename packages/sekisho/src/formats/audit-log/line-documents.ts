/**
 * Parses the documents of a line in which several stand behind each other, as Amazon Data Firehose writes them to S3;
 * `undefined` where it holds anything else.
 */
export function documentsOf(line: string): readonly unknown[] | undefined {
  if (!line.startsWith("{") || !/\}\s{0,8}\{/.test(line)) return undefined;
  const documents: unknown[] = [];
  let start = 0;
  while (start < line.length) {
    const end = endOfDocument(line, start);
    if (end === undefined) return undefined;
    try {
      documents.push(JSON.parse(line.slice(start, end)));
    } catch {
      // The line is none of such documents; the caller counts it.
      return undefined;
    }
    start = end;
    while (start < line.length && line.charCodeAt(start) <= 0x20) start += 1;
  }
  return documents;
}

/** Finds the bracket that closes the first one. */
function endOfDocument(line: string, start: number): number | undefined {
  let depth = 0;
  let isText = false;
  for (let at = start; at < line.length; at += 1) {
    const unit = line.charCodeAt(at);
    if (isText) {
      if (unit === 0x5c) at += 1;
      else if (unit === 0x22) isText = false;
    } else if (unit === 0x22) isText = true;
    else if (unit === 0x7b) depth += 1;
    else if (unit === 0x7d) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}
