import { expect, test } from "vitest";
import { createAddressTest } from "./ip-networks.ts";

// Expected by hand from RFC 4632 and RFC 4291.
test.each([
  { set: ["10.0.0.0/8"], address: "10.255.0.1", wanted: true },
  { set: ["10.0.0.0/8"], address: "11.0.0.1", wanted: false },
  { set: ["0.0.0.0/0"], address: "203.0.113.7", wanted: true },
  { set: ["0.0.0.0/0"], address: "::1", wanted: false },
  { set: ["203.0.113.7"], address: "203.0.113.7", wanted: true },
  { set: ["255.255.255.255/32"], address: "255.255.255.255", wanted: true },
  { set: ["128.0.0.0/1"], address: "127.255.255.255", wanted: false },
  { set: ["2001:db8::/33"], address: "2001:db8:7fff::1", wanted: true },
  { set: ["2001:db8::/33"], address: "2001:db8:8000::1", wanted: false },
  { set: ["::/0"], address: "fe80::1", wanted: true },
  { set: ["fe80::1"], address: "fe80:0:0:0:0:0:0:1", wanted: true },
  { set: ["10.0.0.0/8"], address: "::ffff:10.0.0.1", wanted: true },
  { set: ["::ffff:10.0.0.0"], address: "10.0.0.0", wanted: true },
  { set: ["10.0.0.1"], address: "10.0.0.1.2", wanted: false },
  { set: ["10.0.0.1"], address: "host", wanted: false },
  { set: [], address: "10.0.0.1", wanted: false },
])("$address in $set: $wanted", ({ set, address, wanted }) => {
  const isIn = createAddressTest(set);

  expect([isIn?.(address), isIn?.(address)]).toEqual([wanted, wanted]);
});

test.each(["10.0.0.0/33", "10.0.0", "10.0.0.256", "1:2", "1::2::3", "12345::", "10.0.0.0/x", "::/129", ""])(
  "%s is no network",
  (text) => {
    expect(createAddressTest([text])).toBeUndefined();
  },
);
