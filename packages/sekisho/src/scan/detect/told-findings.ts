import { sha256Hex } from "../digest.ts";
import type { AlertEntry } from "./alert-book.ts";

/** Knows which findings were told when they began, so that nobody is told twice, also by the run after a crash. */
export interface ToldFindings {
  /** Notes an entry; gives false for one that was told before as a part of the same incident. */
  note(entry: AlertEntry): boolean;
  save(): readonly string[];
}

/** More than there are findings. */
const maxTold = 20_000;

/** Makes a memory, with what an earlier run saved. */
export function createToldFindings(saved: readonly string[] = []): ToldFindings {
  const told = new Set(saved);
  return {
    note({ incident, cluster, caller, subject, rule }) {
      const key = sha256Hex(Buffer.from([incident, cluster, caller, subject, rule.id].join("\n"))).slice(0, 16);
      if (told.has(key)) return false;
      told.add(key);
      if (told.size > maxTold) {
        const [oldest] = told;
        if (oldest !== undefined) told.delete(oldest);
      }
      return true;
    },
    save: () => [...told],
  };
}
