const escapes: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f" };

/**
 * Gives the properties of a `.properties` file; of a name that comes twice the last one counts.
 *
 * Source: Java SE documentation, `Properties.load`: comments start with `#` or `!`, a name ends at `=`, `:` or white
 * space, a line that ends in a back slash goes on in the next one.
 */
export function parseProperties(bytes: Buffer): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  const lines = bytes.toString("utf8").split(/\r\n|\r|\n/);
  for (let at = 0; at < lines.length; at += 1) {
    let line = (lines[at] ?? "").trimStart();
    if (line === "" || line.startsWith("#") || line.startsWith("!")) continue;
    const parts: string[] = [];
    while (endsInEscape(line) && at + 1 < lines.length) {
      parts.push(line.slice(0, -1));
      at += 1;
      line = (lines[at] ?? "").trimStart();
    }
    const { name, value } = splitProperty(parts.join("") + line);
    properties.set(name, value);
  }
  return properties;
}

/** Says whether a line ends in an odd number of back slashes. */
function endsInEscape(line: string): boolean {
  let count = 0;
  while (count < line.length && line.charAt(line.length - 1 - count) === "\\") count += 1;
  return count % 2 === 1;
}

function splitProperty(line: string): { readonly name: string; readonly value: string } {
  let end = 0;
  while (end < line.length && !"=: \t\f".includes(line.charAt(end))) end += line.charAt(end) === "\\" ? 2 : 1;
  const rest = line.slice(end).trimStart();
  const value = rest.startsWith("=") || rest.startsWith(":") ? rest.slice(1).trimStart() : rest;
  return { name: unescape(line.slice(0, end)), value: unescape(value) };
}

function unescape(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))|\\$/gs, (_, code?: string, character = "") =>
    code === undefined
      ? (escapes[String(character)] ?? String(character))
      : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
