import type { ErrorCode } from "../model/error.ts";

/** How the command line ends: nothing to complain about, findings at or above the threshold, wrong call, partial scan. */
export const exitCodes = { done: 0, findings: 1, wrongCall: 2, partial: 3 } as const;

/** A number that the process ends with. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code of every error. */
export const exitCodeOfError: Readonly<Record<ErrorCode, ExitCode>> = {
  usage: exitCodes.wrongCall,
  "unknown-command": exitCodes.wrongCall,
  "unknown-option": exitCodes.wrongCall,
  "unknown-rule": exitCodes.wrongCall,
  "unknown-framework": exitCodes.wrongCall,
  "configuration-unreadable": exitCodes.wrongCall,
  "configuration-invalid": exitCodes.wrongCall,
  "vex-unreadable": exitCodes.wrongCall,
  "vex-invalid": exitCodes.wrongCall,
  "policy-unreadable": exitCodes.wrongCall,
  "policy-invalid": exitCodes.wrongCall,
  "output-unwritable": exitCodes.wrongCall,
  "report-invalid": exitCodes.wrongCall,
  "finding-not-found": exitCodes.wrongCall,
  "target-not-found": exitCodes.partial,
  "target-unreadable": exitCodes.partial,
  "target-kind-unknown": exitCodes.partial,
  "reference-invalid": exitCodes.partial,
  "image-not-found": exitCodes.partial,
  "image-ambiguous": exitCodes.partial,
  "image-invalid": exitCodes.partial,
  "image-unsupported": exitCodes.partial,
  "platform-missing": exitCodes.partial,
  "digest-mismatch": exitCodes.partial,
  "registry-denied": exitCodes.partial,
  "registry-limited": exitCodes.partial,
  "registry-unreachable": exitCodes.partial,
  "credentials-unreadable": exitCodes.partial,
  "daemon-unreachable": exitCodes.partial,
  "feed-unreachable": exitCodes.partial,
  "tool-missing": exitCodes.partial,
  "version-invalid": exitCodes.partial,
  "range-invalid": exitCodes.wrongCall,
  "database-missing": exitCodes.partial,
  "database-damaged": exitCodes.partial,
  "database-untrusted": exitCodes.partial,
  "database-older": exitCodes.partial,
  "database-busy": exitCodes.partial,
  "database-unwritable": exitCodes.partial,
  "database-unreachable": exitCodes.partial,
};
