import type { Language } from "./language.ts";
import { useLanguage } from "./shown-language.tsx";

/** Numbers and moments as the reader's language writes them. */
export interface Formats {
  readonly number: (value: number) => string;
  /** 0.71 becomes 71 %. */
  readonly share: (value: number) => string;
  /** 1536 becomes 1.5 kB. */
  readonly bytes: (value: number) => string;
  /** An amount in the smallest unit of its currency: 1200 and `usd` become $12.00, 1200 and `jpy` ¥1,200. */
  readonly money: (amount: number, currency: string) => string;
  readonly day: (moment: string) => string;
  readonly moment: (moment: string) => string;
  /** 1 becomes Monday, as ISO 8601 counts. */
  readonly weekDay: (day: number) => string;
  /** `3 days ago`, `in 2 hours`. */
  readonly relative: (moment: string, now: number) => string;
}

const made = new Map<Language, Formats>();

/** Gives the formats of the page's language. */
export function useFormats(): Formats {
  return formatsOf(useLanguage());
}

/** Gives the formats of a language. */
function formatsOf(language: Language): Formats {
  const known = made.get(language);
  if (known !== undefined) return known;
  const formats = makeFormats(language);
  made.set(language, formats);
  return formats;
}

function makeFormats(language: Language): Formats {
  const numbers = new Intl.NumberFormat(language);
  const shares = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const days = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  const moments = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const weekDays = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  const relatives = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return {
    number: (value) => numbers.format(value),
    share: (value) => shares.format(value),
    bytes: (value) => {
      const { unit, size } = byteUnits.find((one) => value >= one.size) ?? { unit: "byte", size: 1 };
      const format = new Intl.NumberFormat(language, {
        style: "unit",
        unit,
        unitDisplay: "short",
        maximumFractionDigits: 1,
      });
      return format.format(value / size);
    },
    money: (amount, currency) => {
      const format = new Intl.NumberFormat(language, { style: "currency", currency });
      return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0));
    },
    day: (moment) => days.format(new Date(moment)),
    moment: (moment) => moments.format(new Date(moment)),
    // 1 January 2024 was a Monday.
    weekDay: (day) => weekDays.format(Date.UTC(2024, 0, day)),
    relative: (moment, now) => {
      const { value, unit } = coarse(Date.parse(moment) - now);
      return relatives.format(value, unit);
    },
  };
}

const byteUnits = [
  { unit: "gigabyte", size: 1e9 },
  { unit: "megabyte", size: 1e6 },
  { unit: "kilobyte", size: 1e3 },
] as const;

const units = [
  { unit: "year", milliseconds: 365 * 86_400_000 },
  { unit: "month", milliseconds: 30 * 86_400_000 },
  { unit: "day", milliseconds: 86_400_000 },
  { unit: "hour", milliseconds: 3_600_000 },
  { unit: "minute", milliseconds: 60_000 },
] as const;

/** Gives a span in its largest unit that is at least one; below a minute it is this minute. */
function coarse(milliseconds: number): { readonly value: number; readonly unit: Intl.RelativeTimeFormatUnit } {
  for (const { unit, milliseconds: length } of units) {
    const value = Math.trunc(milliseconds / length);
    // Minus nothing would be shown as if it were past.
    if (value !== 0) return { value, unit };
  }
  return { value: 0, unit: "minute" };
}
