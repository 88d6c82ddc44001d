import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { findInlineExceptions } from "../inline-exceptions/find-inline-exceptions.ts";
import { buildModel } from "./build-model.ts";

/** The dialect that each RUN of a file is read in. */
function dialectsOf(lines: readonly string[]): readonly string[] {
  const syntax = parseDockerfile(createSourceText("Dockerfile", `${lines.join("\n")}\n`));
  const { shells } = findInlineExceptions(syntax);
  const context = { ignores: undefined, isKnown: false, files: undefined };
  const { steps } = buildModel(syntax, { context, today: "2026-09-01", shells });
  return steps.filter(({ instruction }) => instruction.keyword === "RUN").map(({ state }) => state.shell.dialect);
}

const bash = "# hadolint shell=bash";
const shell = 'SHELL ["/bin/sh", "-c"]';

// Expected values: whether hadolint 2.15.1 finds SC3014 in `[[ "$a" == 1 ]]` at the place of each RUN.
test.each([
  { name: "holds from there on", lines: ["FROM a", "RUN b", bash, "RUN c", "RUN d"], expected: ["sh", "bash", "bash"] },
  { name: "ends with its stage", lines: ["FROM a", bash, "RUN b", "FROM c", "RUN d"], expected: ["bash", "sh"] },
  {
    name: "before the first FROM for every stage",
    lines: [bash, "FROM a", "RUN b", "FROM c", "RUN d"],
    expected: ["bash", "bash"],
  },
  {
    name: "before a later FROM for nothing",
    lines: ["FROM a", "RUN b", bash, "FROM c", "RUN d"],
    expected: ["sh", "sh"],
  },
  { name: "SHELL has the last word", lines: ["FROM a", bash, shell, "RUN b"], expected: ["sh"] },
  { name: "over SHELL", lines: ["FROM a", shell, bash, "RUN b"], expected: ["bash"] },
  {
    name: "of several the last",
    lines: ["FROM a", bash, "# hadolint shell=pwsh -c", "RUN b"],
    expected: ["powershell"],
  },
])("a comment that names a shell: $name", ({ lines, expected }) => {
  expect(dialectsOf(lines)).toEqual(expected);
});
