import type { Finding } from "../../model/finding.ts";
import { compareFindings } from "../findings.ts";

/** What the order of a report's findings depends on: a small part of each of them. */
export interface OrderedPart extends Pick<Finding, "rule" | "subject" | "evidence"> {
  /** Of known flaws. */
  readonly risk?: number;
}

/** Gives the part of a finding that its place among others depends on. */
export function orderedPart({ rule, subject, evidence, vulnerability }: Finding): OrderedPart {
  const { path, startLine, startColumn } = evidence[0].location;
  if (vulnerability !== undefined) {
    return { rule: bare(rule.id), subject: "", evidence: nowhere, risk: vulnerability.risk };
  }
  const location = {
    path,
    ...(startLine === undefined ? {} : { startLine }),
    ...(startColumn === undefined ? {} : { startColumn }),
  };
  return { rule: bare(rule.id), subject, evidence: [{ location }] };
}

const nowhere: OrderedPart["evidence"] = [{ location: { path: "" } }];

function bare(id: string): Finding["rule"] {
  return { id, aliases: [], controls: [] };
}

/** Orders by path, line, column and rule; known flaws behind the others, the riskiest first. */
export function compareOrdered(left: OrderedPart, right: OrderedPart): number {
  if (left.risk === undefined && right.risk === undefined) return compareFindings(left, right);
  if (left.risk === undefined) return -1;
  if (right.risk === undefined) return 1;
  return right.risk - left.risk || compareTexts(left.rule.id, right.rule.id);
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
