import type { Command, ShellWord } from "../../formats/shell/syntax.ts";
import { literalOf } from "../../formats/shell/word-text.ts";

/** `[ … ]`, `test …` or `[[ … ]]`. */
export interface TestExpression {
  readonly form: "[" | "test" | "[[";
  /** Operands and operators without the brackets. */
  readonly words: readonly ShellWord[];
}

/** An operator between two operands of a test. */
export interface TestComparison {
  readonly left: ShellWord;
  readonly operator: ShellWord;
  /** As written: `=`, `-eq`, `-nt` … */
  readonly name: string;
  readonly right: ShellWord;
}

const operators: ReadonlySet<string> = new Set("= == != =~ < > <= >= -eq -ne -lt -le -gt -ge -nt -ot -ef".split(" "));

/** Reads a command as a test; `undefined` when it is none. */
export function testOf(command: Command): TestExpression | undefined {
  if (command.kind === "double-bracket") return { form: "[[", words: command.words };
  if (command.kind !== "simple") return undefined;
  const [first, ...words] = command.words;
  const name = first === undefined ? undefined : literalOf(first);
  if (name === "test") return { form: "test", words };
  if (name !== "[") return undefined;
  const last = words.at(-1);
  const isClosed = last !== undefined && literalOf(last) === "]";
  return { form: "[", words: isClosed ? words.slice(0, -1) : words };
}

/** Gives the comparisons of a test. */
export function comparisonsOf(expression: TestExpression): readonly TestComparison[] {
  const comparisons: TestComparison[] = [];
  const { words } = expression;
  for (let index = 1; index < words.length - 1; index++) {
    const [left, operator, right] = words.slice(index - 1, index + 2);
    if (left === undefined || operator === undefined || right === undefined) break;
    const name = literalOf(operator);
    if (name === undefined || !operators.has(name)) continue;
    comparisons.push({ left, operator, name, right });
    index++;
  }
  return comparisons;
}
