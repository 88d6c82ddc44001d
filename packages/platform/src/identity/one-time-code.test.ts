import { describe, expect, test } from "vitest";
import { findCodeStep, makeCodeSecret, writeCodeAddress } from "./one-time-code.ts";

/** The secret of RFC 6238, appendix B: the ASCII text 12345678901234567890. */
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("a one-time code", () => {
  // Codes: RFC 6238, appendix B, the last six of the eight digits; steps: its column T.
  test.each([
    { name: "of 1970", seconds: 59, code: "287082", step: 0x1 },
    { name: "of 2005", seconds: 1_111_111_109, code: "081804", step: 0x23523ec },
    { name: "a second later", seconds: 1_111_111_111, code: "050471", step: 0x23523ed },
    { name: "of 2009", seconds: 1_234_567_890, code: "005924", step: 0x273ef07 },
    { name: "of 2033", seconds: 2_000_000_000, code: "279037", step: 0x3f940aa },
    { name: "of 2603", seconds: 20_000_000_000, code: "353130", step: 0x27bc86aa },
    { name: "that was made 30 s before", seconds: 2_000_000_030, code: "279037", step: 0x3f940aa },
    { name: "of a clock that is 30 s early", seconds: 1_999_999_970, code: "279037", step: 0x3f940aa },
    { name: "that is a minute and a half old", seconds: 2_000_000_090, code: "279037", step: undefined },
    { name: "of nobody", seconds: 59, code: "287083", step: undefined },
    { name: "with a digit too few", seconds: 59, code: "28708", step: undefined },
    { name: "with eight digits", seconds: 59, code: "94287082", step: undefined },
    { name: "that is no number", seconds: 59, code: "１２３４５６", step: undefined },
    { name: "that is empty", seconds: 59, code: "", step: undefined },
  ])("$name belongs to step $step", ({ seconds, code, step }) => {
    expect(findCodeStep(secret, code, seconds * 1000)).toBe(step);
  });

  test("comes of a secret of 160 bits that is never the same", () => {
    const made = new Set(Array.from({ length: 50 }, makeCodeSecret));

    expect(made.size).toBe(50);
    for (const one of made) expect(one).toMatch(/^[A-Z2-7]{32}$/);
  });

  test("is set up by an address that names tenant and account", () => {
    const address = new URL(writeCodeAddress(secret, "acme & co", "a+b@example.com"));

    expect(address.protocol).toBe("otpauth:");
    expect(decodeURIComponent(address.pathname)).toBe("/Sekisho acme & co:a+b@example.com");
    expect(address.searchParams.get("secret")).toBe(secret);
    expect(address.searchParams.get("issuer")).toBe("Sekisho acme & co");
  });
});
