import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSourceText } from "../../model/source-text.ts";
import { parseDockerfile, tokensOf } from "./parser.ts";
import type { DockerfileSyntax, Instruction } from "./syntax.ts";

function parse(text: string): DockerfileSyntax {
  return parseDockerfile(createSourceText("Dockerfile", text));
}

/** Keyword and argument of every instruction. */
function outline(text: string): string[] {
  return parse(text).instructions.map((instruction) => `${nameOf(instruction)}|${instruction.argument.text}`);
}

function nameOf(instruction: Instruction): string {
  return instruction.keyword === "" ? `?${instruction.name}` : instruction.keyword;
}

// Expected values: Dockerfile reference ("Format", "Parser directives", "escape"); BuildKit 0.34 for what it leaves open.
describe("lines", () => {
  test.each([
    { name: "one line", text: "FROM a", expected: ["FROM|a"] },
    { name: "lower case keyword", text: "from a", expected: ["FROM|a"] },
    { name: "leading blanks", text: "  \tFROM a  ", expected: ["FROM|a"] },
    { name: "byte order mark", text: "\uFEFFFROM a", expected: ["FROM|a"] },
    { name: "CRLF", text: "FROM a\r\nUSER b\r\n", expected: ["FROM|a", "USER|b"] },
    { name: "continuation", text: "RUN a \\\n  b\n", expected: ["RUN|a   b"] },
    { name: "continuation with CRLF", text: "RUN a \\\r\nb\r\n", expected: ["RUN|a b"] },
    { name: "blanks behind the escape", text: "RUN a \\ \t\nb", expected: ["RUN|a b"] },
    { name: "two escapes do not continue", text: "RUN a \\\\\nUSER b", expected: ["RUN|a \\\\", "USER|b"] },
    { name: "escape alone on a line", text: "\\\nRUN a", expected: ["RUN|a"] },
    { name: "escape at the end of the file", text: "RUN a \\", expected: ["RUN|a"] },
    { name: "keyword across lines", text: "RU\\\nN a", expected: ["RUN|a"] },
    { name: "comment inside a continuation", text: "RUN a \\\n # c\n b", expected: ["RUN|a  b"] },
    { name: "comment that ends with an escape", text: "RUN a \\\n # c \\\n b", expected: ["RUN|a  b"] },
    { name: "empty line inside a continuation", text: "RUN a \\\n\n \t\n b", expected: ["RUN|a  b"] },
    { name: "comment behind an instruction is none", text: "RUN a # b", expected: ["RUN|a # b"] },
    { name: "escape directive", text: "# escape=`\nRUN a `\nb\\\nUSER c", expected: ["RUN|a b\\", "USER|c"] },
    { name: "escape directive is case-insensitive", text: "#  EsCaPe = `\nRUN a `\nb", expected: ["RUN|a b"] },
    {
      name: "escape directive behind a comment",
      text: "# x\n# escape=`\nRUN a `\nUSER b",
      expected: ["RUN|a `", "USER|b"],
    },
    {
      name: "escape directive behind an empty line",
      text: "\n# escape=`\nRUN a `\nUSER b",
      expected: ["RUN|a `", "USER|b"],
    },
    { name: "escape directive behind #!", text: "#!/x\n# escape=`\nRUN a `\nUSER b", expected: ["RUN|a `", "USER|b"] },
    { name: "Windows path", text: "# escape=`\nCOPY a C:\\\nRUN b", expected: ["COPY|a C:\\", "RUN|b"] },
    { name: "unknown instruction, the rest is read", text: "FRM a\nUSER b", expected: ["?FRM|a", "USER|b"] },
    { name: "no-break space in the keyword", text: "RUN\u00a0a", expected: ["?RUN\u00a0a|"] },
    { name: "null characters", text: "\0\nUSER a", expected: ["?\0|", "USER|a"] },
    { name: "only comments", text: "# a\n\n# b", expected: [] },
  ])("$name", ({ text, expected }) => {
    expect(outline(text)).toEqual(expected);
  });

  test("positions survive continuations, comments and CRLF", () => {
    const text = "FROM a\r\nENV A=b \\\r\n  # c\r\n  C=d\r\n";
    const { instructions, comments } = parse(text);
    const [, env] = instructions;
    const second = env?.keyword === "ENV" ? env.pairs[1] : undefined;
    expect(text.slice(second?.start, second?.end)).toBe("C=d");
    expect(comments).toEqual([{ start: 21, end: 24, text: " c", inside: 1 }]);
  });

  test("empty lines between continuation lines are listed", () => {
    expect(parse("RUN a \\\n\n  \nb").emptyContinuations).toEqual([
      { start: 8, end: 8 },
      { start: 9, end: 11 },
    ]);
  });
});

