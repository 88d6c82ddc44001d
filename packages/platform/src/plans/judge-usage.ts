import type { MeterUsage, Usage, UsageLevel } from "../contract/plan.ts";
import type { MeterLimit } from "./plan-book.ts";

/** From this part of the soft limit on owners are told. */
const nearPart = 0.8;

/** A month in UTC, in milliseconds. */
export interface Month {
  /** First day: `2026-11-01`. */
  readonly firstDay: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Gives the month of a moment. */
export function monthOf(nowMs: number): Month {
  const now = new Date(nowMs);
  const startMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  const endMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  return { firstDay: new Date(startMs).toISOString().slice(0, 10), startMs, endMs };
}

/** Tells how near a limit is. */
export function levelOf(used: number, { soft, hard }: Pick<MeterLimit, "soft" | "hard">): UsageLevel {
  if (hard !== null && used >= hard) return "stopped";
  if (soft !== null && used >= soft) return "over";
  return soft !== null && used >= soft * nearPart ? "near" : "within";
}

/** Says how one thing stands, and when it stops if the month goes on as it began. */
export function judgeMeter(used: number, limit: MeterLimit, nowMs: number): MeterUsage {
  const { meter, soft, hard } = limit;
  return { meter, soft, hard, used, level: levelOf(used, limit), stopsAt: findStop(used, limit, nowMs) };
}

function findStop(used: number, { hard }: MeterLimit, nowMs: number): string | null {
  if (hard === null) return null;
  if (used >= hard) return new Date(nowMs).toISOString();
  const { startMs, endMs } = monthOf(nowMs);
  if (used === 0 || nowMs <= startMs) return null;
  const stopMs = startMs + ((nowMs - startMs) * hard) / used;
  return stopMs < endMs ? new Date(Math.ceil(stopMs)).toISOString() : null;
}

/** What is known of a tenant's payments. */
export interface PaymentState {
  readonly status: "none" | "active" | "past-due";
  readonly pastDueSince: string | null;
  readonly periodEndsAt: string | null;
}

const dayMs = 86_400_000;

/** Says whether a tenant can only be read: a payment failed, and the days of grace are over. */
export function judgePayment(
  { status, pastDueSince, periodEndsAt }: PaymentState,
  graceDays: number,
  nowMs: number,
): Usage["payment"] {
  const fromMs =
    status === "past-due" && pastDueSince !== null ? Date.parse(pastDueSince) + graceDays * dayMs : undefined;
  return {
    status,
    pastDueSince,
    readOnlyFrom: fromMs === undefined ? null : new Date(fromMs).toISOString(),
    isReadOnly: fromMs !== undefined && nowMs >= fromMs,
    periodEndsAt,
  };
}
