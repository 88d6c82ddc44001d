import { expect, test } from "vitest";
import { findUnsafeMarkup } from "./plain-document.ts";

const rsaSha1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
const rsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

// What is allowed: SAML V2.0 Metadata Profile for Algorithm Support, with SHA-2 alone.
test.each([
  { name: "an algorithm that holds", xml: `<Method Algorithm="${rsaSha256}"/>`, problem: undefined },
  { name: "one with blanks", xml: `<Method Algorithm \n = '${rsaSha256}'/>`, problem: undefined },
  { name: "a text about algorithms", xml: "<Value>The Algorithm Team</Value>", problem: undefined },
  { name: "a text that ends with the word", xml: "<Value>An Algorithm</Value>", problem: undefined },
  { name: "an old one", xml: `<Method Algorithm="${rsaSha1}"/>`, problem: /rsa-sha1/ },
  { name: "an old one in apostrophes", xml: `<Method Algorithm='${rsaSha1}'/>`, problem: /rsa-sha1/ },
  {
    name: "an old one after many blanks",
    xml: `<Method Algorithm${" ".repeat(500)}="${rsaSha1}"/>`,
    problem: /rsa-sha1/,
  },
  { name: "an old one behind a line", xml: `<Method\nAlgorithm="${rsaSha1}"/>`, problem: /rsa-sha1/ },
  { name: "an old one without a blank before", xml: `<Method a="b"Algorithm="${rsaSha1}"/>`, problem: /rsa-sha1/ },
  {
    name: "one that a reference spells",
    xml: '<Method Algorithm="http://www.w3.org/&#50;000/x"/>',
    problem: /algorithm/,
  },
  { name: "one without quotes", xml: "<Method Algorithm=none/>", problem: /unreadable/ },
])("says what of $name is unsafe", ({ xml, problem }) => {
  const found = findUnsafeMarkup(xml);

  expect(found ?? "").toMatch(problem ?? /^$/);
});
