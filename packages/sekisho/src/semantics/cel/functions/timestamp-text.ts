import { notReadable } from "../errors.ts";
import { second, timestampOf } from "../time-range.ts";
import type { Result, TimestampValue } from "../values.ts";
import { civilDay, dayNumber, daysInMonth } from "./civil-day.ts";
import { formatFraction } from "./duration-text.ts";
import { floorDivide } from "./whole-division.ts";

const pattern = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,30}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const secondsOfDay = 86_400n;

/** Reads a point in time. Source: RFC 3339, section 5.6; a leap second is no time that can be computed with. */
export function parseTimestamp(text: string): Result {
  const match = text.length <= 80 ? pattern.exec(text) : null;
  if (match === null) return notReadable("timestamp", text);
  const [, year = "", month = "", day = "", hour = "", minute = "", secondText = ""] = match;
  const [, , , , , , , fraction = "", sign = "+", offsetHour = "0", offsetMinute = "0"] = match;
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  const isDate = date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= daysInMonth(date.year, date.month);
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(secondText) < 60;
  if (!isDate || !isTime || Number(offsetHour) > 23 || Number(offsetMinute) > 59) return notReadable("timestamp", text);
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === "-" ? -60 : 60);
  const seconds = dayNumber(date) * 86_400 + Number(hour) * 3600 + Number(minute) * 60 + Number(secondText) - offset;
  return timestampOf(BigInt(seconds) * second + BigInt(fraction.slice(0, 9).padEnd(9, "0")));
}

/** Writes a point in time in UTC, without zeros at the end of the fraction. */
export function formatTimestamp({ nanoseconds }: TimestampValue): string {
  const seconds = floorDivide(nanoseconds, second);
  const days = floorDivide(seconds, secondsOfDay);
  const { year, month, day } = civilDay(Number(days));
  const rest = Number(seconds - days * secondsOfDay);
  const time = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60].map(twoDigits).join(":");
  const fraction = formatFraction(nanoseconds - seconds * second);
  return `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(day)}T${time}${fraction}Z`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
