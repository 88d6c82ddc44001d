import type { MatchResult } from "../../advisories/matching/match-inventory.ts";
import type { Vulnerability } from "../../model/vulnerability.ts";
import type { KeptMatch } from "../vulnerability/match-memory.ts";
import { hasFields, slices } from "./stored-parts.ts";

interface MatchFrame extends Omit<MatchResult, "vulnerabilities"> {
  readonly asked: readonly string[];
}

/** So many make a part. */
const partLength = 512;

/** Gives what came of a match in parts, the first of them what is said of the whole. */
export function* partsOfMatch({ result, asked }: KeptMatch): Generator<unknown> {
  const { vulnerabilities, ...rest } = result;
  yield { ...rest, asked } satisfies MatchFrame;
  for (const part of slices(vulnerabilities, partLength)) yield { vulnerabilities: part };
}

/** Puts the parts of a match together; `undefined` for those of something else. */
export function matchOfParts([frame, ...parts]: readonly unknown[]): KeptMatch | undefined {
  if (!isMatchFrame(frame)) return undefined;
  const { asked, ...rest } = frame;
  const vulnerabilities: Vulnerability[] = [];
  for (const part of parts) {
    if (!isVulnerabilityPart(part)) return undefined;
    for (const vulnerability of part.vulnerabilities) vulnerabilities.push(vulnerability);
  }
  return { result: { ...rest, vulnerabilities }, asked };
}

// A part whose checksum is right was written by this build of the program: its fields are not looked at one by one.

function isMatchFrame(value: unknown): value is MatchFrame {
  return hasFields(value, { gaps: "object", judged: "object", asked: "object" });
}

function isVulnerabilityPart(value: unknown): value is { readonly vulnerabilities: readonly Vulnerability[] } {
  return hasFields(value, { vulnerabilities: "object" });
}
