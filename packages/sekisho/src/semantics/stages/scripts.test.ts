import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildModel } from "./build-model.ts";
import { allCalls, callsOf, scriptsOf } from "./scripts.ts";

function build(text: string) {
  return buildModel(parseDockerfile(createSourceText("Dockerfile", text)), {
    context: { ignores: undefined, isKnown: false, files: undefined },
    today: "2026-01-31",
  });
}

/** Form, dialect and text of the scripts of the last step. */
function scripts(text: string) {
  const step = build(text).steps.at(-1);
  return step === undefined
    ? []
    : scriptsOf(step).map((script) => [script.form, script.skipped ?? script.dialect, script.text.text]);
}

// Dockerfile reference, "Here-Documents" and "Shell and exec form"; BuildKit, dispatchRun.
test.each([
  { name: "the shell form", text: "FROM a\nRUN echo hi", expected: [["line", "sh", "echo hi"]] },
  { name: "continuation lines", text: "FROM a\nRUN echo \\\n# no\n  hi", expected: [["line", "sh", "echo   hi"]] },
  {
    name: "the shell in force",
    text: 'FROM a\nSHELL ["bash", "-c"]\nRUN [[ a ]]',
    expected: [["line", "bash", "[[ a ]]"]],
  },
  {
    name: "PowerShell",
    text: 'FROM a\nSHELL ["pwsh", "-c"]\nRUN Get-Item',
    expected: [["line", "powershell", "Get-Item"]],
  },
  {
    name: "a Windows image",
    text: "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN dir",
    expected: [["line", "cmd", "dir"]],
  },
  { name: "a heredoc", text: "FROM a\nRUN <<EOF\na\nb\nEOF", expected: [["heredoc", "sh", "a\nb\n"]] },
  {
    name: "a heredoc in the shell in force",
    text: 'FROM a\nSHELL ["bash", "-c"]\nRUN <<EOF\na\nEOF',
    expected: [["heredoc", "bash", "a\n"]],
  },
  {
    name: "a heredoc with its own interpreter",
    text: "FROM a\nRUN <<EOF\n#!/usr/bin/env -S python3 -u\nprint(1)\nEOF",
    expected: [["heredoc", "python", "#!/usr/bin/env -S python3 -u\nprint(1)\n"]],
  },
  {
    name: "a heredoc with bash",
    text: "FROM a\nRUN <<EOF\n#!/bin/bash -e\na\nEOF",
    expected: [["heredoc", "bash", "#!/bin/bash -e\na\n"]],
  },
  {
    name: "a heredoc in front of a shell",
    text: "FROM a\nRUN <<EOF bash\na\nEOF",
    expected: [
      ["line", "sh", "<<EOF bash\na\nEOF\n"],
      ["heredoc", "bash", "a\n"],
    ],
  },
  {
    name: "a heredoc behind a shell with options",
    text: "FROM a\nRUN bash -euo pipefail <<'EOF'\na\nEOF",
    expected: [
      ["line", "sh", "bash -euo pipefail <<'EOF'\na\nEOF\n"],
      ["heredoc", "bash", "a\n"],
    ],
  },
  {
    name: "a heredoc for Python",
    text: "FROM a\nRUN python3 - <<EOF\nx\nEOF",
    expected: [
      ["line", "sh", "python3 - <<EOF\nx\nEOF\n"],
      ["heredoc", "python", "x\n"],
    ],
  },
  {
    name: "a heredoc that a script reads",
    text: "FROM a\nRUN bash run.sh <<EOF\nx\nEOF",
    expected: [["line", "sh", "bash run.sh <<EOF\nx\nEOF\n"]],
  },
  {
    name: "a heredoc that -c reads",
    text: "FROM a\nRUN sh -c cat <<EOF\nx\nEOF",
    expected: [["line", "sh", "sh -c cat <<EOF\nx\nEOF\n"]],
  },
  {
    name: "a heredoc for cat",
    text: "FROM a\nRUN cat <<EOF > /x\nx\nEOF",
    expected: [["line", "sh", "cat <<EOF > /x\nx\nEOF\n"]],
  },
  {
    name: "several heredocs",
    text: "FROM a\nRUN sh <<A && bash <<B\na\nA\nb\nB",
    expected: [
      ["line", "sh", "sh <<A && bash <<B\na\nA\nb\nB\n"],
      ["heredoc", "sh", "a\n"],
      ["heredoc", "bash", "b\n"],
    ],
  },
  { name: "tabs stripped", text: "FROM a\nRUN <<-EOF\n\ta\n\tEOF", expected: [["heredoc", "sh", "a\n"]] },
  {
    name: "the exec form",
    text: 'FROM a\nRUN ["apt-get", "it\'s"]',
    expected: [["exec", "sh", "'apt-get' 'it'\\''s'"]],
  },
  {
    name: "a shell in exec form",
    text: 'FROM a\nRUN ["/bin/bash", "-o", "pipefail", "-c", "a | \\"b\\""]',
    expected: [["exec-shell", "bash", 'a | "b"']],
  },
  {
    name: "a shell with a script in exec form",
    text: 'FROM a\nCMD ["sh", "run.sh"]',
    expected: [["exec", "sh", "'sh' 'run.sh'"]],
  },
  {
    name: "PowerShell in exec form",
    text: 'FROM a\nRUN ["powershell", "-Command", "Get-Item"]',
    expected: [["exec-shell", "powershell", "'-Command' 'Get-Item'"]],
  },
  { name: "CMD", text: "FROM a\nCMD a", expected: [["line", "sh", "a"]] },
  { name: "ENTRYPOINT", text: "FROM a\nENTRYPOINT a", expected: [["line", "sh", "a"]] },
  { name: "HEALTHCHECK", text: "FROM a\nHEALTHCHECK --interval=5s CMD a", expected: [["line", "sh", "a"]] },
  { name: "HEALTHCHECK NONE", text: "FROM a\nHEALTHCHECK NONE", expected: [] },
  { name: "ONBUILD", text: "FROM a\nONBUILD RUN a", expected: [["line", "sh", "a"]] },
  { name: "an empty exec form", text: "FROM a\nCMD []", expected: [] },
  { name: "COPY with a heredoc", text: "FROM a\nCOPY <<EOF /x\na\nEOF", expected: [] },
])("scripts of $name", ({ text, expected }) => {
  expect(scripts(text)).toEqual(expected);
});

