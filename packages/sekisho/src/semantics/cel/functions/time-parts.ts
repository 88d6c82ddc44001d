import { binary, type Overload, unary } from "../overload.ts";
import { second } from "../time-range.ts";
import { durationType, intType, stringType, timestampType } from "../type.ts";
import { isError } from "../values.ts";
import { civilDay, dayOfYear } from "./civil-day.ts";
import { offsetAt } from "./time-zone.ts";
import { floorDivide } from "./whole-division.ts";

const day = 86_400n * second;

/** What is read from a point in time: nanoseconds since 1970 of the clock on the wall. */
type Part = (wallClock: bigint) => number;

const parts: readonly (readonly [name: string, part: Part])[] = [
  ["getFullYear", (clock) => civilDay(dayOf(clock)).year],
  ["getMonth", (clock) => civilDay(dayOf(clock)).month - 1],
  ["getDate", (clock) => civilDay(dayOf(clock)).day],
  ["getDayOfMonth", (clock) => civilDay(dayOf(clock)).day - 1],
  ["getDayOfYear", (clock) => dayOfYear(civilDay(dayOf(clock)))],
  // 1970-01-01 was a Thursday.
  ["getDayOfWeek", (clock) => (((dayOf(clock) + 4) % 7) + 7) % 7],
  ["getHours", (clock) => Math.floor(secondOf(clock) / 3600)],
  ["getMinutes", (clock) => Math.floor(secondOf(clock) / 60) % 60],
  ["getSeconds", (clock) => secondOf(clock) % 60],
  ["getMilliseconds", (clock) => Number(BigInt.asUintN(64, clock - floorDivide(clock, second) * second) / 1_000_000n)],
];

/** The parts of points in time, in UTC or in a time zone, and those of durations. */
export const timeParts: readonly Overload[] = [
  ...parts.flatMap(([name, part]) => timestampPart(name, part)),
  durationPart("getHours", (nanoseconds) => nanoseconds / (3600n * second)),
  durationPart("getMinutes", (nanoseconds) => nanoseconds / (60n * second)),
  durationPart("getSeconds", (nanoseconds) => nanoseconds / second),
  durationPart("getMilliseconds", (nanoseconds) => (nanoseconds % second) / 1_000_000n),
];

function timestampPart(name: string, part: Part): readonly Overload[] {
  const signature = { name, isMethod: true, result: intType };
  return [
    unary({ ...signature, parameters: [timestampType] }, ({ nanoseconds }) => BigInt(part(nanoseconds))),
    binary({ ...signature, parameters: [timestampType, stringType] }, ({ nanoseconds }, zone) => {
      const offset = offsetAt(zone, Number(floorDivide(nanoseconds, second)));
      return typeof offset !== "number" && isError(offset)
        ? offset
        : BigInt(part(nanoseconds + BigInt(offset) * second));
    }),
  ];
}

function durationPart(name: string, part: (nanoseconds: bigint) => bigint): Overload {
  const signature = { name, isMethod: true, result: intType };
  return unary({ ...signature, parameters: [durationType] }, ({ nanoseconds }) => part(nanoseconds));
}

function dayOf(wallClock: bigint): number {
  return Number(floorDivide(wallClock, day));
}

function secondOf(wallClock: bigint): number {
  return Number(floorDivide(wallClock, second) - floorDivide(wallClock, day) * 86_400n);
}
