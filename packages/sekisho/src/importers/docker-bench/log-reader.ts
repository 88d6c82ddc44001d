import type { Outcome } from "../define.ts";
import { type BenchResult, resultOutcome } from "./result-outcome.ts";

/** What terminals take for colours. */
const escape = "\u001b";
const colours = new RegExp(`${escape}\\[[0-9;]{0,20}m`, "g");
/** Lines below a result that are kept. */
const maxDetails = 1000;

/** Reads the lines of a log: a result, and below it what it means. */
export class LogReader {
  #open: { readonly result: BenchResult; readonly details: string[]; readonly pointer: string } | undefined;

  /** Takes a line; gives the result before it when it is complete. */
  take(text: string, pointer: string): readonly Outcome[] {
    const plain = text.slice(0, 4000).replaceAll(colours, "");
    const found = /^\[(PASS|WARN|INFO|NOTE)\] (.{1,3900})$/.exec(plain);
    const [, result = "", rest = ""] = found ?? [];
    const start = /^(\d{1,3}(?:\.\d{1,3}){1,4}) {1,8}- (.{1,3800})$/.exec(rest.trimStart());
    if (start !== null) {
      const [, id = "", title = ""] = start;
      const before = this.finish();
      this.#open = { result: { id, title, result, details: [] }, details: [], pointer };
      return before;
    }
    const detail = /^ {0,20}\* (.{1,3800})$/.exec(rest)?.[1];
    if (detail !== undefined) {
      if (this.#open !== undefined && this.#open.details.length < maxDetails) this.#open.details.push(detail);
      return [];
    }
    // Headings of sections, the banner, the score: nothing of them belongs to the result above.
    return this.finish();
  }

  /** Gives the last result. */
  finish(): readonly Outcome[] {
    const open = this.#open;
    this.#open = undefined;
    return open === undefined ? [] : [resultOutcome({ ...open.result, details: open.details }, open.pointer)];
  }
}
