import type { Text } from "../../model/text.ts";
import { mismatch } from "./place.ts";
import { quoted } from "./shape.ts";

/** Says why a text is no day of the calendar, `YYYY-MM-DD`; `undefined` when it is one. */
export function findDateProblem(text: string): Text | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) return mismatch(dateForm, { en: quoted(text), ja: `${quoted(text)} ` });
  const [year, month, day] = parts.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (month < 1 || month > 12) {
    return mismatch(
      { en: "a month from 01 to 12", ja: "月には 01 から 12 まで" },
      { en: quoted(text), ja: `${quoted(text)} ` },
    );
  }
  const last = daysIn(year, month);
  if (day >= 1 && day <= last) return undefined;
  return mismatch(
    { en: `a day from 01 to ${last} for that month`, ja: `この月の日には 01 から ${last} まで` },
    { en: quoted(text), ja: `${quoted(text)} ` },
  );
}

const dateForm: Text = { en: "a date as YYYY-MM-DD", ja: "YYYY-MM-DD 形式の日付" };

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
