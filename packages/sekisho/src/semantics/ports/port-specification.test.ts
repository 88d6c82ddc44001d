import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePortRange, splitPortSpecification } from "./port-specification.ts";

// Expected values: Dockerfile reference, "EXPOSE", and BuildKit's own examples for EXPOSE with addresses.
describe("splitPortSpecification", () => {
  test.each([
    { name: "port alone", text: "80", parts: [undefined, undefined, "80", undefined] },
    { name: "port and protocol", text: "53/udp", parts: [undefined, undefined, "53", "udp"] },
    { name: "range", text: "8000-9000/TCP", parts: [undefined, undefined, "8000-9000", "TCP"] },
    { name: "host port", text: "5000:5001", parts: [undefined, "5000", "5001", undefined] },
    { name: "IPv4 address", text: "127.0.0.1:80:8080/tcp", parts: ["127.0.0.1", "80", "8080", "tcp"] },
    { name: "IPv6 address", text: "[::1]:8080:80", parts: ["[::1]", "8080", "80", undefined] },
    { name: "address without host port", text: "127.0.0.1::80", parts: ["127.0.0.1", undefined, "80", undefined] },
    { name: "nothing", text: "", parts: [undefined, undefined, "", undefined] },
    { name: "a colon alone", text: ":", parts: [undefined, undefined, "", undefined] },
  ])("$name", ({ text, parts }) => {
    const { address, hostPort, port, protocol } = splitPortSpecification(text);
    expect([address?.text, hostPort?.text, port.text, protocol?.text]).toEqual(parts);
  });

  test("every part's range shows its text", () => {
    const differs = (text: string): boolean => {
      const { address, hostPort, port, protocol } = splitPortSpecification(text);
      return [address, hostPort, port, protocol].some(
        (part) => part !== undefined && text.slice(part.start, part.end) !== part.text,
      );
    };

    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-z:/[\]-]{0,20}$/), (text) => {
        expect(differs(text)).toBe(false);
      }),
    );
  });
});

describe("parsePortRange", () => {
  test.each([
    { name: "one port", text: "80", expected: { low: 80, high: 80 } },
    { name: "two ports", text: "80-90", expected: { low: 80, high: 90 } },
    { name: "a word", text: "http", expected: undefined },
    { name: "an open range", text: "80-", expected: undefined },
    { name: "a sign", text: "-1", expected: undefined },
    { name: "more digits than a number holds", text: "1".repeat(400), expected: undefined },
  ])("$name", ({ text, expected }) => {
    expect(parsePortRange(text)).toEqual(expected);
  });
});
