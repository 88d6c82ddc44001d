import type { ImportNote } from "../define.ts";

const maxUnits = 500;

/** Tells of something that a tool was asked to look at, and could not: nothing found there is not the same as not looked. */
export function notScanned(tool: string, problem: string, pointer: string): ImportNote {
  const text = problem.slice(0, maxUnits);
  return {
    code: "not-scanned",
    level: "error",
    message: { en: `${tool} could not look at this: ${text}`, ja: `${tool} はこの対象を検査できませんでした: ${text}` },
    pointer,
  };
}
