import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText, positionAt } from "../../model/source-text.ts";
import { findInlineExceptions } from "./find-inline-exceptions.ts";

function find(text: string) {
  return findInlineExceptions(parseDockerfile(createSourceText("Dockerfile", text)));
}

/** `RULE@LINE` for each exception with the first line it covers; `@file` for those of the whole file. */
function summarize(text: string): readonly string[] {
  const source = createSourceText("Dockerfile", text);
  return find(text).exceptions.map(({ rule, scope }) => {
    if (scope === undefined) return `${rule}@file`;
    return scope.start === scope.end ? `${rule}@nothing` : `${rule}@${positionAt(source, scope.start).line}`;
  });
}

describe("sekisho:ignore", () => {
  test.each([
    { name: "the next instruction", text: "# sekisho:ignore dockerfile/x\nFROM a\n", expected: ["dockerfile/x@2"] },
    {
      name: "blank lines and comments between",
      text: "# sekisho:ignore DL3006,SC2086\n\n# why\nFROM a\n",
      expected: ["hadolint:DL3006@4", "shellcheck:SC2086@4"],
    },
    {
      name: "the whole file",
      text: "FROM a\n# sekisho:ignore-file CKV_DOCKER_3\n",
      expected: ["checkov:CKV_DOCKER_3@file"],
    },
    {
      name: "inside an instruction",
      text: "FROM a\nRUN b \\\n # sekisho:ignore AVD-DS-0002\n c\n",
      expected: ["trivy:DS-0002@2"],
    },
    { name: "behind the last instruction", text: "FROM a\n# sekisho:ignore x\n", expected: ["x@nothing"] },
    { name: "blanks around commas", text: "#sekisho:ignore a , b\nFROM a\n", expected: ["a@2", "b@2"] },
  ])("$name", ({ text, expected }) => {
    expect(summarize(text)).toEqual(expected);
    expect(find(text).diagnostics).toEqual([]);
  });

  test("reason, owner and day", () => {
    const [exception] = find(
      '# sekisho:ignore a reason="kept, by = choice" owner=team expires=2027-01-31\nFROM a\n',
    ).exceptions;
    expect(exception).toMatchObject({ reason: "kept, by = choice", owner: "team", expires: "2027-01-31" });
  });

  test.each([
    { name: "no rule", text: "# sekisho:ignore\nFROM a\n", got: "nothing" },
    { name: "only a reason", text: '# sekisho:ignore reason="x"\nFROM a\n', got: "reason" },
    { name: "an unknown word", text: "# sekisho:ignore a because=b\nFROM a\n", got: "because" },
    { name: "no day", text: "# sekisho:ignore a expires=2027-02-30\nFROM a\n", got: "2027-02-30" },
    { name: "an open quote", text: '# sekisho:ignore a reason="b\nFROM a\n', got: "reason" },
    { name: "a reason twice", text: "# sekisho:ignore a reason=b reason=c\nFROM a\n", got: "expected reason once" },
  ])("refuses $name and says so", ({ text, got }) => {
    const found = find(text);
    expect(found.exceptions).toEqual([]);
    expect(found.diagnostics).toMatchObject([
      { code: "exception/unreadable-comment", level: "warning", location: { startLine: 1, startColumn: 1 } },
    ]);
    expect(found.diagnostics[0]?.message.en).toContain(got);
  });
});

describe("comments that are nearly of ours", () => {
  test.each([
    { name: "an equals sign", comment: "sekisho ignore=DL3006" },
    { name: "an equals sign behind the colon", comment: "sekisho:ignore=DL3006" },
    { name: "two changed letters", comment: "sekisho:ingore DL3006" },
    { name: "a blank and two changed letters", comment: "sekisho: ingore=dockerfile/no-user" },
    { name: "another ending", comment: "sekisho:ignored dockerfile/no-user" },
    { name: "a blank behind the colon", comment: "sekisho: ignore dockerfile/no-user" },
    { name: "no colon", comment: "sekisho ignore dockerfile/no-user" },
    { name: "a hyphen", comment: "sekisho-ignore CKV_DOCKER_3" },
    { name: "capitals", comment: "Sekisho:Ignore hadolint:DL3006" },
    { name: "the whole file", comment: "sekisho:ignore_file DL3006" },
    { name: "the word of another tool", comment: "sekisho:skip=DL3006" },
  ])("$name: accepts nothing and says so", ({ comment }) => {
    const found = find(`FROM a\n# ${comment}\nRUN b\n`);

    expect(found.exceptions).toEqual([]);
    expect(found.diagnostics).toMatchObject([
      {
        code: "exception/unreadable-comment",
        level: "warning",
        location: { startLine: 2, startColumn: 1, endLine: 2, endColumn: comment.length + 3 },
      },
    ]);
    expect(found.diagnostics[0]?.message.en).toContain("sekisho:ignore RULE");
    expect(found.diagnostics[0]?.message.ja).toContain(JSON.stringify(comment));
  });

  test.each([
    "sekisho is run in CI",
    "sekisho ignores what lies in vendor/",
    "sekisho: ignore lists are in .sekisho.yaml",
    "Sekisho ignore comments need a reason",
    "sekisho:8080 is where the platform listens",
    "sekisho: see https://example.com/DL3006",
    "see sekisho:ingore DL3006",
    "sekisho scan --exclude vendor",
    "sekisho-cli 1.2",
  ])("prose stays prose: %s", (comment) => {
    const found = find(`FROM a\n# ${comment}\nRUN b\n`);

    expect([found.exceptions, found.diagnostics]).toEqual([[], []]);
  });
});

