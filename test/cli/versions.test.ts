import { afterAll, beforeAll, expect, test } from "vitest";
import { callCli, createWorkplace, type Workplace } from "./run-cli.ts";

let workplace: Workplace;
beforeAll(() => {
  workplace = createWorkplace();
});
afterAll(() => workplace.remove());

// Orders by deb-version(7) and PEP 440; what is no version is named with its line.
test.each([
  { name: "pairs", written: ["compare", "deb"], input: "1.0~rc1 1.0\n1.0\t1.0-0\n1:0 9\n", output: "<\n=\n>\n" },
  { name: "nothing", written: ["compare", "deb"], input: "", output: "" },
  { name: "empty lines", written: ["compare", "npm"], input: "\n1.0.0 1.0.1\r\n\n", output: "<\n" },
  {
    name: "versions",
    written: ["sort", "pep440"],
    input: "1.0\n1.0rc1\n1!0\n1.0.dev1",
    output: "1.0.dev1\n1.0rc1\n1.0\n1!0\n",
  },
])("versions reads $name", async ({ written, input, output }) => {
  expect(await callCli(workplace, ["versions", ...written], { input })).toMatchObject({
    exitCode: 0,
    output,
    errorOutput: "",
  });
});

test.each([
  {
    name: "no version",
    written: ["compare", "semver"],
    input: "1.0.0 1.0\n1.0.0 2.0.0\n",
    output: "?\n<\n",
    errorOutput: 'line 1: expected a version of the scheme semver, got "1.0"\n',
  },
  {
    name: "one version",
    written: ["compare", "deb"],
    input: "1.0",
    output: "?\n",
    errorOutput: 'line 1: expected two versions with a tab or blanks between them, got "1.0"\n',
  },
  {
    name: "control characters",
    written: ["sort", "deb"],
    input: "2\n\u001b[31m\n1\n",
    output: "1\n2\n",
    errorOutput: 'line 2: expected a version of the scheme deb, got "\uFFFD[31m"\n',
  },
])("versions goes on after $name, and ends with 3", async ({ written, input, output, errorOutput }) => {
  expect(await callCli(workplace, ["versions", ...written], { input })).toMatchObject({
    exitCode: 3,
    output,
    errorOutput,
  });
});

test.each([
  { name: "no scheme", written: ["compare"], error: /is missing/ },
  { name: "an unknown scheme", written: ["compare", "dep"], error: /did you mean deb\?/ },
  { name: "a scheme as action", written: ["deb", "compare"], error: /expected compare or sort, got "deb"/ },
  { name: "an action as scheme", written: ["sort", "sort"], error: /expected a version scheme .*, got "sort"/ },
])("versions refuses $name", async ({ written, error }) => {
  const result = await callCli(workplace, ["versions", ...written]);

  expect(result).toMatchObject({ exitCode: 2, output: "" });
  expect(result.errorOutput).toMatch(error);
});
