import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPythonMetadata, readPythonRequirement } from "./python-metadata.ts";
import { readRecordPaths } from "./python-record.ts";

function read(...lines: string[]) {
  return readPythonMetadata(Buffer.from(lines.join("\n")), "a/METADATA");
}

test("a distribution with everything; its description is not read", () => {
  const metadata = read(
    "Metadata-Version: 2.4",
    "Name: Zope.Interface_x",
    "Version: 1!2.0.post1",
    "License-Expression: MIT AND ZPL-2.1",
    "License: something else",
    "Requires-Dist: requests[socks] (>=2.0,<3) ; extra == 'net'",
    "Requires-Dist: six",
    "",
    "Name: other",
  );

  expect(metadata).toEqual({
    package: {
      type: "pypi",
      name: "zope-interface-x",
      version: "1!2.0.post1",
      licenses: ["MIT AND ZPL-2.1"],
      requires: [{ name: "requests", range: ">=2.0,<3; extra == 'net'" }, { name: "six" }],
    },
    diagnostics: [],
  });
});

describe("licences", () => {
  test.each([
    { name: "name", lines: ["License: BSD 3-Clause"], licenses: ["BSD 3-Clause"] },
    { name: "unknown", lines: ["License: UNKNOWN"], licenses: undefined },
    {
      name: "classifiers where the licence itself stands in the field",
      lines: [
        "License: Copyright",
        "  all of it",
        "Classifier: License :: OSI Approved",
        "Classifier: License :: OSI Approved :: MIT License",
        "Classifier: License :: Public Domain",
        "Classifier: Topic :: Other",
      ],
      licenses: ["MIT License", "Public Domain"],
    },
  ])("$name", ({ lines, licenses }) => {
    expect(read("Name: a", "Version: 1", ...lines).package?.licenses).toEqual(licenses);
  });
});

describe("incomplete or hostile metadata", () => {
  test.each([
    { name: "no name", lines: ["Version: 1"], code: "python/metadata-incomplete" },
    { name: "no version", lines: ["Name: a"], code: "python/metadata-incomplete" },
    { name: "no text at all", lines: ["\0\0\u0001"], code: "python/metadata-incomplete" },
    { name: "escape in the name", lines: ["Name: a\u001B[2J", "Version: 1"], code: "package/unusable-identity" },
    { name: "huge version", lines: ["Name: a", `Version: ${"1".repeat(1e6)}`], code: "package/unusable-identity" },
  ])("$name", ({ lines, code }) => {
    const metadata = read(...lines);

    expect(metadata.package).toBeUndefined();
    expect(metadata.diagnostics).toMatchObject([{ code, location: { path: "a/METADATA" } }]);
  });
});

describe("requirements, examples of PEP 508", () => {
  test.each([
    { text: "A", requirement: { name: "a" } },
    { text: "A.B-C_D", requirement: { name: "a-b-c-d" } },
    { text: "name<=1", requirement: { name: "name", range: "<=1" } },
    { text: "name>=3,<2", requirement: { name: "name", range: ">=3,<2" } },
    { text: "name@http://foo.com", requirement: { name: "name", range: "@http://foo.com" } },
    { text: "name[quux, strange];python_version<'2.7'", requirement: { name: "name", range: ";python_version<'2.7'" } },
    { text: "name (>=1)", requirement: { name: "name", range: ">=1" } },
    { text: "-r other.txt", requirement: undefined },
    { text: "", requirement: undefined },
  ])("$text", ({ text, requirement }) => {
    expect(readPythonRequirement(text)).toEqual(requirement);
  });
});

describe("RECORD", () => {
  test.each([
    { name: "lines", text: "a/b.py,sha256=x,10\na-1.dist-info/RECORD,,\n", paths: ["a/b.py", "a-1.dist-info/RECORD"] },
    { name: "carriage returns", text: "a.py,,\r\nb.py\r\n", paths: ["a.py", "b.py"] },
    { name: "quoted", text: '"a,""b"".py",sha256=x,1\nc.py,,', paths: ['a,"b".py', "c.py"] },
    { name: "quote without end", text: '"a.py\nb.py', paths: ["a.py\nb.py"] },
    { name: "empty lines", text: "\n\n,\n", paths: [] },
  ])("$name", ({ text, paths }) => {
    expect(readRecordPaths(Buffer.from(text))).toEqual(paths);
  });
});

test("never throws, whatever the bytes are", () => {
  const line = fc.tuple(fc.constantFrom("Name: ", "Version: ", "License: ", "Requires-Dist: ", "", " "), fc.string());
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const bytes = Buffer.from(lines.map((parts) => parts.join("")).join("\n"));
      const metadata = readPythonMetadata(bytes, "p");

      expect(metadata.diagnostics.length).toBe(metadata.package === undefined ? 1 : 0);
      expect(readRecordPaths(bytes)).not.toContain("");
    }),
  );
});
