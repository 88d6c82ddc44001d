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
export function commandSubject(call: Pick<PlacedPackageCall, "manager" | "step" | "subcommand">): string {
  const words = call.subcommand === undefined ? [] : [call.subcommand.text];
  return `${call.step.stage.subject}/command:${[subjectName(call), ...words].join("-")}`;
}

/** Names a manager in findings; `apt` is `apt-get` under another name, so that changing one for the other is no new finding. */
export function subjectName({ manager }: Pick<PlacedPackageCall, "manager">): string {
  return manager === "apt" ? "apt-get" : manager;
}

/** Gives a fix of one edit, and nothing where there is no edit. */
export function fixOf(
  safety: TextFix["safety"],
  edit: TextFix["edits"][number] | undefined,
): { readonly fix?: TextFix } {
  return edit === undefined ? {} : { fix: { safety, edits: [edit] } };
}
