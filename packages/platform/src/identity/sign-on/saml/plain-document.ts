/** Algorithms that an answer may name: those of SAML's profile of signatures, with SHA-2. */
const allowedAlgorithms: ReadonlySet<string> = new Set([
  "http://www.w3.org/2001/10/xml-exc-c14n#",
  "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
  "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
  "http://www.w3.org/2001/04/xmlenc#sha256",
  "http://www.w3.org/2001/04/xmlenc#sha512",
]);
const xmlDeclaration = /^\uFEFF?\s{0,100}<\?xml\s[^<>?]{0,200}\?>/;
const valueHere = /=\s{0,20}(?:"([^"<]{0,200})"|'([^'<]{0,200})')/y;

/**
 * Says why a document is none that a provider writes: markup that is no element (comments, DTDs, entities, CDATA,
 * instructions), which parsers read one way and signatures another, or an algorithm that does not hold any more.
 *
 * It looks at the text, before anything parses it: what is refused here expands no entity and hides nothing in a name.
 */
export function findUnsafeMarkup(xml: string): string | undefined {
  const rest = xml.replace(xmlDeclaration, "");
  if (rest.includes("<!")) return "the answer holds a comment, a DTD or CDATA";
  if (rest.includes("<?")) return "the answer holds a processing instruction";
  for (let at = rest.indexOf("Algorithm"); at !== -1; at = rest.indexOf("Algorithm", at + 1)) {
    const algorithm = readAlgorithm(rest, at);
    if (algorithm !== undefined && !allowedAlgorithms.has(algorithm)) {
      return `the answer names the algorithm ${algorithm.slice(0, 100)}`;
    }
  }
  return undefined;
}

/** Words of a text are no attributes: an attribute begins after a blank, or a quote, and goes on with an equals sign. */
function readAlgorithm(xml: string, at: number): string | undefined {
  if (!/[\s"']/.test(xml[at - 1] ?? "")) return undefined;
  let next = at + "Algorithm".length;
  while (/\s/.test(xml[next] ?? "")) next++;
  if (xml[next] !== "=") return undefined;
  valueHere.lastIndex = next;
  const found = valueHere.exec(xml);
  return found === null ? "(unreadable)" : (found[1] ?? found[2] ?? "");
}
