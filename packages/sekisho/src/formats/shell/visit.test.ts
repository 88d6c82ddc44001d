import { expect, test } from "vitest";
import { parseShell } from "./parser.ts";
import { type CommandPlace, commandsOf, parametersOf, visitScript, wordsOf } from "./visit.ts";
import { printWord } from "./word-text.ts";

const text = `a "$(b $x)" && c | d || e\nif f; then g; fi\nh() { i; }\nj <<E\n\${y:-$(k)}\nE\n(l) &`;

function placeOf(name: string): Partial<CommandPlace> | undefined {
  let found: CommandPlace | undefined;
  visitScript(parseShell(text, "bash"), {
    command(command, place) {
      const [first] = command.kind === "simple" ? command.words : [];
      if (first !== undefined && printWord(first) === name) found = place;
    },
  });
  return found;
}

test("commands come in source order, those in substitutions, functions and heredocs included", () => {
  const simple = commandsOf(parseShell(text, "bash")).flatMap((command) =>
    command.kind === "simple" ? command.words.slice(0, 1) : [],
  );

  expect(simple.map(printWord)).toEqual(["a", "b", "c", "d", "e", "f", "g", "i", "j", "k", "l"]);
});

test("words and parameters come in source order", () => {
  const script = parseShell("a=$x b ${y:-$z} {$p,q} @($r) >$s", "bash");

  expect(parametersOf(script).map(({ name }) => name)).toEqual(["x", "y", "z", "p", "r", "s"]);
  expect(wordsOf(script).map(printWord)).toEqual(["${x}", "b", "${y}", "${z}", "{$p,q}", "@($r)", "${s}"]);
});

// POSIX.1-2024, XCU 2.6.3: within double quotes, backquotes take the backslash before a double quote away; bash agrees.
test("an escaped quote in backquotes in double quotes is a quote", () => {
  const words = wordsOf(parseShell('echo "`a \\"b c\\"`"', "bash"));

  expect(words.map(printWord)).toEqual(["echo", "$(…)", "a", "b c"]);
});

test.each([
  { name: "a", expected: { depth: 0, operator: undefined, isConditional: false, isInSubshell: false } },
  { name: "b", expected: { depth: 1, isInSubstitution: true, isInSubshell: true, isConditional: false } },
  { name: "c", expected: { pipeline: { index: 0, length: 2 }, operator: "&&", isConditional: false } },
  { name: "d", expected: { pipeline: { index: 1, length: 2 }, isInSubshell: true } },
  { name: "e", expected: { operator: "||", isConditional: true } },
  { name: "f", expected: { isTested: true, isConditional: false, depth: 1 } },
  { name: "g", expected: { isTested: false, isConditional: true } },
  { name: "i", expected: { inFunction: "h", isConditional: true } },
  { name: "k", expected: { isInSubstitution: true } },
  { name: "l", expected: { isInSubshell: true, isConditional: false } },
])("place of $name", ({ name, expected }) => {
  expect(placeOf(name)).toMatchObject(expected);
});
