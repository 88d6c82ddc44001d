import type { ReportDocument } from "../../model/report.ts";
import type { ReportedDemand, ReportedDemandEnding, ReportedService } from "../../model/security-policy.ts";
import { toOneLine } from "../escape/visible.ts";
import { pathAndPlaceOf } from "../placing.ts";
import {
  demandsThat,
  describeService,
  type PolicyPhrases,
  policyPhrasesIn,
  servicesOf,
} from "../security-policy/policy-rows.ts";
import { wrap } from "../width/wrap.ts";
import type { Frame } from "./frame.ts";

const shownOrder: readonly ReportedDemandEnding[] = ["missing", "undecided", "met"];

/**
 * Writes how services meet the security policy: for each service what is missing, not decidable and met; in verbose mode
 * with the evidence. Nothing without a policy.
 */
export function writeSecurityPolicy(document: ReportDocument, frame: Frame): readonly string[] {
  const phrases = policyPhrasesIn(frame.context.language);
  const { seen, unseen } = servicesOf(document);
  if (seen.length === 0) return [];
  const lines = [frame.paint.strong(phrases.heading)];
  for (const service of seen) lines.push(...writeService(service, phrases, frame));
  if (unseen.length > 0) {
    const names = phrases.unseen(unseen.map(toOneLine).join(phrases.separator));
    lines.push(...indented(names, 2, frame).map(frame.paint.faint));
  }
  return lines;
}

function writeService(service: ReportedService, phrases: PolicyPhrases, frame: Frame): readonly string[] {
  const head = `${toOneLine(service.name)}  ${toOneLine(describeService(service, phrases))}`;
  const lines = [...indented(head, 2, frame)];
  for (const ended of shownOrder) {
    const demands = demandsThat(service, ended);
    if (demands.length === 0) continue;
    const { mark, plainMark, word } = phrases.endings[ended];
    const start = `${frame.context.hasUnicode ? mark : plainMark} ${word}: `;
    const titles = demands.map(({ title }) => toOneLine(title)).join(phrases.separator);
    const [first = "", ...rest] = wrap(start + titles, frame.columns - 6);
    lines.push(`    ${first}`, ...rest.map((line) => `      ${line}`));
    if (frame.context.isVerbose) for (const demand of demands) lines.push(...writeEvidence(demand, frame));
  }
  return lines;
}

function writeEvidence({ answers }: ReportedDemand, frame: Frame): readonly string[] {
  return answers.flatMap(({ message, location }) => {
    const text = `${toOneLine(message)} (${toOneLine(pathAndPlaceOf(location))})`;
    return indented(text, 6, frame).map(frame.paint.faint);
  });
}

function indented(text: string, columns: number, frame: Frame): readonly string[] {
  return wrap(text, frame.columns - columns).map((line) => " ".repeat(columns) + line);
}
