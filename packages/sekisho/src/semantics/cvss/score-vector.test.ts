import fc from "fast-check";
import { expect, test } from "vitest";
import { scoreVector } from "./score-vector.ts";

// Sources: CVSS 2.0 guide, section 3.3; CVSS 3.1 examples; CVSS 4.0 examples; edges by the calculators of FIRST.
test.each([
  { name: "2.0: CVE-2002-0392", vector: "AV:N/AC:L/Au:N/C:N/I:N/A:C", score: 7.8 },
  { name: "2.0: CVE-2003-0818", vector: "AV:N/AC:L/Au:N/C:C/I:C/A:C", score: 10 },
  { name: "2.0: CVE-2003-0062", vector: "(AV:L/AC:H/Au:N/C:C/I:C/A:C)", score: 6.2 },
  { name: "2.0: no impact", vector: "AV:N/AC:L/Au:N/C:N/I:N/A:N", score: 0 },
  { name: "3.0: CVE-2014-0160", vector: "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", score: 7.5 },
  { name: "3.1: CVE-2013-1937", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", score: 6.1 },
  { name: "3.1: CVE-2013-0375", vector: "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", score: 6.4 },
  { name: "3.1: CVE-2014-3566", vector: "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", score: 3.1 },
  { name: "3.1: CVE-2012-1516", vector: "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H", score: 9.9 },
  { name: "3.1: CVE-2012-0384", vector: "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", score: 8.8 },
  { name: "3.1: no impact", vector: "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:N", score: 0 },
  {
    name: "4.0: CVE-2022-41741",
    vector: "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
    score: 7.3,
  },
  { name: "4.0: CVE-2020-3549", vector: "CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", score: 7.7 },
  { name: "4.0: CVE-2021-44228", vector: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", score: 10 },
  { name: "4.0: no impact", vector: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", score: 0 },
  { name: "threat is left out", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/E:U/RL:O", score: 7.5 },
])("$name", ({ vector, score }) => {
  expect(scoreVector(vector)).toBe(score);
});

test.each([
  { name: "empty", vector: "" },
  { name: "a word", vector: "high" },
  { name: "a metric is missing", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N" },
  { name: "a value that there is not", vector: "CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N" },
  { name: "a metric twice", vector: "CVSS:3.1/AV:N/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N" },
  { name: "a version that there is not", vector: "CVSS:9.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N" },
  { name: "names of what every object has", vector: "CVSS:3.1/AV:constructor/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N" },
])("no score: $name", ({ vector }) => {
  expect(scoreVector(vector)).toBeUndefined();
});

test("any text has a score from 0 to 10 or none", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const score = scoreVector(text);

      expect(score === undefined || (score >= 0 && score <= 10)).toBe(true);
    }),
  );
});