// Expected values: hadolint 2.15.1 run over the same files.
describe("hadolint comments", () => {
  test.each([
    { name: "the next line", text: "# hadolint ignore=DL3006\nFROM a\n", expected: ["hadolint:DL3006@2"] },
    {
      name: "a blank line between",
      text: "# hadolint ignore=DL3006\n\nFROM a\n",
      expected: ["hadolint:DL3006@nothing"],
    },
    {
      name: "a comment between",
      text: "# hadolint ignore=DL3006\n# b\nFROM a\n",
      expected: ["hadolint:DL3006@nothing"],
    },
    {
      name: "several with blanks",
      text: "#hadolint   ignore = DL3006 ,DL3007\nFROM a\n",
      expected: ["hadolint:DL3006@2", "hadolint:DL3007@2"],
    },
    { name: "an indented comment", text: "  # hadolint ignore=DL3006\nFROM a\n", expected: ["hadolint:DL3006@2"] },
    { name: "carriage returns", text: "# hadolint ignore=DL3006\r\nFROM a\r\n", expected: ["hadolint:DL3006@2"] },
    { name: "tabs", text: "#\thadolint\tignore=DL3006\t\nFROM a\n", expected: ["hadolint:DL3006@2"] },
    { name: "a word before it", text: "# b hadolint ignore=DL3006\nFROM a\n", expected: [] },
    {
      name: "global, anywhere",
      text: "FROM a\n# hadolint global ignore = DL3006 , DL3007\n",
      expected: ["hadolint:DL3006@file", "hadolint:DL3007@file"],
    },
    {
      name: "inside an instruction",
      text: "FROM a\nRUN b && \\\n # hadolint ignore=DL3008\n  c\n",
      expected: ["hadolint:DL3008@nothing"],
    },
    { name: "ONBUILD", text: "FROM a\n# hadolint ignore=DL3008\nONBUILD RUN b\n", expected: ["hadolint:DL3008@3"] },
  ])("$name", ({ text, expected }) => {
    expect(summarize(text)).toEqual(expected);
  });

  test.each([
    { name: "words behind the list", text: "# hadolint ignore=DL3006 because\nFROM a\n" },
    { name: "lower case", text: "# hadolint ignore=dl3006\nFROM a\n" },
    { name: "capitals", text: "# Hadolint Ignore=DL3006\nFROM a\n" },
    { name: "blanks for commas", text: "# hadolint ignore=DL3007 DL3006\nFROM a\n" },
    { name: "a comma at the end", text: "# hadolint ignore=DL3006,\nFROM a\n" },
    { name: "no equals sign", text: "# hadolint ignore DL3006\nFROM a\n" },
  ])("$name: accepts nothing and says so", ({ text }) => {
    expect(find(text).exceptions).toEqual([]);
    expect(find(text).diagnostics.map(({ code }) => code)).toEqual(["exception/unreadable-comment"]);
  });

  test("names a shell", () => {
    expect(find("FROM a\n# hadolint shell = /bin/bash \nRUN b\n").shells).toMatchObject([{ shell: "/bin/bash" }]);
  });
});

// Expected values: `ParseLintOptions` and `ParseDirective` of BuildKit 0.34; the blank was tried with its linter.
describe("the check directive", () => {
  test.each([
    {
      name: "names",
      text: "# check=skip=StageNameCasing,FromAsCasing\nFROM a\n",
      expected: ["buildkit:StageNameCasing@file", "buildkit:FromAsCasing@file"],
    },
    {
      name: "the value ends at a blank",
      text: "# check=skip=StageNameCasing, FromAsCasing\nFROM a\n",
      expected: ["buildkit:StageNameCasing@file"],
    },
    { name: "all", text: "# check=skip=all;error=true\nFROM a\n", expected: ["buildkit:*@file"] },
    {
      name: "behind an instruction it is a comment",
      text: "FROM a\n# check=skip=all\n",
      expected: ["buildkit:*@nothing"],
    },
  ])("$name", ({ text, expected }) => {
    expect(summarize(text)).toEqual(expected);
    expect(find(text).diagnostics).toEqual([]);
  });

  test("experimental checks are turned on", () => {
    expect(find("# check=experimental=CopyIgnoredFile\nFROM a\n").enabledRules).toEqual(["buildkit:CopyIgnoredFile"]);
  });

  test.each([
    { name: "an unknown option", text: "# check=skipp=all\nFROM a\n" },
    { name: "no truth value", text: "# check=error=yes\nFROM a\n" },
  ])("refuses $name", ({ text }) => {
    expect(find(text).diagnostics.map(({ code }) => code)).toEqual(["dockerfile/invalid-check-directive"]);
  });
});

