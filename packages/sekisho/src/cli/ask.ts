import { readLines } from "./read-lines.ts";
import type { Terminal } from "./terminal.ts";

/** Puts a question on standard error and gives the answer; `undefined` when nobody answers any more. */
export type Ask = (question: string) => Promise<string | undefined>;

/** Gives what asks questions on a terminal: answers are the lines of standard input. */
export function createAsk(terminal: Pick<Terminal, "input" | "writeError">): Ask {
  const waiting: string[] = [];
  let lines: AsyncIterator<readonly { readonly text: string | undefined }[]> | undefined;
  return async (question) => {
    await terminal.writeError(question);
    while (waiting.length === 0) {
      lines ??= readLines(terminal.input);
      const { done, value } = await lines.next();
      if (done === true) {
        await terminal.writeError("\n");
        return undefined;
      }
      waiting.push(...value.map(({ text }) => text ?? ""));
    }
    return waiting.shift();
  };
}
