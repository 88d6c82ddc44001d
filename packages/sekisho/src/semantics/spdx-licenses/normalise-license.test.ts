import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PackageType } from "../../model/package.ts";
import { normaliseLicense } from "./normalise-license.ts";

interface Case {
  readonly text: string;
  readonly type?: PackageType;
  readonly expression: string;
}

// Identifiers of the SPDX License List; short names of DEP-5, of Fedora's licence list and classifiers of PyPI.
const known: readonly Case[] = [
  { text: "mit", expression: "MIT" },
  { text: "GPL-2.0-or-later AND MIT", expression: "GPL-2.0-or-later AND MIT" },
  { text: "GPL-2.0", expression: "GPL-2.0-only" },
  { text: "GPL-2.0+", expression: "GPL-2.0-or-later" },
  { text: "GPL-2", type: "deb", expression: "GPL-2.0-only" },
  { text: "GPL-2+", type: "deb", expression: "GPL-2.0-or-later" },
  {
    text: "LGPL-2.1+ and (GPL-3+ or MPL-2.0)",
    type: "deb",
    expression: "LGPL-2.1-or-later AND (GPL-3.0-or-later OR MPL-2.0)",
  },
  { text: "GFDL-NIV-1.3+", type: "deb", expression: "GFDL-1.3-no-invariants-or-later" },
  { text: "Expat", type: "deb", expression: "MIT" },
  { text: "GPLv2+ and LGPLv2+", type: "rpm", expression: "GPL-2.0-or-later AND LGPL-2.0-or-later" },
  { text: "ASL 2.0", type: "rpm", expression: "Apache-2.0" },
  { text: "MIT BSD-3-Clause GPL2+", type: "apk", expression: "MIT AND BSD-3-Clause AND GPL-2.0-or-later" },
  { text: "MIT/Apache-2.0", type: "cargo", expression: "MIT OR Apache-2.0" },
  { text: "GPL (>= 2)", type: "cran", expression: "GPL-2.0-or-later" },
  { text: "License :: OSI Approved :: MIT License", type: "pypi", expression: "MIT" },
  {
    text: "License :: OSI Approved :: GNU General Public License v3 or later (GPLv3+)",
    type: "pypi",
    expression: "GPL-3.0-or-later",
  },
  { text: "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)", type: "pypi", expression: "MPL-2.0" },
  { text: "The Apache Software License, Version 2.0", type: "maven", expression: "Apache-2.0" },
  { text: "The MIT License (MIT)", expression: "MIT" },
  { text: "GPL-2.0-with-classpath-exception", expression: "GPL-2.0-only WITH Classpath-exception-2.0" },
  {
    text: "gpl-2.0-or-later with classpath-exception-2.0",
    expression: "GPL-2.0-or-later WITH Classpath-exception-2.0",
  },
  { text: "(MIT or Apache-2.0)", type: "npm", expression: "(MIT OR Apache-2.0)" },
  {
    text: "LicenseRef-Fedora-Public-Domain AND MIT",
    type: "rpm",
    expression: "LicenseRef-Fedora-Public-Domain AND MIT",
  },
  { text: "MIT, and BSD-2-Clause", type: "deb", expression: "MIT AND BSD-2-Clause" },
];

const unknown: readonly Case[] = [
  { text: "BSD", expression: "BSD" },
  { text: "GPLv2+ and BSD", expression: "GPLv2+ and BSD" },
  { text: "UNLICENSED", expression: "UNLICENSED" },
  { text: "SEE LICENSE IN LICENSE.md", expression: "SEE LICENSE IN LICENSE.md" },
  { text: "GPL-2+ with OpenSSL exception", expression: "GPL-2+ with OpenSSL exception" },
  { text: "GPL-9", expression: "GPL-9" },
  { text: "constructor", expression: "constructor" },
  { text: "(((MIT", expression: "(((MIT" },
  { text: "MIT)", expression: "MIT)" },
  { text: "MIT AND", expression: "MIT AND" },
  { text: "", expression: "" },
];

describe("licences", () => {
  test.each([...known, ...unknown])("$text -> $expression", ({ text, type, expression }) => {
    expect(normaliseLicense(text, type)).toBe(expression);
  });

  test.each(known)("$expression stays as it is", ({ expression }) => {
    expect(normaliseLicense(expression)).toBe(expression);
  });

  test("any text is answered, and an answer stays as it is", () => {
    const words = fc.constantFrom("MIT", "GPL-2+", "and", "or", "with", "(", ")", "/", "Apache", "2.0", ",", "+", "::");
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
        const once = normaliseLicense(parts.join(" "));
        expect(normaliseLicense(once)).toBe(once);
      }),
    );
  });

  test("4,000 parentheses take no time", () => {
    const text = "(".repeat(2000) + ")".repeat(2000);

    expect(normaliseLicense(text)).toBe(text);
  });
});
