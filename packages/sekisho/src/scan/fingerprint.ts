import { createHash } from "node:crypto";
import type { Finding } from "../model/finding.ts";
import type { Target } from "../model/report.ts";

/**
 * Gives the id of a finding: the first 32 hexadecimal digits of the SHA-256 over kind, target, rule and subject.
 *
 * Each part stands behind its length in bytes, so that no two different lists of parts give one text.
 */
export function fingerprintOf(kind: Finding["kind"], target: Target, ruleId: string, subject: string): string {
  const hash = createHash("sha256");
  for (const part of [kind, target.kind, target.name, ruleId, subject]) {
    hash.update(`${Buffer.byteLength(part)}:`);
    hash.update(part);
  }
  return hash.digest("hex").slice(0, 32);
}
