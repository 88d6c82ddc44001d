import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { findInlineExceptions } from "../inline-exceptions/find-inline-exceptions.ts";
import { buildModel } from "./build-model.ts";

/** The dialect that each RUN of a file is read in. */
function dialectsOf(text: string): readonly string[] {
  const syntax = parseDockerfile(createSourceText("Dockerfile", text));
  const { shells } = findInlineExceptions(syntax);
  const context = { ignores: undefined, isKnown: false, files: undefined };
  const { steps } = buildModel(syntax, { context, today: "2026-09-01", shells });
  return steps.filter(({ instruction }) => instruction.keyword === "RUN").map(({ state }) => state.shell.dialect);
}

// Expected values: the dialect in which hadolint 2.15.1 hands the same files to ShellCheck.
test.each([
  {
    name: "holds from there on",
    text: "FROM a\nRUN b\n# hadolint shell=bash\nRUN c\nRUN d\n",
    expected: ["sh", "bash", "bash"],
  },
  {
    name: "ends with its stage",
    text: "FROM a\n# hadolint shell=bash\nRUN b\nFROM c\nRUN d\n",
    expected: ["bash", "sh"],
  },
  { name: "before the first FROM for every stage", text: "# hadolint shell=bash
FROM a
RUN b
FROM c
RUN d
", expected: ["bash", "bash"] },
  { name: "before a later FROM for nothing", text: "FROM a
RUN b
# hadolint shell=bash
FROM c
RUN d
", expected: ["sh", "sh"] },
  {
    name: "SHELL has the last word",
    text: 'FROM a\n# hadolint shell=bash\nSHELL ["/bin/sh", "-c"]\nRUN b\n',
    expected: ["sh"],
  },
  {
    name: "over SHELL",
    text: 'FROM a\nSHELL ["/bin/sh", "-c"]\n# hadolint shell=/bin/bash\nRUN b\n',
    expected: ["bash"],
  },
  {
    name: "of several the last",
    text: "FROM a\n# hadolint shell=bash\n# hadolint shell=pwsh -c\nRUN b\n",
    expected: ["powershell"],
  },
])("a comment that names a shell: $name", ({ text, expected }) => {
  expect(dialectsOf(text)).toEqual(expected);
});
