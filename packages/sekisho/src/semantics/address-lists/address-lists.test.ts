import { describe, expect, test } from "vitest";
import { createAddressLists, isAddressEntry } from "./address-lists.ts";

const lists = createAddressLists([
  { name: "tor", entries: ["203.0.113.7", "2001:db8:1::1", "nonsense"] },
  { name: "own", entries: ["203.0.113.0/24", "10.0.0.0/8", "2001:db8::/32", "0.0.0.0/0/0"] },
]);

// RFC 4632 (IPv4 prefixes) and RFC 4291 (IPv6 prefixes, IPv4-mapped addresses), by hand.
describe("addresses in lists", () => {
  test.each([
    { address: "203.0.113.7", found: ["tor 203.0.113.7", "own 203.0.113.0/24"] },
    { address: "203.0.113.8", found: ["own 203.0.113.0/24"] },
    { address: "203.0.114.8", found: [] },
    { address: "10.255.255.255", found: ["own 10.0.0.0/8"] },
    { address: "::ffff:10.1.2.3", found: ["own 10.0.0.0/8"] },
    { address: "2001:db8:1:0:0:0:0:1", found: ["tor 2001:db8:1::1", "own 2001:db8::/32"] },
    { address: "2001:db9::1", found: [] },
    { address: "10.0.0", found: [] },
    { address: "", found: [] },
    { address: "10.0.0.1 or so", found: [] },
    { address: "9".repeat(100_000), found: [] },
  ])("$address", ({ address, found }) => {
    for (const _ of [1, 2]) expect(lists.find(address).map(({ list, entry }) => `${list} ${entry}`)).toEqual(found);
  });

  test.each([
    { text: "10.0.0.1", expected: true },
    { text: "10.0.0.0/33", expected: false },
    { text: "2001:db8::/129", expected: false },
    { text: "example.com", expected: false },
  ])("entry $text", ({ text, expected }) => {
    expect(isAddressEntry(text)).toBe(expected);
  });
});

// Compared with each other they would take half an hour.
test("a hundred thousand networks of IPv6 are as quick as those of IPv4", () => {
  const count = 100_000;
  const hex = (index: number) => `${(index >> 8).toString(16)}:${(index & 0xff).toString(16)}`;
  const networks = Array.from({ length: count }, (_, index) => `2001:db8:${hex(index)}::/64`);
  const large = createAddressLists([{ name: "own", entries: networks }]);
  const found = large.find(`2001:db8:${hex(99_999)}::7`);

  expect(found).toEqual([{ list: "own", entry: networks.at(-1) }]);
}, 90_000);
