import type { Finding } from "../model/finding.ts";
import type { Target } from "../model/report.ts";
import { createTextDigest } from "./digest.ts";

const digestOfText = createTextDigest();

/**
 * Gives the id of a finding: the first 32 hexadecimal digits of the SHA-256 over kind, target, rule and subject.
 *
 * Each part stands behind its length in bytes, so that no two different lists of parts give one text.
 */
export function fingerprintOf(kind: Finding["kind"], target: Target, ruleId: string, subject: string): string {
  let text = "";
  for (const part of [kind, target.kind, target.name, ruleId, subject]) text += `${Buffer.byteLength(part)}:${part}`;
  return digestOfText(text).slice(0, 32);
}
