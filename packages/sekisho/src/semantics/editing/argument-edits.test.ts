import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import type { TextEdit } from "../../model/fix.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildModel } from "../stages/build-model.ts";
import { runCalls } from "../stages/run-calls.ts";
import { insertBehindWord, removeWords, replaceWord } from "./argument-edits.ts";

function buildOf(text: string, files?: readonly string[]) {
  return buildModel(parseDockerfile(createSourceText("Dockerfile", text)), {
    context: { ignores: undefined, isKnown: files !== undefined, files },
    today: "2026-01-31",
  });
}

/** Applies one edit to the only call with the name; "unchanged" where there is no edit. */
function edited(
  text: string,
  name: string,
  edit: (file: ReturnType<typeof buildOf>, call: ReturnType<typeof runCalls>[number]) => TextEdit | undefined,
) {
  const build = buildOf(text);
  const call = runCalls(build).find((located) => located.call.name === name);
  const change = call === undefined ? undefined : edit(build, call);
  return change === undefined ? "unchanged" : text.slice(0, change.start) + change.text + text.slice(change.end);
}

// Expected texts are written by hand.
test.each([
  { name: "a command line", text: "FROM a\nRUN apk add x", expected: "FROM a\nRUN apk --quiet add x" },
  { name: "a JSON form", text: 'FROM a\nRUN ["apk", "add"]', expected: 'FROM a\nRUN ["apk", "--quiet", "add"]' },
  {
    name: "a heredoc",
    text: "FROM a\nRUN <<EOF\napk add x\nEOF\n",
    expected: "FROM a\nRUN <<EOF\napk --quiet add x\nEOF\n",
  },
  {
    name: "a plain inner script",
    text: "FROM a\nRUN sh -c 'apk add x'",
    expected: "FROM a\nRUN sh -c 'apk --quiet add x'",
  },
  { name: "an inner script with escapes", text: 'FROM a\nRUN sh -c "apk add \\"x\\""', expected: "unchanged" },
  { name: "a name in quotes", text: 'FROM a\nRUN "apk" add x', expected: 'FROM a\nRUN "apk" --quiet add x' },
])("inserts behind a word of $name", ({ text, expected }) => {
  expect(edited(text, "apk", (file, call) => insertBehindWord(file, call, call.call.word, "--quiet"))).toBe(expected);
});

test.each([
  { name: "the first argument", text: "FROM a\nRUN curl -k https://x", expected: "FROM a\nRUN curl https://x" },
  {
    name: "a line of its own",
    text: "FROM a\nRUN curl \\\n  -k \\\n  https://x",
    expected: "FROM a\nRUN curl \\\n  https://x",
  },
  {
    name: "a line of its own with CRLF",
    text: "FROM a\r\nRUN curl \\\r\n  -k \\\r\n  https://x",
    expected: "FROM a\r\nRUN curl \\\r\n  https://x",
  },
  {
    name: "an argument behind a comment",
    text: "FROM a\nRUN curl \\\n  # old server\n  -k https://x",
    expected: "FROM a\nRUN curl \\\n  # old server\n   https://x",
  },
  {
    name: "a JSON string",
    text: 'FROM a\nRUN ["curl", "-k", "https://x"]',
    expected: 'FROM a\nRUN ["curl", "https://x"]',
  },
  {
    name: "with another escape character",
    text: "# escape=`\nFROM a\nRUN curl `\n  -k https://x",
    expected: "# escape=`\nFROM a\nRUN curl https://x",
  },
])("removes $name", ({ text, expected }) => {
  expect(
    edited(text, "curl", (file, call) => {
      const flag = call.call.args.find((argument) => argument.text === "-k");
      return flag && removeWords(file, call, flag.word);
    }),
  ).toBe(expected);
});

test.each([
  { name: "a word", text: "FROM a\nRUN apt install x", expected: "FROM a\nRUN apt-get install x" },
  { name: "a JSON string", text: 'FROM a\nRUN ["apt", "update"]', expected: 'FROM a\nRUN ["apt-get", "update"]' },
  { name: "nothing of a script in pieces", text: 'FROM a\nRUN sh -c "apt \\"install\\" x"', expected: "unchanged" },
])("replaces $name", ({ text, expected }) => {
  expect(edited(text, "apt", (file, call) => replaceWord(file, call, call.call.word, "apt-get"))).toBe(expected);
});
