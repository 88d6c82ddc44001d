import { describe, expect, test } from "vitest";
import { createSourceText } from "../../model/source-text.ts";
import { parseDockerfile } from "./parser.ts";
import { maxDockerfileDiagnostics } from "./problems.ts";

// What BuildKit 0.34 refuses is an error; what it accepts, though hardly as meant, is a warning. Columns counted by hand.
describe("diagnostics", () => {
  test.each([
    { name: "unknown instruction", text: "FORM a", expected: "error unknown-instruction 1:1-1:5" },
    { name: "unknown flag", text: "COPY --form=a b c", expected: "error unknown-flag 1:6-1:14" },
    { name: "flag in upper case", text: "COPY --From=a b c", expected: "error unknown-flag 1:6-1:14" },
    { name: "flag that BuildKit ignores", text: "ARG --x=y z", expected: "warning unknown-flag 1:5-1:10" },
    { name: "flag twice", text: "COPY --from=a --from=b c d", expected: "error duplicate-flag 1:15-1:23" },
    { name: "flag without value", text: "COPY --from a b", expected: "error invalid-flag-value 1:6-1:12" },
    { name: "boolean flag", text: "COPY --link=yes a b", expected: "error invalid-flag-value 1:6-1:16" },
    { name: "network", text: "RUN --network=off a", expected: "error invalid-flag-value 1:5-1:18" },
    { name: "interval", text: "HEALTHCHECK --interval=5 CMD a", expected: "error invalid-flag-value 1:13-1:25" },
    { name: "retries", text: "HEALTHCHECK --retries=-1 CMD a", expected: "error invalid-flag-value 1:13-1:25" },
    {
      name: "retries above 31 bits",
      text: "HEALTHCHECK --retries=2147483648 CMD a",
      expected: "error invalid-flag-value 1:13-1:33",
    },
    { name: "ignored flag of STOPSIGNAL", text: "STOPSIGNAL --x=y 9", expected: "warning unknown-flag 1:12-1:17" },
    { name: "directive twice", text: "# syntax=a\n# syntax=b\nFROM a", expected: "error duplicate-directive 2:1-2:11" },
    { name: "escape directive", text: "# escape=x\nFROM a", expected: "error invalid-escape-directive 1:10-1:11" },
    { name: "unclosed heredoc", text: "RUN a <<EOF\nb", expected: "error unclosed-heredoc 1:7-1:12" },
    { name: "FROM alone", text: "FROM", expected: "error missing-argument 1:1-1:5" },
    { name: "FROM with two words", text: "FROM a b", expected: "error missing-argument 1:6-1:9" },
    { name: "stage name", text: "FROM a AS 1b", expected: "error invalid-stage-name 1:11-1:13" },
    { name: "COPY with one word", text: "COPY a", expected: "error missing-argument 1:6-1:7" },
    { name: "ENV without value", text: "ENV a", expected: "error missing-argument 1:5-1:6" },
    { name: "ENV with a word without =", text: "ENV a=b c", expected: "error missing-equals 1:9-1:10" },
    { name: "LABEL without name", text: "LABEL =b", expected: "error missing-name 1:7-1:9" },
    { name: "unclosed quote", text: 'WORKDIR /a"b', expected: "error unclosed-quote 1:11-1:13" },
    { name: "unclosed brace", text: "USER ${a", expected: "error invalid-substitution 1:9-1:9" },
    { name: "unknown modifier", text: "USER ${a^^}", expected: "error invalid-substitution 1:9-1:10" },
    { name: "HEALTHCHECK type", text: "HEALTHCHECK curl x", expected: "error unknown-healthcheck-type 1:13-1:19" },
    { name: "HEALTHCHECK NONE with more", text: "HEALTHCHECK NONE x", expected: "error unexpected-argument 1:13-1:19" },
    { name: "HEALTHCHECK CMD alone", text: "HEALTHCHECK CMD", expected: "error missing-argument 1:13-1:16" },
    { name: "SHELL without JSON", text: "SHELL bash -c", expected: "error missing-argument 1:7-1:14" },
    { name: "ONBUILD ONBUILD", text: "ONBUILD ONBUILD RUN a", expected: "error invalid-trigger 1:9-1:16" },
    { name: "ONBUILD FROM", text: "ONBUILD FROM a", expected: "error invalid-trigger 1:9-1:13" },
    { name: "ONBUILD alone", text: "ONBUILD", expected: "error missing-argument 1:1-1:8" },
    { name: "JSON with a number", text: "CMD [1]", expected: "error invalid-json-form 1:5-1:8" },
    { name: "JSON with single quotes", text: "CMD ['a', 'b']", expected: "warning malformed-json-form 1:5-1:15" },
    { name: "JSON with a comma too many", text: 'CMD [ "a", ]', expected: "warning malformed-json-form 1:5-1:13" },
    {
      name: "mount option",
      text: "RUN --mount=tipe=cache,target=/x a",
      expected: "error invalid-mount-option 1:5-1:33",
    },
    { name: "mount type", text: "RUN --mount=type=cash,target=/x a", expected: "error invalid-mount-option 1:5-1:32" },
    {
      name: "mount option of another type",
      text: "RUN --mount=size=1m,target=/x a",
      expected: "error invalid-mount-option 1:5-1:30",
    },
    { name: "heredoc as destination", text: "COPY a <<EOF\nEOF", expected: "error heredoc-destination 1:6-1:13" },
    { name: "VOLUME with an empty path", text: 'VOLUME [""]', expected: "error missing-argument 1:8-1:12" },
    { name: "no instruction", text: "# a\n", expected: "error no-instructions 1:1-1:1" },
  ])("$name", ({ text, expected }) => {
    const { diagnostics } = parseDockerfile(createSourceText("Dockerfile", text));
    const found = diagnostics.map(({ level, code, location }) => {
      const start = `${location?.startLine}:${location?.startColumn}`;
      return `${level} ${code.replace("dockerfile/", "")} ${start}-${location?.endLine}:${location?.endColumn}`;
    });
    expect(found).toContain(expected);
  });

  test.each([
    { name: "shell test", text: "RUN [ -f a ] && b" },
    { name: "shell test with quotes", text: 'RUN [ "$a" = "b" ]' },
    { name: "glob", text: "COPY [ab]*.txt /x/" },
    { name: "mount with variables", text: "RUN --mount=type=cache,target=$x a" },
    { name: "secret with an environment variable", text: "RUN --mount=type=secret,id=a,env=B c" },
    { name: "fragment without FROM", text: "RUN a" },
    {
      name: "every flag of ADD",
      text: "ADD --chown=1 --chmod=644 --link --keep-git-dir=true --checksum=sha256:0 --unpack --exclude=a --exclude=b c d",
    },
    {
      name: "every flag of HEALTHCHECK",
      text: "HEALTHCHECK --interval=1m30s --timeout=.5h --start-period=0 --start-interval=1ms --retries=2147483647 CMD a",
    },
    { name: "empty CMD and ENTRYPOINT", text: "CMD []\nENTRYPOINT []" },
    { name: "quote in RUN is the shell's matter", text: "RUN echo it's" },
  ])("none for $name", ({ text }) => {
    expect(parseDockerfile(createSourceText("Dockerfile", text)).diagnostics).toEqual([]);
  });

  test("suggests the closest word, in both languages", () => {
    const [diagnostic] = parseDockerfile(createSourceText("Dockerfile", "FORM a")).diagnostics;
    expect(diagnostic?.message.en).toContain("Did you mean FROM?");
    expect(diagnostic?.message.ja).toContain("FROM");
  });

  test("an indented end of a heredoc is taken as the end, and said so", () => {
    const { instructions, diagnostics } = parseDockerfile(
      createSourceText("Dockerfile", "RUN <<EOF\na\n  EOF\nUSER b"),
    );
    expect(instructions.map((instruction) => instruction.keyword)).toEqual(["RUN", "USER"]);
    expect(diagnostics[0]?.message.en).toContain("Line 3");
  });

  // Each search reads to the end of the file: sixteen of them are made, then the heredoc takes the rest.
  test("indented ends are looked for sixteen times", () => {
    const { instructions } = parseDockerfile(createSourceText("Dockerfile", "RUN <<A\n A\n".repeat(20)));
    expect(instructions).toHaveLength(17);
  });

  test("diagnostics are capped, and the rest is counted", () => {
    const text = "x y\n".repeat(maxDockerfileDiagnostics + 5);
    const { diagnostics } = parseDockerfile(createSourceText("Dockerfile", text));
    expect(diagnostics).toHaveLength(maxDockerfileDiagnostics + 1);
    expect(diagnostics.at(-1)).toMatchObject({
      code: "dockerfile/too-many-problems",
      message: { en: expect.stringContaining("5 more") },
    });
  });
});
