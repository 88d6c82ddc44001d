import { notReadable } from "../errors.ts";
import type { CelError } from "../values.ts";
import { dayNumber } from "./civil-day.ts";

/** Making one is slow; the names come from expressions, so only so many are kept. */
const formats = new Map<string, Intl.DateTimeFormat>();
const maxFormats = 64;

/** Gives by how many seconds a zone's clocks are ahead of UTC at a time: of `+09:00`, `02:00`, `Asia/Tokyo`. */
export function offsetAt(zone: string, unixSeconds: number): number | CelError {
  if (zone === "UTC" || zone === "") return 0;
  const fixed = /^([+-]?)(\d\d):(\d\d)$/.exec(zone);
  if (fixed !== null) {
    const [, sign, hours, minutes] = fixed;
    const seconds = Number(hours) * 3600 + Number(minutes) * 60;
    return sign === "-" ? -seconds : seconds;
  }
  const format = /^[A-Za-z][A-Za-z0-9/_+-]{0,60}$/.test(zone) ? findFormat(zone) : undefined;
  return format === undefined ? notReadable("time zone", zone) : readOffset(format, unixSeconds);
}

function findFormat(zone: string): Intl.DateTimeFormat | undefined {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    if (formats.size >= maxFormats) formats.clear();
    formats.set(zone, format);
    return format;
  } catch {
    // The only way in which Intl says that there is no such zone.
    return undefined;
  }
}

function readOffset(format: Intl.DateTimeFormat, unixSeconds: number): number {
  const shown = new Map(format.formatToParts(unixSeconds * 1000).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => Number(shown.get(name));
  const year = shown.get("era") === "BC" ? 1 - part("year") : part("year");
  const days = dayNumber({ year, month: part("month"), day: part("day") });
  return days * 86_400 + part("hour") * 3600 + part("minute") * 60 + part("second") - unixSeconds;
}
