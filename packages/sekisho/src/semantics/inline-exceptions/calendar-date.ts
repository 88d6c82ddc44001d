const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Tells whether a text is a day that exists, written `YYYY-MM-DD`. */
export function isCalendarDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) return false;
  const day = Number(parts[3]);
  return day >= 1 && day <= daysIn(Number(parts[1]), Number(parts[2]));
}

/** Gives the day before a day that exists. */
export function dayBefore(date: string): string {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8, 10));
  if (day > 1) return write(year, month, day - 1);
  if (month > 1) return write(year, month - 1, daysIn(year, month - 1));
  return write(year - 1, 12, 31);
}

/** Gives 0 for a month that does not exist. */
function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2 && isLeap) return 29;
  return daysOfMonth[month - 1] ?? 0;
}

function write(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
