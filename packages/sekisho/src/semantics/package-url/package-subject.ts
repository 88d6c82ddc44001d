import { parsePackageUrl } from "./package-url.ts";

/** Gives a package URL without version and qualifiers, as the subject of findings: an update is no new subject. */
export function packageSubject(purl: string): string {
  const url = parsePackageUrl(purl);
  if (url === undefined) return purl;
  return `pkg:${[url.type, url.namespace, url.name].filter((part) => part !== undefined && part !== "").join("/")}`;
}

/** Makes a function that gives subjects as {@link packageSubject} does and reads each package URL once. */
export function createSubjectReader(): (purl: string) => string {
  const subjects = new Map<string, string>();
  return (purl) => {
    const known = subjects.get(purl);
    if (known !== undefined) return known;
    const subject = packageSubject(purl);
    subjects.set(purl, subject);
    return subject;
  };
}
