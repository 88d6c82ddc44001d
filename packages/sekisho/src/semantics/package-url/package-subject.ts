import { parsePackageUrl } from "./package-url.ts";
import { findPlainUrl } from "./plain-url.ts";

/** Gives a package URL without version and qualifiers, as the subject of findings: an update is no new subject. */
export function packageSubject(purl: string): string {
  const url = findPlainUrl(purl) ?? parsePackageUrl(purl);
  if (url === undefined) return purl;
  const { type, namespace = "", name } = url;
  return namespace === "" ? `pkg:${type}/${name}` : `pkg:${type}/${namespace}/${name}`;
}

/** Package URLs come from documents of any size: so many subjects are kept. */
const maxKnownSubjects = 20_000;

/** Makes a function that gives subjects as {@link packageSubject} does and seldom reads a package URL again. */
export function createSubjectReader(): (purl: string) => string {
  const subjects = new Map<string, string>();
  return (purl) => {
    const known = subjects.get(purl);
    if (known !== undefined) return known;
    const subject = packageSubject(purl);
    if (subjects.size >= maxKnownSubjects) subjects.clear();
    subjects.set(purl, subject);
    return subject;
  };
}
