import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isEmail, isGitHash, isRfc3339, isSemanticVersion, isSpdxExpression, isUrl } from "./label-formats.ts";

interface Format {
  readonly name: string;
  readonly is: (text: string) => boolean;
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

const formats: readonly Format[] = [
  {
    // RFC 3986, section 1.1.2 gives the good ones without a web scheme.
    name: "URL",
    is: isUrl,
    good: [
      "https://example.com",
      "http://[::1]:80/a?b#c",
      "ftp://ftp.is.co.za/rfc/rfc1808.txt",
      "mailto:a@example.com",
    ],
    bad: [
      "",
      "example.com/path",
      "//example.com",
      "http:",
      "http:///path",
      "https://exa mple.com",
      "1a://x",
      "https://x/<y>",
    ],
  },
  {
    // RFC 3339, section 5.8 gives the good ones but the lower-case one (section 5.6, note).
    name: "RFC 3339",
    is: isRfc3339,
    good: ["1985-04-12T23:20:50.52Z", "1996-12-19T16:39:57-08:00", "1990-12-31T23:59:60Z", "2024-02-29t00:00:00z"],
    bad: [
      "",
      "2021-03-10",
      "2021-03-10 10:26:33Z",
      "2021-03-10T10:26:33",
      "2021-13-10T10:26:33Z",
      "2023-02-29T00:00:00Z",
      "2021-03-10T24:00:00Z",
      "2021-03-10T10:26:33+24:00",
      "1900-02-29T00:00:00Z",
    ],
  },
  {
    // SPDX specification, annex "SPDX license expressions", its examples; hostile ones by hand.
    name: "SPDX",
    is: isSpdxExpression,
    good: [
      "MIT",
      "mit",
      "CDDL-1.0+",
      "LicenseRef-23",
      "DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2",
      "LGPL-2.1-only OR MIT AND BSD-2-Clause",
      "GPL-2.0-or-later WITH Bison-exception-2.2",
      "MIT AND (LGPL-2.1-or-later OR BSD-3-Clause)",
      "GPL-2.0",
    ],
    bad: [
      "",
      "not-spdx",
      "MIT OR",
      "OR MIT",
      "(MIT",
      "MIT)",
      "()",
      "MIT MIT",
      "MIT WITH",
      "MIT WITH MIT",
      "MIT, Apache-2.0",
    ],
  },
  {
    // git-rev-parse(1): SHA-1 has 40 digits; hash-function-transition: SHA-256 has 64; core.abbrev starts at 7 by custom.
    name: "Git commit",
    is: isGitHash,
    good: ["43c572f1272b6b3171dd1db9e41b7027128ce080", "43c572f", "43c572f127", "a".repeat(64)],
    bad: ["", "43c572", "43C572F", "main", "a".repeat(41), "g".repeat(40), "v1.0.0"],
  },
  {
    // semver.org 2.0.0, examples of sections 9 to 11.
    name: "semantic version",
    is: isSemanticVersion,
    good: [
      "1.0.0",
      "1.0.0-alpha.1",
      "1.0.0-0.3.7",
      "1.0.0-x-y-z.-",
      "1.0.0-beta+exp.sha.5114f85",
      "1.0.0+21AF26D3---117B344092BD",
    ],
    bad: ["", "1.0", "v1.0.0", "01.0.0", "1.0.0-01", "1.0.0-a..b", "1.0.0+", "1.0.0-", "latest"],
  },
  {
    // RFC 5322, appendix A.1.1, addresses without their display names.
    name: "mail address",
    is: isEmail,
    good: ["jdoe@machine.example", "john.q.public@example.com", "mary@x.test", '"a b"@example.com', "a@[192.0.2.1]"],
    bad: [
      "",
      "not-email",
      "@example.com",
      "a@",
      "a..b@example.com",
      "A B <a@b.example>",
      "a b@example.com",
      `${"a".repeat(65)}@b.c`,
    ],
  },
];

describe.each(formats)("$name", ({ is, good, bad }) => {
  test.each(good.map((text) => ({ name: `takes ${text}`, text })))("$name", ({ text }) => {
    expect(is(text)).toBe(true);
  });

  test.each(bad.map((text) => ({ name: `refuses ${JSON.stringify(text)}`, text })))("$name", ({ text }) => {
    expect(is(text)).toBe(false);
  });

  test("answers for every text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof is(text)).toBe("boolean");
      }),
    );
  });
});

test("long hostile texts take linear time", () => {
  const long = "a.".repeat(100_000);
  const answers = formats.map(({ is }) => is(`1.0.0-${long}!`) || is(`${long}@${long}!`) || is("(".repeat(200_000)));
  expect(answers).toEqual(formats.map(() => false));
}, 2_000);
