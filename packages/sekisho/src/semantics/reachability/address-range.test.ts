import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { everyAddress, formatAddressRange, parseAddressRange, withoutRanges } from "./address-range.ts";

describe("reading and writing", () => {
  // RFC 4291, section 2.2, and RFC 5952, section 4.
  test.each([
    { name: "everything", text: "0.0.0.0/0", written: "0.0.0.0/0" },
    { name: "bits behind the prefix", text: "10.1.2.3/8", written: "10.0.0.0/8" },
    { name: "one address", text: "192.0.2.1", written: "192.0.2.1/32" },
    { name: "all of IPv6", text: "::/0", written: "::/0" },
    { name: "zeros in the middle", text: "2001:DB8:0:0:1:0:0:1", written: "2001:db8::1:0:0:1/128" },
    { name: "an IPv4 address inside", text: "::ffff:192.0.2.1", written: "::ffff:c000:201/128" },
    { name: "one zero is not shortened", text: "2001:db8:0:1:1:1:1:1", written: "2001:db8:0:1:1:1:1:1/128" },
  ])("$name", ({ text, written }) => {
    const range = parseAddressRange(text);

    expect(range === undefined ? undefined : formatAddressRange(range)).toBe(written);
  });

  test.each([
    "",
    "10.0.0/8",
    "10.0.0.256",
    "10.0.0.01",
    "10.0.0.0/33",
    "1:2:3",
    "::1::2",
    "12345::",
    "10.0.0.0/",
    "a".repeat(100_000),
  ])("%# is no range", (text) => {
    expect(parseAddressRange(text)).toBeUndefined();
  });

  test("a range of whole addresses without a prefix shows both ends", () => {
    expect(formatAddressRange({ family: 4, first: 1n, last: 6n })).toBe("0.0.0.1-0.0.0.6");
  });
});

test("what is left of a range and what was taken out make up the range", () => {
  const range = fc.tuple(fc.nat(0xff_ff_ff), fc.nat(0xff_ff)).map(([first, size]) => ({
    family: 4 as const,
    first: BigInt(first),
    last: BigInt(first + size),
  }));
  fc.assert(
    fc.property(range, fc.array(range, { maxLength: 5 }), fc.nat(0xff_ff_ff), (whole, taken, address) => {
      const isIn = ({ first, last }: typeof whole) => BigInt(address) >= first && BigInt(address) <= last;
      const left = withoutRanges(whole, taken);

      expect(left.some((part) => BigInt(address) >= part.first && BigInt(address) <= part.last)).toBe(
        isIn(whole) && !taken.some(isIn),
      );
    }),
  );
  expect(withoutRanges(everyAddress(6), [everyAddress(6)])).toEqual([]);
});
