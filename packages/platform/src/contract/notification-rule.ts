import { z } from "zod";
import { noticeChange } from "./notice.ts";
import { id, moment, title } from "./values.ts";

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
/** IANA name: `Asia/Tokyo`. */
const timeZone = z
  .string()
  .max(60)
  .refine((name) => isTimeZone(name), { message: "expected a time zone such as Asia/Tokyo" });
/** 1 is Monday. */
const weekday = z.int().min(1).max(7);

/** When a rule's messages go out. */
export const noticeSchedule = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("at-once"),
    /** What happens between both goes out at the end; `from` may be later than `until`. */
    quiet: z.strictObject({ from: clockTime, until: clockTime, timeZone }).optional(),
  }),
  z.strictObject({
    kind: z.literal("digest"),
    at: clockTime,
    timeZone,
    /** Every day when left out. */
    days: z.array(weekday).min(1).max(7).optional(),
  }),
]);

/** When a rule's messages go out. */
export type NoticeSchedule = z.infer<typeof noticeSchedule>;

const missingDays = z.int().min(1).max(365);

/** A rule as it is written: who hears of what. */
export const newNotificationRule = z.strictObject({
  name: title,
  destination: id,
  /** In the language of lists; all findings where it is empty. */
  query: z.string().max(2000).default(""),
  changes: z.array(noticeChange).min(1).max(5),
  schedule: noticeSchedule.default({ kind: "at-once" }),
  /** After so many days without a word a scan is missing. */
  missingDays: missingDays.default(7),
  isEnabled: z.boolean().default(true),
});

/** A rule. */
export const notificationRule = z.object({
  id,
  name: z.string(),
  destination: id,
  query: z.string(),
  changes: z.array(noticeChange),
  schedule: noticeSchedule,
  missingDays: missingDays.nullable(),
  isEnabled: z.boolean(),
  createdAt: moment,
});

/** All rules. */
export const notificationRuleList = z.object({ rules: z.array(notificationRule) });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    // The caller is told which value it was.
    return false;
  }
}
