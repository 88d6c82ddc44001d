import type { Severity } from "../../model/severity.ts";
import type { Step } from "../stages/build.ts";

/** What the programs behind `/bin/sh` make of a construct that POSIX does not have. Bash has all of them. */
export interface ShSupport {
  readonly busybox: boolean;
  readonly dash?: boolean;
}

/**
 * Gives the severity of a construct beyond POSIX where the base image tells which program `/bin/sh` is: `info` where that
 * program has the construct, so that only a change of the base would break it. `undefined` leaves the check's own.
 * Sources: dash(1); BusyBox, shell/Config.in and shell/ash.c; bash(1), "Bash POSIX Mode".
 */
export function severityInSh({ stage }: Step, support: ShSupport): Severity | undefined {
  const program = stage.root.kind === "image" ? stage.root.known?.shell : undefined;
  const isKnownThere =
    program === "bash" || (program === "busybox" && support.busybox) || (program === "dash" && support.dash === true);
  return isKnownThere ? "info" : undefined;
}
