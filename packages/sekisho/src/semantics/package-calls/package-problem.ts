import type { TextFix } from "../../model/fix.ts";
import type { Severity } from "../../model/severity.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import type { PlacedPackageCall } from "./package-calls.ts";

/** What is wrong with a call of a package manager, as checks hand it on. */
export interface PackageProblem {
  readonly message: Text;
  readonly range: OffsetRange;
  readonly subject: string;
  readonly severity?: Severity;
  readonly fix?: TextFix;
}

/** Names a call in findings: `stage:build/command:apt-get-install`. */
export function commandSubject({ step, title }: Pick<PlacedPackageCall, "step" | "title">): string {
  return `${step.stage.subject}/command:${title.replaceAll(" ", "-")}`;
}

/** Gives a fix of one edit, and nothing where there is no edit. */
export function fixOf(
  safety: TextFix["safety"],
  edit: TextFix["edits"][number] | undefined,
): { readonly fix?: TextFix } {
  return edit === undefined ? {} : { fix: { safety, edits: [edit] } };
}
