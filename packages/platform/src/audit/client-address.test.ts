import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findClientAddress, readTrustedProxies, trustNobody } from "./client-address.ts";

describe("where a request comes from", () => {
  const isTrusted = readTrustedProxies("10.0.0.0/8, 2001:db8:1::/48");

  // By hand: from the right, the first address that is no proxy of ours.
  test.each([
    { name: "is the other end", peer: "192.0.2.1", forwarded: undefined, client: "192.0.2.1" },
    { name: "is not what strangers say", peer: "192.0.2.1", forwarded: "198.51.100.9", client: "192.0.2.1" },
    { name: "is what our proxy says", peer: "10.1.2.3", forwarded: "198.51.100.9", client: "198.51.100.9" },
    { name: "passes two proxies", peer: "10.1.2.3", forwarded: "198.51.100.9, 10.9.9.9", client: "198.51.100.9" },
    {
      name: "is not what the client wrote",
      peer: "10.1.2.3",
      forwarded: "8.8.8.8, 198.51.100.9",
      client: "198.51.100.9",
    },
    { name: "loses the mapping", peer: "::ffff:10.1.2.3", forwarded: "::ffff:198.51.100.9", client: "198.51.100.9" },
    { name: "loses the port", peer: "10.1.2.3", forwarded: "198.51.100.9:4711", client: "198.51.100.9" },
    { name: "loses brackets", peer: "2001:db8:1::5", forwarded: "[2001:db8:9::1]:443", client: "2001:db8:9::1" },
    { name: "stays the proxy's where it says nonsense", peer: "10.1.2.3", forwarded: "<script>", client: "10.1.2.3" },
    { name: "stays the proxy's where it says nothing", peer: "10.1.2.3", forwarded: "", client: "10.1.2.3" },
  ])("$name", ({ peer, forwarded, client }) => {
    expect(findClientAddress(peer, forwarded, isTrusted)).toBe(client);
  });

  test("is never taken from a header without a trusted proxy", () => {
    fc.assert(
      fc.property(fc.string(), (forwarded) => {
        expect(findClientAddress("192.0.2.1", forwarded, trustNobody)).toBe("192.0.2.1");
        expect(findClientAddress("192.0.2.1", forwarded, isTrusted)).toBe("192.0.2.1");
      }),
    );
  });
});

test.each(["10.0.0.0/33", "ten", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.0/8,,", "2001:db8::/129"])(
  "%s is no list of proxies",
  (written) => {
    expect(() => readTrustedProxies(written)).toThrow("SEKISHO_TRUSTED_PROXIES");
  },
);
