/**
 * Gives the main attributes of a manifest by their names in lower case; of a name that comes twice the last one counts.
 *
 * Lines are at most 72 bytes long; a line that starts with a space goes on with the one before. The main attributes end
 * at the first empty line. Source: JAR File Specification, "JAR Manifest".
 */
export function parseManifest(bytes: Buffer): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  let name = "";
  for (const line of mainSection(bytes).split(/\r\n|\r|\n/)) {
    if (line === "") {
      if (attributes.size > 0) break;
    } else if (line.startsWith(" ")) {
      if (name !== "") attributes.set(name, `${attributes.get(name) ?? ""}${line.slice(1)}`);
    } else {
      const colon = line.indexOf(":");
      name = colon > 0 ? line.slice(0, colon).trim().toLowerCase() : "";
      if (name !== "") attributes.set(name, line.slice(colon + 1).trimStart());
    }
  }
  return attributes;
}

/** Gives the text up to the sections of single files, of which a signed archive has one for each of its files. */
function mainSection(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  const end = /(?:\r\n|\r|\n)Name:/.exec(text)?.index;
  return end === undefined ? text : text.slice(0, end);
}
