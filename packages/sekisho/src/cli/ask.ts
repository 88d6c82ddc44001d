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
      const read = await lines.next();
      if (read.done === true) {
        await terminal.writeError("\n");
        return undefined;
      }
      for (const { text } of read.value) waiting.push(text ?? "");
    }
    return waiting.shift();
  };
}