// Expected values: BuildKit's dockerfile_check_test.go, and its parser.go for what stands between.
describe("check comments before an instruction", () => {
  test.each([
    { name: "skip one rule", text: "FROM a\n# check=skip=X\nCMD b\nCMD c\n", expected: ["buildkit:X@3"] },
    { name: "words behind", text: "FROM a\n# check=skip=all // here\nCMD b\n", expected: ["buildkit:*@3"] },
    { name: "several", text: "FROM a\n#check=skip=X,Y\nCMD b\n", expected: ["buildkit:X@3", "buildkit:Y@3"] },
    { name: "a blank line between", text: "FROM a\n# check=skip=X\n\n# why\nCMD b\n", expected: ["buildkit:X@5"] },
    { name: "an empty comment between", text: "FROM a\n# check=skip=X\n#\nCMD b\n", expected: [] },
    {
      name: "the first one counts",
      text: "FROM a\n# check=skip=X\n# check=skip=Y\nCMD b\n",
      expected: ["buildkit:X@4"],
    },
    { name: "indented", text: "FROM a\n  # check=skip=X\nCMD b\n", expected: [] },
    { name: "inside an instruction", text: "FROM a\nRUN b \\\n# check=skip=X\n c\n", expected: [] },
    { name: "behind the last instruction", text: "FROM a\n# check=skip=X\n", expected: ["buildkit:X@nothing"] },
    { name: "other words", text: "FROM a\n# check the skip=X\nCMD b\n", expected: [] },
  ])("$name", ({ text, expected }) => {
    expect(summarize(text)).toEqual(expected);
    expect(find(text).diagnostics).toEqual([]);
  });

  test("says that one is not read", () => {
    const { exceptions, diagnostics } = find("FROM a\n# check=SkipMe\nCMD b\n");
    expect(exceptions).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: "exception/unreadable-comment", location: { startLine: 2 } }]);
  });
});

describe("comments of Checkov and Trivy", () => {
  test.each([
    {
      name: "Checkov with a reason",
      text: "FROM a\n#checkov:skip=CKV_DOCKER_3:no user needed\nRUN b\n",
      expected: ["checkov:CKV_DOCKER_3@file"],
    },
    {
      name: "Checkov by its older name",
      text: "# bridgecrew:skip=CKV_DOCKER_2\nFROM a\n",
      expected: ["checkov:CKV_DOCKER_2@file"],
    },
    {
      name: "Trivy above a line",
      text: "FROM a\n#trivy:ignore:AVD-DS-0002\nUSER root\n",
      expected: ["trivy:DS-0002@3"],
    },
    {
      name: "Trivy with a blank line between",
      text: "FROM a\n#trivy:ignore:DS-0002\n\nUSER root\n",
      expected: ["trivy:DS-0002@2"],
    },
    {
      name: "Trivy on consecutive lines",
      text: "FROM a\n#trivy:ignore:DS002\n#trivy:ignore:DS-0010\nUSER root\n",
      expected: ["trivy:DS-0010@4", "trivy:DS-0002@4"],
    },
    { name: "Trivy at the top", text: "# trivy:ignore:DS-0026\nFROM a\n", expected: ["trivy:DS-0026@file"] },
    { name: "Trivy for every rule", text: "FROM a\n#trivy:ignore:*\nUSER root\n", expected: ["trivy:*@3"] },
  ])("$name", ({ text, expected }) => {
    expect(summarize(text)).toEqual(expected);
  });

  test("Checkov's reason is kept", () => {
    expect(find("#checkov:skip=CKV_DOCKER_3:no user needed\nFROM a\n").exceptions[0]?.reason).toBe("no user needed");
  });

  // Trivy compares the clock with midnight of the day: the day before is the last on which the rule holds.
  test.each([
    { name: "a day", comment: "#trivy:ignore:DS-0002:exp:2027-03-01", expected: "2027-02-28" },
    { name: "no day", comment: "#trivy:ignore:DS-0002:exp:soon", expected: "0001-01-01" },
  ])("Trivy expires at $name", ({ comment, expected }) => {
    expect(find(`FROM a\n${comment}\nUSER root\n`).exceptions[0]?.expires).toBe(expected);
  });
});

test("comments of any text end in linear time and never throw", () => {
  const piece = fc.constantFrom(
    "hadolint",
    "sekisho:ignore",
    " ",
    "ignore=",
    ",",
    "DL3006",
    '"',
    "trivy:ignore:",
    "checkov:skip=",
    "\t",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(() => find(`# ${pieces.join("")}\nFROM a\n`)).not.toThrow();
    }),
  );
  find(`# hadolint ignore=${"DL3006 , ".repeat(50_000)}\nFROM a\n`);
  find(`# sekisho:ignore ${"a , ".repeat(50_000)}\nFROM a\n`);
  find(`# checkov:skip=${" ".repeat(200_000)}\nFROM a\n`);
});
