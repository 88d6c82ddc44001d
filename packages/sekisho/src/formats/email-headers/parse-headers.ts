/** One header field. */
export interface HeaderField {
  /** Lower case. */
  readonly name: string;
  /** Folded lines joined with a line feed, without the white space around each line. */
  readonly value: string;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Gives the header fields of a message up to the first empty line, in order.
 *
 * The body is not decoded. A line that is neither a field nor folded is skipped. Files of the form of Debian's control
 * files (`DESCRIPTION` of R) read the same way. Source: RFC 5322, 2.2, with line feeds alone as PyPA's metadata has them.
 */
export function parseHeaders(bytes: Buffer): readonly HeaderField[] {
  const text = bytes.toString("utf8", skipByteOrderMark(bytes), findHeaderEnd(bytes));
  const fields: HeaderField[] = [];
  let lines: string[] = [];
  let name = "";
  for (const line of text.split("\n")) {
    if (line.startsWith(" ") || line.startsWith("\t")) {
      if (name !== "") lines.push(line.trim());
      continue;
    }
    if (name !== "") fields.push({ name, value: lines.join("\n") });
    const colon = line.indexOf(":");
    name = colon > 0 ? line.slice(0, colon).trimEnd().toLowerCase() : "";
    lines = [line.slice(colon + 1).trim()];
  }
  if (name !== "") fields.push({ name, value: lines.join("\n") });
  return fields;
}

/** Gives the value of the first field of a name, given in lower case; `undefined` when it is missing or empty. */
export function findHeader(fields: readonly HeaderField[], name: string): string | undefined {
  return fields.find((field) => field.name === name && field.value !== "")?.value;
}

/** Gives the values of all fields of a name, given in lower case, without empty ones. */
export function headersOf(fields: readonly HeaderField[], name: string): readonly string[] {
  return fields.filter((field) => field.name === name && field.value !== "").map((field) => field.value);
}

function skipByteOrderMark(bytes: Buffer): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** Finds the first empty line, so that a long body is never decoded. */
function findHeaderEnd(bytes: Buffer): number {
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) {
    const next = bytes[at + 1];
    if (next === lineFeed || (next === carriageReturn && bytes[at + 2] === lineFeed)) return at + 1;
  }
  return bytes.length;
}
