import { describe, expect, test } from "vitest";
import { makeNetworkList } from "../outbox/network-list.ts";

describe("the networks of a key", () => {
  // Counted by hand: /30 of 203.0.113.4 ends with .7; /33 of 2001:db8:: ends before 2001:db8:8000::.
  test.each([
    { name: "an address alone", networks: ["203.0.113.7"], address: "203.0.113.7", is: true },
    { name: "the address beside it", networks: ["203.0.113.7"], address: "203.0.113.8", is: false },
    { name: "the last address of a network", networks: ["203.0.113.4/30"], address: "203.0.113.7", is: true },
    { name: "the first one after it", networks: ["203.0.113.4/30"], address: "203.0.113.8", is: false },
    { name: "an address of IPv4 as IPv6 writes it", networks: ["10.0.0.0/8"], address: "::ffff:10.1.2.3", is: true },
    { name: "IPv6", networks: ["2001:db8::/33"], address: "2001:db8:7fff::1", is: true },
    { name: "IPv6 outside", networks: ["2001:db8::/33"], address: "2001:db8:8000::1", is: false },
    { name: "everything of IPv4, and an address of IPv6", networks: ["0.0.0.0/0"], address: "2001:db8::1", is: false },
    { name: "no network", networks: [], address: "10.0.0.1", is: false },
    { name: "what is no address", networks: ["0.0.0.0/0"], address: "", is: false },
  ])("with $name: $is", ({ networks, address, is }) => {
    expect(makeNetworkList(networks, "networks")(address)).toBe(is);
  });
});
