import type { ShellDialect } from "../../formats/shell/syntax.ts";

/** The shells whose scripts are read, with the dialect they are read in. ksh and mksh know what bash adds to POSIX. */
export const shellDialects: ReadonlyMap<string, ShellDialect> = new Map([
  ["sh", "sh"],
  ["ash", "sh"],
  ["dash", "sh"],
  ["bash", "bash"],
  ["ksh", "bash"],
  ["mksh", "bash"],
]);
