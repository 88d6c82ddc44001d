/** A day of the Gregorian calendar; months and days from 1. */
export interface CivilDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** Counts the days from 1970-01-01 to a day. */
export function dayNumber({ year, month, day }: CivilDay): number {
  const years = year - 1;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + dayOfYear({ year, month, day }) - 719_162;
}

/** Counts the days of a year before a day. */
export function dayOfYear({ year, month, day }: CivilDay): number {
  return (daysBeforeMonth[month - 1] ?? 0) + (month > 2 && isLeapYear(year) ? 1 : 0) + day - 1;
}

/** Gives the day that is that many days after 1970-01-01. */
export function civilDay(days: number): CivilDay {
  let year = Math.floor(days / 365.2425) + 1970;
  while (dayNumber({ year: year + 1, month: 1, day: 1 }) <= days) year += 1;
  while (dayNumber({ year, month: 1, day: 1 }) > days) year -= 1;
  let rest = days - dayNumber({ year, month: 1, day: 1 });
  let month = 1;
  while (rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month);
    month += 1;
  }
  return { year, month, day: rest + 1 };
}

/** Counts the days of a month. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