describe("directives", () => {
  test.each([
    { name: "syntax", text: "# syntax=docker/dockerfile:1 \nFROM a", expected: [["syntax", "docker/dockerfile:1"]] },
    {
      name: "all three",
      text: "#syntax=a\n#check=skip=all;error=true\n#escape=\\\nFROM a",
      expected: [
        ["syntax", "a"],
        ["check", "skip=all;error=true"],
        ["escape", "\\"],
      ],
    },
    { name: "unknown name ends them", text: "# foo=bar\n# syntax=a\nFROM a", expected: [] },
    { name: "behind an instruction", text: "FROM a\n# syntax=a", expected: [] },
    { name: "the first of two", text: "# syntax=a\n# syntax=b\nFROM a", expected: [["syntax", "a"]] },
    { name: "behind a shebang", text: "#!/usr/bin/env x\n# syntax=a\nFROM a", expected: [["syntax", "a"]] },
  ])("$name", ({ text, expected }) => {
    expect(parse(text).directives.map(({ name, value }) => [name, value])).toEqual(expected);
  });
});

// Expected values: Dockerfile reference, "Here-Documents"; BuildKit's parser tests for the order of several.
describe("heredocs", () => {
  test.each([
    { name: "plain", text: "RUN <<EOF\na\nb\nEOF\nUSER x", expected: ["EOF|a\nb\n|expand"], count: 2 },
    { name: "quoted", text: 'RUN <<"EOF"\n$a\nEOF\n', expected: ["EOF|$a\n|keep"], count: 1 },
    { name: "tabs stripped", text: "RUN <<-EOF\n\ta\n\t\tb\n\tEOF\n", expected: ["EOF|a\nb\n|expand"], count: 1 },
    {
      name: "two on one line",
      text: "RUN <<A cat <<B\na\nA\nb\nB",
      expected: ["A|a\n|expand", "B|b\n|expand"],
      count: 1,
    },
    { name: "descriptor", text: "RUN 3<<EOF cat\na\nEOF", expected: ["EOF|a\n|expand|3"], count: 1 },
    { name: "blank before the delimiter", text: "RUN cat << EOF\na\nEOF", expected: ["EOF|a\n|expand"], count: 1 },
    {
      name: "COPY",
      text: "COPY <<a.txt <<b.txt /x/\n1\na.txt\n2\nb.txt",
      expected: ["a.txt|1\n|expand", "b.txt|2\n|expand"],
      count: 1,
    },
    { name: "ONBUILD", text: "ONBUILD RUN <<EOF\na\nEOF", expected: ["EOF|a\n|expand"], count: 1 },
    { name: "CRLF", text: "RUN <<EOF\r\na\r\nEOF\r\nUSER x", expected: ["EOF|a\r\n|expand"], count: 2 },
    { name: "behind a continuation", text: "RUN a && \\\n <<EOF\nb\nEOF", expected: ["EOF|b\n|expand"], count: 1 },
    {
      name: "other interpreter",
      text: "RUN python3 <<EOF\nprint(1)\nEOF",
      expected: ["EOF|print(1)\n|expand"],
      count: 1,
    },
    { name: "shebang", text: "RUN <<EOF\n#!/bin/bash\nx\nEOF", expected: ["EOF|#!/bin/bash\nx\n|expand"], count: 1 },
    {
      name: "comment and continuation in the body",
      text: "RUN <<EOF\n# a\nb \\\nEOF",
      expected: ["EOF|# a\nb \\\n|expand"],
      count: 1,
    },
    { name: "not in CMD", text: "CMD <<EOF\nUSER a", expected: [], count: 2 },
    { name: "not in the JSON form", text: 'RUN ["a", "<<EOF"]\nUSER a', expected: [], count: 2 },
    { name: "here-string is none", text: "RUN a <<<b\nUSER a", expected: [], count: 2 },
    { name: "quoted marker is none", text: 'RUN echo "<<EOF"\nUSER a', expected: [], count: 2 },
    { name: "shift in arithmetic is none", text: "RUN echo $((1<<2))\nUSER a", expected: [], count: 2 },
  ])("$name", ({ text, expected, count }) => {
    const { instructions } = parse(text);
    const [first] = instructions;
    const found = first?.heredocs.map(
      (heredoc) =>
        `${heredoc.delimiter}|${heredoc.body.text}|${heredoc.isQuoted ? "keep" : "expand"}` +
        (heredoc.descriptor === undefined ? "" : `|${heredoc.descriptor}`),
    );
    expect(found).toEqual(expected);
    expect(instructions).toHaveLength(count);
  });
});

