import type { NoticeSchedule } from "../contract/notification-rule.ts";

/** What a clock on a wall shows. */
interface LocalMoment {
  readonly day: number;
  readonly minutes: number;
  /** 1 is Monday. */
  readonly weekday: number;
}

type Quiet = NonNullable<Extract<NoticeSchedule, { kind: "at-once" }>["quiet"]>;
type Digest = Extract<NoticeSchedule, { kind: "digest" }>;

const minuteMs = 60_000;
const dayMs = 86_400_000;
const daysLookedAt = 9;

/** Gives when a notice may go out: now, or at the end of the quiet hours that it is in. */
export function endOfQuiet(nowMs: number, { from, until, timeZone }: Quiet): number {
  const start = minutesOf(from);
  const end = minutesOf(until);
  const { minutes } = localMoment(nowMs, timeZone);
  const isQuiet = start <= end ? minutes >= start && minutes < end : minutes >= start || minutes < end;
  return isQuiet ? nextTime(nowMs, end, timeZone) : nowMs;
}

/** Gives when the next digest goes out. */
export function nextDigest(nowMs: number, { at, timeZone, days }: Omit<Digest, "kind">): number {
  let moment = nowMs;
  for (let tries = 0; tries < daysLookedAt; tries++) {
    moment = nextTime(moment, minutesOf(at), timeZone);
    if (days === undefined || days.includes(localMoment(moment, timeZone).weekday)) return moment;
  }
  return moment;
}

/**
 * Gives the next moment after one at which a clock on the wall shows a time. Where the clock leaps over it, it is
 * as much later as the clock leaps; where it shows it twice, it is the first. Source: ECMAScript Temporal, disambiguation
 * "compatible".
 */
function nextTime(afterMs: number, minutes: number, timeZone: string): number {
  const start = localMoment(afterMs, timeZone);
  for (let ahead = 0; ahead <= 2; ahead++) {
    // As if the day had 24 hours, and then by what the clock really shows there.
    const guess = (start.day + ahead) * dayMs + minutes * minuteMs;
    for (const moment of candidates(guess, timeZone)) if (moment > afterMs) return moment;
  }
  return afterMs + dayMs;
}

/** A wall time as moments in order: one, or two where the clock goes back. */
function candidates(wallMs: number, timeZone: string): readonly number[] {
  const found = new Set<number>();
  for (const near of [wallMs - dayMs, wallMs + dayMs]) {
    const moment = wallMs - offsetMs(near, timeZone);
    found.add(moment);
  }
  const exact = [...found].filter((moment) => wallOf(moment, timeZone) === wallMs);
  if (exact.length > 0) return exact.toSorted((left, right) => left - right);
  return [wallMs - offsetMs(wallMs - dayMs, timeZone)];
}

function wallOf(moment: number, timeZone: string): number {
  return moment + offsetMs(moment, timeZone);
}

function offsetMs(moment: number, timeZone: string): number {
  const { day, minutes } = localMoment(moment, timeZone);
  const whole = Math.floor(moment / minuteMs) * minuteMs;
  return day * dayMs + minutes * minuteMs - whole;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const maxFormats = 200;

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  if (formats.size >= maxFormats) formats.clear();
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  formats.set(timeZone, made);
  return made;
}

function localMoment(moment: number, timeZone: string): LocalMoment {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const day = Date.UTC(part("year"), part("month") - 1, part("day")) / dayMs;
  // 1970-01-01 was a Thursday.
  return { day, minutes: part("hour") * 60 + part("minute"), weekday: ((day + 3) % 7) + 1 };
}

function minutesOf(clockTime: string): number {
  const [hours = "0", minutes = "0"] = clockTime.split(":");
  return Number(hours) * 60 + Number(minutes);
}
