const cve = /^CVE-\d{4}-\d{4,19}$/;

/** Tells whether a text is a CVE number. Source: CVE record format, `cveId`. */
export function isCve(text: string): boolean {
  return cve.test(text);
}

/** Gives every CVE number in a text, in order, each once. */
export function findCves(text: string): readonly string[] {
  return [...new Set(text.match(/CVE-\d{4}-\d{4,19}/g) ?? [])];
}
