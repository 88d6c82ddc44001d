import type { SupportCycle } from "../../model/support.ts";
import { endOfLifeData, endOfLifeSource } from "./end-of-life-data.ts";

/** How long releases of products are maintained, as it was known on one day. */
export interface SupportCalendar {
  /** The day, `YYYY-MM-DD`. */
  readonly date: string;
  /** Gives the release lines of a product, the newest first; none of an unknown one. */
  cyclesOf(product: string): readonly SupportCycle[];
}

const parsed = new Map<string, readonly SupportCycle[]>();

/** What comes with the program. */
export const builtInCalendar: SupportCalendar = {
  date: endOfLifeSource.date,
  cyclesOf(product) {
    const known = parsed.get(product);
    if (known !== undefined) return known;
    const text = Object.hasOwn(endOfLifeData, product) ? (endOfLifeData[product] ?? "") : "";
    const cycles = text === "" ? [] : text.split(" ").map(readCycle);
    parsed.set(product, cycles);
    return cycles;
  },
};

/**
 * Gives a calendar that knows what another one knows, and of its products what comes with the program where the other
 * one lacks them. Of the two the younger decides: a database that nobody renews does not hide what the program knows.
 */
export function completeCalendar(calendar: SupportCalendar): SupportCalendar {
  const isYounger = calendar.date >= builtInCalendar.date;
  const [first, second] = isYounger ? [calendar, builtInCalendar] : [builtInCalendar, calendar];
  return {
    date: first.date,
    cyclesOf(product) {
      const cycles = first.cyclesOf(product);
      return cycles.length > 0 ? cycles : second.cyclesOf(product);
    },
  };
}

/** `12=2026-06-10/2028-06-30`; no day means that none is announced, `!` that it is over since an unknown day. */
function readCycle(text: string): SupportCycle {
  const [name = "", dates = ""] = text.split("=");
  const [ends = "", extendedUntil] = dates.split("/");
  return {
    name,
    ...(ends === "!" ? { isOver: true } : ends !== "" && { ends }),
    ...(extendedUntil === undefined ? {} : { extendedUntil }),
  };
}
