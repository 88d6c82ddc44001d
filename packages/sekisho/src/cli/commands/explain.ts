import { controlsOf } from "../../compliance/controls-of.ts";
import { SekishoError } from "../../model/error.ts";
import { catalogue } from "../../scan/catalogue.ts";
import { dockerfileChecks } from "../../scan/dockerfile-checks.ts";
import { imageChecks } from "../../scan/image-checks.ts";
import { manifestChecks } from "../../scan/manifest-checks.ts";
import { type Call, lastValue } from "../arguments.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { explanation } from "../output/explanation.ts";
import { getRules } from "../rule-names.ts";
import type { Terminal } from "../terminal.ts";

/** Prints what is known of each rule: why, remediation, controls, other names, examples, sources; or of each finding. */
export async function runExplain(call: Call, terminal: Terminal): Promise<ExitCode> {
  const report = lastValue(call, "in");
  if (report !== undefined) {
    const { explainFindings } = await import("./explain-finding.ts");
    return await explainFindings(call, report, terminal);
  }
  const pages: string[] = [];
  for (const match of getRules(call.operands, catalogue)) {
    if (match.ids.length === 0) throw answeredElsewhere(match.name);
    for (const check of catalogue.filter((candidate) => match.ids.includes(candidate.id))) {
      const examples = [...dockerfileChecks, ...imageChecks, ...manifestChecks].find(
        ({ id }) => id === check.id,
      )?.examples;
      pages.push(
        explanation(check, {
          language: terminal.language,
          hasColour: terminal.hasColour,
          columns: Math.min(Math.max(terminal.columns, 40), 100),
          controls: controlsOf(check.id),
          ...(examples === undefined ? {} : { examples }),
        }),
      );
    }
  }
  await terminal.write([...new Set(pages)].join("\n"));
  return exitCodes.done;
}

function answeredElsewhere(name: string): SekishoError {
  const code = name.replace("shellcheck:", "");
  return new SekishoError(
    "unknown-rule",
    {
      en: `${code} is a ShellCheck rule without a corresponding check`,
      ja: `${code} は ShellCheck のルールで、対応するチェック項目はありません。`,
    },
    {
      hint: { en: `see: https://www.shellcheck.net/wiki/${code}`, ja: `参照: https://www.shellcheck.net/wiki/${code}` },
    },
  );
}
