import type { Text } from "../../model/text.ts";
import type { ExecRequest } from "./exec-request.ts";
import { quoteCommand } from "./quote-command.ts";

/** Says what was run in a container. Entries of Cloud Logging do not hold the command. */
export function describeExec({ command }: ExecRequest, where: string): Text {
  if (command.length === 0) {
    return {
      en: `Ran a command in ${where}; the log does not say which.`,
      ja: `${where} でコマンドを実行しました。コマンドの内容はログに記録されていません。`,
    };
  }
  const shown = quoteCommand(command);
  return { en: `Ran “${shown}” in ${where}.`, ja: `${where} で「${shown}」を実行しました。` };
}
