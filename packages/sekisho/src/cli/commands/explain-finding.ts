import { getFindings } from "../../scan/find-findings.ts";
import { loadRules } from "../../scan/load-rules.ts";
import { readReport } from "../../scan/read-report.ts";
import { findingInLanguage } from "../../scan/vulnerability/finding-in-language.ts";
import type { Call } from "../arguments.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { findingExplanation } from "../output/finding-explanation.ts";
import type { Terminal } from "../terminal.ts";

/** Prints how each finding of a report came about. */
export async function explainFindings(call: Call, reportName: string, terminal: Terminal): Promise<ExitCode> {
  const document = await readReport(reportName, terminal.workingDirectory);
  const rules = await loadRules(document);
  const found = new Set(call.operands.flatMap((word) => getFindings(document, word)));
  const pages = [...found].map(({ finding, report }) =>
    findingExplanation(findingInLanguage(finding, rules.get(finding.rule.id), terminal.language), report, {
      language: terminal.language,
      hasColour: terminal.hasColour,
      columns: Math.min(Math.max(terminal.columns, 40), 100),
      rule: rules.get(finding.rule.id),
    }),
  );
  await terminal.write(pages.join(`\n${"─".repeat(40)}\n\n`));
  return exitCodes.done;
}
