import { expect, test } from "vitest";
import { createSubjectReader, packageSubject } from "./package-subject.ts";

test.each([
  {
    name: "version and qualifiers go",
    purl: "pkg:deb/debian/curl@7.88.1-1?arch=amd64&distro=debian-12",
    subject: "pkg:deb/debian/curl",
  },
  { name: "a scope stays", purl: "pkg:npm/%40scope/left@1.0.0", subject: "pkg:npm/@scope/left" },
  { name: "no namespace", purl: "pkg:pypi/django@3.2", subject: "pkg:pypi/django" },
  { name: "no package URL", purl: "left", subject: "left" },
])("$name", ({ purl, subject }) => {
  const subjectOf = createSubjectReader();

  expect(packageSubject(purl)).toBe(subject);
  expect([subjectOf(purl), subjectOf(purl)]).toEqual([subject, subject]);
});