describe("instructions", () => {
  test("flags, mounts and words of RUN and COPY", () => {
    const text = "RUN --mount=type=cache,dst=/x --network=none make\nCOPY --from=b --link a 'c d' /e\n";
    const [run, copy] = parse(text).instructions;
    expect(run).toMatchObject({
      keyword: "RUN",
      flags: [{ name: "mount" }, { name: "network", value: { value: "none" } }],
      mounts: [{ type: "cache", options: { type: "cache", target: "/x" } }],
      command: { form: "shell", script: { text: "make" } },
    });
    expect(copy).toMatchObject({
      keyword: "COPY",
      flags: [
        { name: "from", value: { raw: "b" } },
        { name: "link", value: undefined },
      ],
      sources: [{ raw: "a" }, { raw: "'c" }, { raw: "d'" }],
      destination: { raw: "/e" },
    });
  });

  test("ENV: quotes, escapes, variables, and the legacy form", () => {
    const [first, second] = parse("ENV A=\"b c\" D=e\\ f G='$H' I=${J:-k}\nENV L m  n\n").instructions;
    expect(first).toMatchObject({
      isLegacy: false,
      pairs: [
        { key: { value: "A" }, value: { raw: '"b c"', value: "b c" } },
        { key: { value: "D" }, value: { raw: "e\\ f", value: "e f" } },
        { key: { value: "G" }, value: { value: "$H", variables: [] } },
        { key: { value: "I" }, value: { variables: [{ name: "J", modifier: ":-", operand: "k" }] } },
      ],
    });
    expect(second).toMatchObject({ isLegacy: true, pairs: [{ key: { value: "L" }, value: { value: "m  n" } }] });
  });

  // Go, package encoding/json, Unmarshal: invalid surrogate pairs become U+FFFD.
  test("JSON form: half a surrogate pair is replaced", () => {
    const [run] = parse('RUN ["\\ud800", "\\ud83d\\ude00"]').instructions;
    const words = run?.keyword === "RUN" && run.command.form === "exec" ? run.command.words : [];
    expect(words.map(({ value }) => value)).toEqual(["\uFFFD", "\u{1f600}"]);
  });

  test("JSON form: words are decoded, and found in the file", () => {
    const text = 'CMD [ "a\\u0042", "c d" ]';
    const [command] = parse(text).instructions;
    const form = command?.keyword === "CMD" ? command.command : undefined;
    const words = form?.form === "exec" ? form.words : [];
    expect(words.map((word) => [word.value, text.slice(word.start, word.end)])).toEqual([
      ["aB", '"a\\u0042"'],
      ["c d", '"c d"'],
    ]);
  });

  test("FROM, HEALTHCHECK, ONBUILD, SHELL, EXPOSE", () => {
    const text =
      'FROM --platform=$P a:1 AS b\nHEALTHCHECK --interval=5s CMD x y\nHEALTHCHECK none\nONBUILD ADD a b\nSHELL ["s", "-c"]\nEXPOSE 80 443/tcp\n';
    expect(parse(text).diagnostics).toEqual([]);
    expect(parse(text).instructions).toMatchObject([
      { keyword: "FROM", image: { raw: "a:1" }, as: { raw: "AS" }, alias: { raw: "b" }, flags: [{ name: "platform" }] },
      { keyword: "HEALTHCHECK", isNone: false, command: { form: "shell", script: { text: "x y" } } },
      { keyword: "HEALTHCHECK", isNone: true, command: undefined },
      { keyword: "ONBUILD", trigger: { keyword: "ADD", isTrigger: true, index: 3, destination: { raw: "b" } } },
      { keyword: "SHELL", words: [{ value: "s" }, { value: "-c" }] },
      { keyword: "EXPOSE", words: [{ raw: "80" }, { raw: "443/tcp" }] },
    ]);
  });
});

describe("properties", () => {
  const fragments = fc.constantFrom(
    "FROM a\n",
    "RUN ",
    "COPY ",
    "ENV ",
    "ONBUILD ",
    "HEALTHCHECK ",
    "CMD",
    "<<EOF",
    "\nEOF\n",
    "\\\n",
    "\n",
    "# x\n",
    "#",
    '"',
    "'",
    "$",
    "${",
    "}",
    ":-",
    "[",
    "]",
    ",",
    "--mount=",
    "--",
    "=",
    " ",
    "\t",
    "\r\n",
    "\uFEFF",
    "\0",
    "`",
    "\\",
    "# escape=`\n",
    "a",
    "é",
    "\u00a0",
    "\u{1F600}",
    "<<",
    "-",
  );
  const hostile = fc.oneof(
    fc.array(fragments, { maxLength: 40 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary" }),
  );

  test("tokens joined are the file, and every range lies in it", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const syntax = parse(text);
        const tokens = tokensOf(createSourceText("Dockerfile", text));
        expect(tokens.map((token) => text.slice(token.start, token.end)).join("")).toBe(text);
        for (const { start, end } of [...tokens, ...syntax.instructions, ...syntax.comments]) {
          expect(start <= end && start >= 0 && end <= text.length).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("a generated Dockerfile gives the generated instructions", () => {
    const word = fc.stringMatching(/^[a-z0-9/.]{1,8}$/);
    const gap = fc.constantFrom(" ", "  ", "\t", " \\\n ", " \\\n# c\n  ", " \\ \n\n ");
    const keyword = fc.constantFrom("RUN", "USER", "WORKDIR", "EXPOSE", "STOPSIGNAL");
    const line = fc.record({ keyword, words: fc.array(word, { minLength: 1, maxLength: 4 }), gap });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 10 }), (lines) => {
        const text = lines.map((one) => `${one.keyword}${one.gap}${one.words.join(one.gap)}\n`).join("# between\n");
        const found = parse(text).instructions.map((one) => [one.keyword, ...one.argument.text.split(/[ \t]+/)]);
        expect(found).toEqual(lines.map((one) => [one.keyword, ...one.words]));
      }),
    );
  });
});
