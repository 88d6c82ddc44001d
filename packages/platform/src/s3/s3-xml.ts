/** Gives the content of the first element of a name, without attributes, in an answer of a store. */
export function findElement(xml: string, name: string): string | undefined {
  return findElements(xml, name).next().value ?? undefined;
}

/** Gives the contents of all elements of a name one after the other; elements of the same name do not lie in each other. */
export function* findElements(xml: string, name: string): Generator<string, undefined> {
  const [opening, closing] = [`<${name}>`, `</${name}>`];
  for (let start = xml.indexOf(opening); start !== -1; ) {
    const end = xml.indexOf(closing, start);
    if (end === -1) return;
    yield unescapeXml(xml.slice(start + opening.length, end));
    start = xml.indexOf(opening, end);
  }
}

/** Only what XML names by itself is in the answers of stores. */
function unescapeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}
