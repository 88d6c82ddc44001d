import { expect, test } from "vitest";
import { readCertificateFacts } from "./certificate-facts.ts";

const whole = {
  tenant: { id: "t", name: "shop" },
  requestedBy: "owner@example.com",
  requestedAt: "2026-11-01T00:00:00Z",
  erasedAt: "2026-11-08T00:00:00Z",
  rows: { findings: 3, reports: 2 },
  blobs: 2,
  auditTrail: { sequence: 9, hash: "0" },
};

test.each([
  {
    name: "a certificate",
    certificate: JSON.stringify(whole),
    // 3 findings and 2 reports, by hand.
    expected: { tenant: "shop", requestedAt: whole.requestedAt, erasedAt: whole.erasedAt, rows: 5, blobs: 2 },
  },
  { name: "no JSON", certificate: "{", expected: undefined },
  { name: "a list", certificate: "[]", expected: undefined },
  { name: "a moment that is none", certificate: JSON.stringify({ ...whole, erasedAt: "soon" }), expected: undefined },
])("reads $name", ({ certificate, expected }) => {
  expect(readCertificateFacts(certificate)).toEqual(expected);
});
