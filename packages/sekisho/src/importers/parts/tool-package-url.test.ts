import { expect, test } from "vitest";
import { ownPackageUrl, toolPackageUrl } from "./tool-package-url.ts";

// Expected values: the type definitions of the purl project.
test.each([
  {
    name: "system",
    told: { kinds: ["debian"], name: "curl", version: "7.88", distribution: "debian:12" },
    purl: "pkg:deb/debian/curl@7.88",
  },
  {
    name: "system by its full name",
    told: { kinds: ["Ubuntu 22.04.1 LTS"], name: "bash", distribution: "Ubuntu 22.04.1 LTS" },
    purl: "pkg:deb/ubuntu/bash",
  },
  { name: "a manager names no distribution", told: { kinds: ["dpkg"], name: "curl" }, purl: "pkg:deb/curl" },
  { name: "Red Hat", told: { kinds: ["rpm"], name: "bash", distribution: "rhel:8" }, purl: "pkg:rpm/redhat/bash" },
  {
    name: "Amazon as os-release calls it",
    told: { kinds: ["amazon"], name: "bash", distribution: "amazon" },
    purl: "pkg:rpm/amzn/bash",
  },
  { name: "a scope", told: { kinds: ["node-pkg"], name: "@acme/left", version: "1" }, purl: "pkg:npm/%40acme/left@1" },
  {
    name: "Maven with a colon",
    told: { kinds: ["jar"], name: "org.acme:core", version: "1" },
    purl: "pkg:maven/org.acme/core@1",
  },
  {
    name: "Go",
    told: { kinds: ["gomod"], name: "github.com/Acme/x", version: "v1" },
    purl: "pkg:golang/github.com/acme/x@v1",
  },
  { name: "PyPI's spelling", told: { kinds: ["PYTHONPKG"], name: "Django_CMS" }, purl: "pkg:pypi/django-cms" },
  { name: "the second kind tells", told: { kinds: ["weird", "gem"], name: "rails" }, purl: "pkg:gem/rails" },
  { name: "no kind", told: { kinds: [null, undefined], name: "thing", version: "1" }, purl: "pkg:generic/thing@1" },
  {
    name: "a namespace of its own",
    told: { kinds: [], namespace: "org.acme", name: "lib" },
    purl: "pkg:generic/org.acme/lib",
  },
])("$name", ({ told, purl }) => {
  expect(toolPackageUrl(told)).toBe(purl);
});

test.each([
  { name: "another name of the distribution", purl: "pkg:rpm/oracle/bash@5", own: "pkg:rpm/ol/bash@5" },
  { name: "no distribution", purl: "pkg:deb/curl@1", own: "pkg:deb/curl@1" },
  { name: "a scope that nobody encoded", purl: "pkg:npm/@acme/left@1", own: "pkg:npm/%40acme/left@1" },
  { name: "what is no package URL", purl: "curl", own: "curl" },
])("$name", ({ purl, own }) => {
  expect(ownPackageUrl(purl)).toBe(own);
});
