/** Field by field: name, least and greatest number, names of numbers from the least on. */
const scheduleFields = [
  { field: "minute", least: 0, greatest: 59, names: [] },
  { field: "hour", least: 0, greatest: 23, names: [] },
  { field: "day of month", least: 1, greatest: 31, names: [] },
  {
    field: "month",
    least: 1,
    greatest: 12,
    names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
  },
  { field: "day of week", least: 0, greatest: 6, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] },
] as const;

const macros: ReadonlySet<string> = new Set([
  "@yearly",
  "@annually",
  "@monthly",
  "@weekly",
  "@daily",
  "@midnight",
  "@hourly",
]);

/** Which part of a schedule cannot be read. */
export interface ScheduleProblem {
  /** `minute`, `hour` …; `schedule` when it is not about one field. */
  readonly field: string;
  readonly text: string;
}

/**
 * Finds what is wrong with the schedule of a CronJob; `undefined` for a good one. Sources: Kubernetes documentation,
 * "CronJob", Schedule syntax; robfig/cron v3, its standard parser, which the controller uses: days of the week are 0 to 6.
 */
export function findScheduleProblem(schedule: string): ScheduleProblem | undefined {
  const text = schedule.trim();
  if (text.startsWith("@")) {
    const isKnown = macros.has(text) || /^@every (?:\d{1,9}(?:\.\d{1,9})?(?:ns|us|µs|ms|s|m|h)){1,6}$/.test(text);
    return isKnown ? undefined : { field: "schedule", text };
  }
  const parts = text.split(/\s+/, scheduleFields.length + 1);
  if (parts.length !== scheduleFields.length) return { field: "schedule", text };
  for (const [index, bounds] of scheduleFields.entries()) {
    const part = parts[index] ?? "";
    if (!part.split(",").every((item) => isInBounds(item, bounds))) return { field: bounds.field, text: part };
  }
  return undefined;
}

function isInBounds(item: string, bounds: (typeof scheduleFields)[number]): boolean {
  const match = /^([^/]+)(?:\/(\d{1,9}))?$/.exec(item);
  if (match === null) return false;
  const [, range = "", step] = match;
  if (step !== undefined && Number(step) === 0) return false;
  if (range === "*" || range === "?") return true;
  const [from = "", to, ...others] = range.split("-");
  if (others.length > 0) return false;
  const first = numberOf(from, bounds);
  const last = to === undefined ? first : numberOf(to, bounds);
  return first !== undefined && last !== undefined && first <= last;
}

function numberOf(text: string, { least, greatest, names }: (typeof scheduleFields)[number]): number | undefined {
  const place = names.findIndex((name) => name === text.toLowerCase());
  if (place !== -1) return least + place;
  if (!/^\d{1,4}$/.test(text)) return undefined;
  const number = Number(text);
  return number >= least && number <= greatest ? number : undefined;
}
