import { describe, expect, test } from "vitest";
import { parseShell } from "../../formats/shell/parser.ts";
import { type CommandLine, wordsWithoutShell, wordsWithShell } from "./exec-form.ts";

function lineOf(text: string): CommandLine {
  return { text: { text }, script: parseShell(text, "sh") };
}

// Expected values by hand, from what POSIX says the shell would start.
describe("wordsWithoutShell", () => {
  test.each([
    { name: "plain words", text: "node server.js", expected: ["node", "server.js"] },
    { name: "quotes and escapes", text: "echo 'a b' \"c\" d\\ e", expected: ["echo", "a b", "c", "d e"] },
    { name: "exec goes away", text: "exec node server.js", expected: ["node", "server.js"] },
    { name: "variable", text: "node $FILE", expected: undefined },
    { name: "pattern", text: "cat *.txt", expected: undefined },
    { name: "home directory", text: "cat ~/a", expected: undefined },
    { name: "two commands", text: "a && b", expected: undefined },
    { name: "redirect", text: "a > b", expected: undefined },
    { name: "assignment", text: "A=1 b", expected: undefined },
    { name: "the shell's own command", text: "exit 1", expected: undefined },
    { name: "background", text: "a &", expected: undefined },
    { name: "broken", text: "a 'b", expected: undefined },
    { name: "exec with an option", text: "exec -a b c", expected: undefined },
    { name: "nothing", text: "", expected: undefined },
    { name: "half an array", text: '["node", server.js]', expected: undefined },
  ])("$name", ({ text, expected }) => {
    expect(wordsWithoutShell(lineOf(text))).toEqual(expected);
  });
});

describe("wordsWithShell", () => {
  test.each([
    { name: "one command replaces the shell", text: "node $FILE", expected: "exec node $FILE" },
    { name: "exec is there already", text: "exec node $FILE", expected: "exec node $FILE" },
    { name: "two commands stay", text: "a && b", expected: "a && b" },
    { name: "an assignment stays in front", text: "A=1 b $C", expected: "A=1 b $C" },
    { name: "the shell's own command", text: "exit $CODE", expected: "exit $CODE" },
  ])("$name", ({ text, expected }) => {
    expect(wordsWithShell(lineOf(text), ["/bin/sh", "-c"])).toEqual(["/bin/sh", "-c", expected]);
  });
});
