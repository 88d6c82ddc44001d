const dateForm = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s?(Z|[+-]\d{2}:?\d{2}|UTC)?)?$/;
const placeholderYears = new Set(["0000", "0001", "1900", "1970"]);

/**
 * Gives a date of a feed as RFC 3339 in UTC with seconds; `undefined` for what is no date and for the placeholders of
 * machines (`0001-01-01`, the first day of 1970). A time without a zone is taken as UTC.
 */
export function readFeedDate(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const parts = dateForm.exec(value.trim());
  if (parts === null) return undefined;
  const [, year = "", month = "", day = "", time, zone] = parts;
  if (placeholderYears.has(year) && (year !== "1970" || `${month}${day}` === "0101")) return undefined;
  const seconds = time === undefined || time.length === 8 ? (time ?? "00:00:00") : `${time}:00`;
  const offset = zone === undefined || zone === "UTC" ? "Z" : zone;
  const parsed = Date.parse(`${year}-${month}-${day}T${seconds}${offset}`);
  return Number.isNaN(parsed) ? undefined : `${new Date(parsed).toISOString().slice(0, 19)}Z`;
}
