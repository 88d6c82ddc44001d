import type { Finding } from "../../model/finding.ts";
import type { ExportContext } from "../context.ts";
import type { ExcerptReader } from "../excerpt.ts";
import type { Phrases } from "../phrases.ts";

/** What every part of the page needs. */
export interface Page {
  readonly context: ExportContext;
  readonly phrases: Phrases;
  readonly excerptOf: ExcerptReader;
  /** Gives the anchor of a finding: its id where that is a plain word, so that links outlive the next report. */
  readonly anchorOf: (finding: Finding) => string;
  /** Tells whether a line of a file holds a part of a secret. */
  readonly isSecretIn: (path: string, line: number) => boolean;
}

/** Names every finding; a name is never given twice. */
export function nameAnchors(findings: readonly Finding[]): (finding: Finding) => string {
  const anchors = new Map<Finding, string>();
  const taken = new Set<string>();
  for (const [index, finding] of findings.entries()) {
    const wanted = /^[A-Za-z0-9_-]{1,80}$/.test(finding.id) ? `finding-${finding.id}` : `finding-number-${index + 1}`;
    const anchor = taken.has(wanted) ? `${wanted}-${index + 1}` : wanted;
    taken.add(anchor);
    anchors.set(finding, anchor);
  }
  return (finding) => anchors.get(finding) ?? "findings";
}
