import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  complementPorts,
  everyPort,
  formatPorts,
  intersectPorts,
  noPort,
  type PortIntervals,
  portsBetween,
  subtractPorts,
  unitePorts,
} from "./port-intervals.ts";

const intervals = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 65_535 }), fc.integer({ min: 0, max: 300 })), { maxLength: 8 })
  .map((pairs) =>
    pairs.reduce<PortIntervals>((all, [first, length]) => unitePorts(all, portsBetween(first, first + length)), noPort),
  );

function holds(ports: PortIntervals, port: number): boolean {
  for (let at = 0; at < ports.length; at += 2)
    if (port >= (ports[at] ?? 0) && port <= (ports[at + 1] ?? 0)) return true;
  return false;
}

test("operations on intervals are those on sets of ports", () => {
  fc.assert(
    fc.property(intervals, intervals, fc.integer({ min: 1, max: 65_535 }), (left, right, port) => {
      const [inLeft, inRight] = [holds(left, port), holds(right, port)];
      expect(holds(unitePorts(left, right), port)).toBe(inLeft || inRight);
      expect(holds(intersectPorts(left, right), port)).toBe(inLeft && inRight);
      expect(holds(subtractPorts(left, right), port)).toBe(inLeft && !inRight);
    }),
  );
});

test("equal sets are written in one way: intervals neither overlap nor touch", () => {
  fc.assert(
    fc.property(intervals, intervals, (left, right) => {
      expect(unitePorts(left, right)).toEqual(unitePorts(right, left));
      expect(complementPorts(complementPorts(left))).toEqual([...left]);
      expect(unitePorts(left, complementPorts(left))).toEqual([...everyPort]);
    }),
  );
});

test.each([
  { name: "one", ports: portsBetween(80, 80), text: "80" },
  { name: "touching ones become one", ports: unitePorts(portsBetween(80, 81), portsBetween(82, 90)), text: "80-90" },
  { name: "two", ports: unitePorts(portsBetween(8080, 8090), portsBetween(80, 80)), text: "80,8080-8090" },
  { name: "out of range", ports: portsBetween(65_000, 70_000), text: "65000-65535" },
  { name: "the wrong way round", ports: portsBetween(9, 8), text: "" },
])("$name", ({ ports, text }) => {
  expect(formatPorts(ports)).toBe(text);
});
