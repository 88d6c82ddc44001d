import type { TextEdit } from "../../model/fix.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { type ShSupport, severityInSh } from "../../semantics/shell-words/sh-program.ts";
import type { DockerfileCheck } from "../dockerfile/define.ts";
import { defineShellCheck, type ShellCheck, type ShellScript } from "./define.ts";

/** A place where a script for `sh` needs more than POSIX has. */
export interface BashOnlyUse {
  readonly range: OffsetRange;
  /** Where support differs from what the check says of itself. */
  readonly support?: ShSupport;
  /** Writes the same in POSIX. */
  readonly edits?: readonly [TextEdit, ...TextEdit[]];
}

/** A question about scripts that `sh` reads. */
export interface BashOnlyCheck
  extends Omit<ShellCheck, "why" | "remediation" | "evaluate" | "severity" | "severityReason"> {
  /** What dash makes of it. */
  readonly effect: Text;
  /** How POSIX says it. */
  readonly instead: Text;
  readonly support: ShSupport;
  readonly find: (script: ShellScript) => readonly BashOnlyUse[];
}

const severityReason: Text = {
  en: "The build fails or does something else on Debian and Ubuntu. Info if the base image is known to have a shell that supports the construct.",
  ja: "Debian や Ubuntu では、ビルドの失敗や意図しない動作につながります。ベースイメージのシェルが対応していることが分かっている場合は「情報」です。",
};

/** Declares a check that finds one construct which `/bin/sh` does not need to have. Scripts for bash are not asked. */
export function defineBashOnlyCheck({ effect, instead, support, find, ...check }: BashOnlyCheck): DockerfileCheck {
  return defineShellCheck({
    ...check,
    severity: "low",
    severityReason,
    why: {
      en: `RUN uses \`/bin/sh\`, which is dash on Debian and Ubuntu and BusyBox on Alpine. ${effect.en}`,
      ja: `RUN が使用する \`/bin/sh\` の実体は、Debian と Ubuntu では dash、Alpine では BusyBox です。${effect.ja}`,
    },
    remediation: {
      en: `${instead.en} To use bash, write \`SHELL ["/bin/bash", "-o", "pipefail", "-c"]\` before the RUN.`,
      ja: `${instead.ja}bash を使用する場合は、RUN の前に \`SHELL ["/bin/bash", "-o", "pipefail", "-c"]\` と記述します。`,
    },
    evaluate(script) {
      if (script.script.dialect !== "sh") return [];
      return find(script).map((use) => {
        const name = namedBy(script.script.text, use.range);
        const severity = severityInSh(script.step, use.support ?? support);
        return {
          message: { en: `${name} is not POSIX.`, ja: `${name} は POSIX の構文ではありません。` },
          range: use.range,
          subject: `construct:${name}`,
          ...(severity === undefined ? {} : { severity }),
          ...(use.edits === undefined ? {} : { fix: { safety: "safe", edits: use.edits } as const }),
        };
      });
    },
  });
}
