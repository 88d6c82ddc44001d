import type { Analyzer } from "../../analyzers/define.ts";
import { sha256Hex } from "../digest.ts";
import { producer } from "../producer.ts";

/** Raised when what is kept changes its form or the reader of layers its result. */
const formVersion = 3;

/**
 * Names what would be found: whoever has the same analyzers in the same versions finds the same in the same bytes. What is
 * kept under another fingerprint is not looked at.
 */
export function analyzerFingerprint(analyzers: readonly Analyzer[], scope: string): string {
  const names = analyzers.map(({ id, version }) => `${id}@${version}`).toSorted();
  return sha256Hex(Buffer.from([`form@${formVersion}`, `sekisho@${producer.version}`, scope, ...names].join("\n")));
}