// The expected texts are cut out of the file by hand.
test.each([
  {
    name: "a line",
    text: "FROM a\nRUN one && two x",
    expected: [
      ["one", "one"],
      ["two", "two x"],
    ],
  },
  {
    name: "continuation lines",
    text: "FROM a\nRUN one \\\n  # why\n  x \\\n && two",
    expected: [
      ["one", "one \\\n  # why\n  x"],
      ["two", "two"],
    ],
  },
  { name: "CRLF", text: "FROM a\r\nRUN one \\\r\n x\r\n", expected: [["one", "one \\\r\n x"]] },
  {
    name: "a heredoc with tabs",
    text: "FROM a\nRUN <<-EOF\n\tone x\n\t\ttwo\nEOF\n",
    expected: [
      ["one", "one x"],
      ["two", "two"],
    ],
  },
  {
    name: "a heredoc of a shell",
    text: "FROM a\nRUN bash <<EOF\none\nEOF\n",
    expected: [
      ["bash", "bash <<EOF"],
      ["one", "one"],
    ],
  },
  { name: "words in JSON", text: 'FROM a\nRUN ["one", "x y"]', expected: [["one", '"one", "x y"']] },
  {
    name: "a script in JSON",
    text: 'FROM a\nRUN ["sh", "-c", "one \\"x\\" && two"]',
    expected: [
      ["one", 'one \\"x\\"'],
      ["two", "two"],
    ],
  },
  {
    name: "escapes in JSON",
    text: 'FROM a\nRUN ["sh", "-c", "\\u0061bc\\nd\\te"]',
    expected: [
      ["abc", "\\u0061bc"],
      ["d", "d\\te"],
    ],
  },
])("places of calls: $name", ({ text, expected }) => {
  const calls = allCalls(build(text)).map(({ call, range }) => [call.name, text.slice(range.start, range.end)]);

  expect(calls).toEqual(expected);
});

test("the arguments of an exec form are literal", () => {
  const [located] = allCalls(build('FROM a\nRUN ["apt-get", "install", "$NAME", "a b"]'));

  expect(located?.call.args.map(({ literal }) => literal)).toEqual(["install", "$NAME", "a b"]);
});

test("answers are remembered", () => {
  const step = build("FROM a\nRUN one").steps[0];

  if (step === undefined) throw new Error("no step");
  expect(scriptsOf(step)).toBe(scriptsOf(step));
  expect(callsOf(step)).toBe(callsOf(step));
});
