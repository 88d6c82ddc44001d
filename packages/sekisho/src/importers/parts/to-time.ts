/** From here on a number counts milliseconds: as seconds it would be in the year 5138. */
const firstMilliseconds = 100_000_000_000;
const latestSeconds = 253_402_300_799;

/**
 * Gives a point in time as RFC 3339 writes it. Tools also write seconds or milliseconds since 1970, days alone, and times with
 * a blank and without a zone, which is UTC then. `undefined` for what stands for no time; any other text as it is, so that it
 * is told.
 */
export function toTime(value: string | number | null | undefined): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "number") return numberToTime(value);
  const text = value.trim();
  if (text.length > 60 || text.startsWith("0001-01-01")) return text.length > 60 ? value : undefined;
  if (/^\d{9,13}$/.test(text)) return numberToTime(Number(text));
  const parts = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)([.,]\d{1,9})?)? ?(.{0,20})$/.exec(text);
  if (parts === null) return otherForm(text);
  const [, day = "", clock = "00:00:00", fraction = "", rest = ""] = parts;
  const zone = zoneOf(rest);
  if (zone === undefined) return text;
  const seconds = clock.length === 5 ? ":00" : "";
  return `${day}T${clock}${seconds}${fraction.replace(",", ".")}${zone}`;
}

function numberToTime(value: number): string | undefined {
  if (value <= 0) return undefined;
  const seconds = value >= firstMilliseconds ? value / 1000 : value;
  return seconds > latestSeconds ? undefined : new Date(Math.round(seconds * 1000)).toISOString();
}

/** `+0000 UTC` is what Go prints. */
function zoneOf(rest: string): string | undefined {
  const [zone = "", second] = rest.split(" ");
  if (zone === "" || /^(?:Z|UTC|GMT)$/i.test(zone)) return "Z";
  const offset = /^([+-]\d{2}):?(\d{2})$/.exec(zone);
  if (offset === null || (second !== undefined && !/^[A-Z]{1,5}$/.test(second))) return undefined;
  return `${offset[1]}:${offset[2]}`;
}

/** `Mon, 02 Jan 2006 15:04:05 GMT`, `Jan 2, 2006`: only with a zone is it the same everywhere. */
function otherForm(text: string): string {
  if (!/^[A-Z][a-z]{2}.{0,40} (?:GMT|UTC|Z|[+-]\d{4})$/.test(text)) return text;
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}
