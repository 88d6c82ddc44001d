/** Gives a time of RFC 3339 in milliseconds since 1970; 0 for anything else. */
export function timeOf(value: unknown): number {
  return typeof value === "string" ? readTime(value) : 0;
}

const zero = 48;

/** UTC, as API servers and sensors write it, is read by hand. */
function readTime(text: string): number {
  if (text.length < 20 || text.length > 40) return 0;
  if (text.charCodeAt(text.length - 1) !== 90 || text.charCodeAt(10) !== 84) return parseTime(text);
  const year = digits(text, 0) * 1000 + digits(text, 1) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const seconds = twoDigits(text, 11) * 3600 + twoDigits(text, 14) * 60 + twoDigits(text, 17);
  const ms = text.charCodeAt(19) === 46 ? digits(text, 20) * 100 + twoDigits(text, 21) : 0;
  const time = daysBefore(year, month, day) * 86_400_000 + seconds * 1000 + ms;
  return Number.isFinite(time) ? time : parseTime(text);
}

function parseTime(text: string): number {
  const time = Date.parse(text);
  return Number.isNaN(time) ? 0 : time;
}

function twoDigits(text: string, at: number): number {
  return digits(text, at) * 10 + digits(text, at + 1);
}

/** `NaN` for what is no digit. */
function digits(text: string, at: number): number {
  const digit = text.charCodeAt(at) - zero;
  return digit >= 0 && digit <= 9 ? digit : Number.NaN;
}

let knownDay = { key: 0, days: 0 };

/** Logs name the same day thousands of times. */
function daysBefore(year: number, month: number, day: number): number {
  const key = (year * 16 + month) * 32 + day;
  if (key === knownDay.key) return knownDay.days;
  const days = Date.UTC(year, month - 1, day) / 86_400_000;
  knownDay = { key, days };
  return days;
}
