import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseOsRelease } from "./parse-os-release.ts";
import { parseReleaseLine } from "./parse-release-line.ts";

// Source: os-release(5), "FILE FORMAT".
describe("assignments", () => {
  test.each([
    { name: "bare", text: "ID=debian", value: "debian" },
    { name: "double quotes", text: 'ID="Debian GNU/Linux"', value: "Debian GNU/Linux" },
    { name: "single quotes", text: "ID='a \"b\" \\'", value: 'a "b" \\' },
    { name: "backslashes", text: 'ID="\\"a\\" \\$b \\\\ \\`"', value: '"a" $b \\ `' },
    { name: "CRLF and blanks", text: "  ID=a \r\n", value: "a" },
    { name: "the last one wins", text: "ID=a\nID=b", value: "b" },
    { name: "byte order mark", text: "\uFEFFID=a", value: "a" },
    { name: "a quote that is never closed", text: 'ID="a', value: "a" },
    { name: "empty", text: "ID=", value: "" },
  ])("$name", ({ text, value }) => {
    const { variables, diagnostics } = parseOsRelease("etc/os-release", text);

    expect(variables.get("ID")).toBe(value);
    expect(diagnostics).toEqual([]);
  });

  test("a line that is none is told of, the others are read", () => {
    const { variables, diagnostics } = parseOsRelease("etc/os-release", "# comment\nnonsense\n=x\nID=a\n");

    expect([...variables]).toEqual([["ID", "a"]]);
    expect(diagnostics.map(({ code, location }) => [code, location?.startLine])).toEqual([
      ["os-release/not-an-assignment", 2],
      ["os-release/not-an-assignment", 3],
    ]);
  });

  test("never throws and says little about binary files", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseOsRelease("etc/os-release", text).diagnostics.length).toBeLessThanOrEqual(5);
        parseReleaseLine(text);
      }),
    );
  });
});

describe("lines of prose", () => {
  test.each([
    {
      text: "CentOS Linux release 7.6.1810 (Core) \n",
      line: { name: "CentOS Linux", version: "7.6.1810", codename: "Core" },
    },
    { text: "Fedora release 29 (Twenty Nine)", line: { name: "Fedora", version: "29", codename: "Twenty Nine" } },
    { text: "CentOS release 5 (Final)", line: { name: "CentOS", version: "5", codename: "Final" } },
    { text: "Slackware 15.0", line: { name: "Slackware", version: "15.0" } },
    { text: "Gentoo Base System release 2.15", line: { name: "Gentoo Base System", version: "2.15" } },
    { text: "\n\n", line: undefined },
  ])("$text", ({ text, line }) => {
    expect(parseReleaseLine(text)).toEqual(line);
  });
});
