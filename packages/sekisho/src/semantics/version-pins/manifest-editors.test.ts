import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PackageType } from "../../model/package.ts";
import { findManifestKind } from "./manifest-editors.ts";

interface EditCase {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly wants: readonly [name: string, to: string];
  /** The line that changed, trimmed, or why nothing did. */
  readonly expected: string;
}

function applied({ file, text, wants: [name, to] }: EditCase): string {
  const kind = findManifestKind(file);
  if (kind === undefined) return "no manifest";
  const proposal = kind.edit(text, { type: kind.type, name, to });
  if (proposal.kind === "unedited") return proposal.reason;
  let edited = text;
  for (const edit of proposal.edits.toSorted((left, right) => right.start - left.start)) {
    edited = edited.slice(0, edit.start) + edit.text + edited.slice(edit.end);
  }
  const before = text.split("\n");
  return edited
    .split("\n")
    .filter((line, index) => line !== before[index])
    .map((line) => line.trim())
    .join(" | ");
}

const goMod =
  "module example.com/a\n\ngo 1.22\n\nrequire golang.org/x/net v0.7.0 // keep\nrequire (\n\tgithub.com/a/b v1.2.0\n\tgolang.org/x/text v0.3.0 // indirect\n)\nreplace github.com/a/b => ../b\n";
const pom = `<project><properties><jackson.version>2.9.8</jackson.version></properties><!--
<dependency><groupId>org.a</groupId><artifactId>old</artifactId><version>1</version></dependency> --><dependencies>
<dependency><groupId>org.a</groupId><artifactId>plain</artifactId><version> 1.2.3 </version></dependency>
<dependency><groupId>com.fasterxml</groupId><artifactId>jackson</artifactId><version>\${jackson.version}</version></dependency>
<dependency><exclusions><exclusion><groupId>org.a</groupId><artifactId>plain</artifactId></exclusion></exclusions><groupId>org.b</groupId><artifactId>other</artifactId><version>\${elsewhere}</version></dependency>
<dependency><groupId>org.c</groupId><artifactId>ranged</artifactId><version>[1.0,2.0)</version></dependency>
<dependency><groupId>org.d</groupId><artifactId>managed</artifactId></dependency>
</dependencies></project>`;
const cargo = `[package]\nname = "x"\nversion = "0.1.0"\n[dependencies]\nserde = "1.0"\ntokio = { version = "1.20.1", features = ["rt"] }\nlocal = { path = "../local" }\n[dev-dependencies]\nproptest = "=1.0.0"\n[dependencies.regex]\nversion = "1.5.4"\n[build-dependencies]\nwild = "*"\n`;

// Expected lines are written by hand after the formats' own documentation.
const cases: readonly EditCase[] = [
  {
    name: "an exact pin",
    file: "package.json",
    text: '{\n"dependencies": {\n"left": "1.0.0"\n}\n}',
    wants: ["left", "1.2.0"],
    expected: '"left": "1.2.0"',
  },
  {
    name: "the operator stays",
    file: "package.json",
    text: '{"devDependencies":{"@scope/left":"^1.0.0"}}',
    wants: ["@scope/left", "1.2.0"],
    expected: '{"devDependencies":{"@scope/left":"^1.2.0"}}',
  },
  {
    name: "in two sections at once",
    file: "package.json",
    text: '{"dependencies":{"left":"1.0.0"},\n"optionalDependencies":{"left":"~1.0.0"}}',
    wants: ["left", "1.2.0"],
    expected: '{"dependencies":{"left":"1.2.0"}, | "optionalDependencies":{"left":"~1.2.0"}}',
  },
  {
    name: "a range is a choice",
    file: "package.json",
    text: '{"dependencies":{"left":"1 || 2"}}',
    wants: ["left", "1.2.0"],
    expected: "no-single-version",
  },
  {
    name: "an address is no version",
    file: "package.json",
    text: '{"dependencies":{"left":"git+https://example.com/left"}}',
    wants: ["left", "1.2.0"],
    expected: "no-single-version",
  },
  {
    name: "no version is lowered",
    file: "package.json",
    text: '{"dependencies":{"left":"1.10.0"}}',
    wants: ["left", "1.9.0"],
    expected: "already",
  },
  {
    name: "another object of the same name",
    file: "package.json",
    text: '{"config":{"dependencies":{"left":"1.0.0"}},"left":"1.0.0"}',
    wants: ["left", "1.2.0"],
    expected: "not-named",
  },
  {
    name: "a name that every object has",
    file: "package.json",
    text: '{"dependencies":{}}',
    wants: ["__proto__", "1.2.0"],
    expected: "not-named",
  },
  {
    name: "composer",
    file: "composer.json",
    text: '{"require":{"php":">=8.1","a/b":"^2.0.1"}}',
    wants: ["a/b", "v2.1.3"],
    expected: '{"require":{"php":">=8.1","a/b":"^2.1.3"}}',
  },
  {
    name: "composer's tilde",
    file: "composer.json",
    text: '{"require":{"a/b":"~2.0"}}',
    wants: ["a/b", "2.1.3"],
    expected: "no-single-version",
  },
  {
    name: "a requirement, by the normal name, with a comment",
    file: "requirements-dev.txt",
    text: "a==1\nZope.Interface == 5.0  # why\n",
    wants: ["zope-interface", "5.4"],
    expected: "Zope.Interface == 5.4  # why",
  },
  {
    name: "a requirement with extras and a marker",
    file: "requirements.txt",
    text: 'requests[socks]>=2.19.0; python_version < "3.12"\r\n',
    wants: ["requests", "2.31.0"],
    expected: 'requests[socks]>=2.31.0; python_version < "3.12"',
  },
  {
    name: "two bounds",
    file: "requirements.txt",
    text: "django>=3.2,<4\n",
    wants: ["django", "3.2.25"],
    expected: "no-single-version",
  },
  {
    name: "checksums",
    file: "requirements.txt",
    text: "django==3.2 \\\n  --hash=sha256:00\n",
    wants: ["django", "3.2.25"],
    expected: "hashed",
  },
  {
    name: "no version",
    file: "requirements.txt",
    text: "django\n",
    wants: ["django", "3.2.25"],
    expected: "no-single-version",
  },
  {
    name: "a longer name",
    file: "requirements.txt",
    text: "django-environ==0.1\n",
    wants: ["django", "3.2.25"],
    expected: "not-named",
  },
  {
    name: "go, a line of its own",
    file: "go.mod",
    text: goMod,
    wants: ["golang.org/x/net", "v0.17.0"],
    expected: "require golang.org/x/net v0.17.0 // keep",
  },
  {
    name: "go, in a block, indirect",
    file: "go.mod",
    text: goMod,
    wants: ["golang.org/x/text", "v0.3.8"],
    expected: "golang.org/x/text v0.3.8 // indirect",
  },
  { name: "go, replaced", file: "go.mod", text: goMod, wants: ["github.com/a/b", "v1.3.0"], expected: "replaced" },
  { name: "go, a longer path", file: "go.mod", text: goMod, wants: ["golang.org/x", "v1.3.0"], expected: "not-named" },
  {
    name: "a gem",
    file: "Gemfile",
    text: 'gem "rack", "2.0.1", require: false\n',
    wants: ["rack", "2.2.8"],
    expected: 'gem "rack", "2.2.8", require: false',
  },
  {
    name: "a pessimistic gem of as many numbers",
    file: "Gemfile",
    text: "gem 'rack', '~> 2.0.1'\n",
    wants: ["rack", "2.2.8"],
    expected: "gem 'rack', '~> 2.2.8'",
  },
  {
    name: "a pessimistic gem of fewer numbers",
    file: "Gemfile",
    text: "gem 'rack', '~> 2.0'\n",
    wants: ["rack", "2.2.8"],
    expected: "no-single-version",
  },
  {
    name: "a gem with two bounds",
    file: "Gemfile",
    text: "gem 'rack', '>= 2.0', '< 3'\n",
    wants: ["rack", "2.2.8"],
    expected: "no-single-version",
  },
  {
    name: "a gem without version",
    file: "Gemfile",
    text: "gem 'rack'\n",
    wants: ["rack", "2.2.8"],
    expected: "no-single-version",
  },
  {
    name: "a dependency in a pom",
    file: "pom.xml",
    text: pom,
    wants: ["org.a:plain", "1.3.0"],
    expected:
      "<dependency><groupId>org.a</groupId><artifactId>plain</artifactId><version> 1.3.0 </version></dependency>",
  },
  {
    name: "a property of the pom",
    file: "pom.xml",
    text: pom,
    wants: ["com.fasterxml:jackson", "2.12.7"],
    expected: "<project><properties><jackson.version>2.12.7</jackson.version></properties><!--",
  },
  {
    name: "a property from elsewhere",
    file: "pom.xml",
    text: pom,
    wants: ["org.b:other", "2.0"],
    expected: "variable",
  },
  {
    name: "a range of Maven",
    file: "pom.xml",
    text: pom,
    wants: ["org.c:ranged", "1.5"],
    expected: "no-single-version",
  },
  {
    name: "a version that a parent manages",
    file: "pom.xml",
    text: pom,
    wants: ["org.d:managed", "1.5"],
    expected: "not-named",
  },
  { name: "a comment is nothing", file: "pom.xml", text: pom, wants: ["org.a:old", "2"], expected: "not-named" },
  { name: "a crate", file: "Cargo.toml", text: cargo, wants: ["serde", "1.0.200"], expected: 'serde = "1.0.200"' },
  {
    name: "a crate with features",
    file: "Cargo.toml",
    text: cargo,
    wants: ["tokio", "1.38.1"],
    expected: 'tokio = { version = "1.38.1", features = ["rt"] }',
  },
  {
    name: "an exact crate",
    file: "Cargo.toml",
    text: cargo,
    wants: ["proptest", "1.1.0"],
    expected: 'proptest = "=1.1.0"',
  },
  {
    name: "a crate in a table of its own",
    file: "Cargo.toml",
    text: cargo,
    wants: ["regex", "1.5.5"],
    expected: 'version = "1.5.5"',
  },
  {
    name: "a crate on this machine",
    file: "Cargo.toml",
    text: cargo,
    wants: ["local", "1.5.5"],
    expected: "no-single-version",
  },
  {
    name: "any version of a crate",
    file: "Cargo.toml",
    text: cargo,
    wants: ["wild", "1.5.5"],
    expected: "no-single-version",
  },
  {
    name: "the package itself is no dependency",
    file: "Cargo.toml",
    text: cargo,
    wants: ["version", "1.5.5"],
    expected: "not-named",
  },
  { name: "an empty file", file: "package.json", text: "", wants: ["left", "1.2.0"], expected: "not-named" },
  {
    name: "a broken file",
    file: "package.json",
    text: '{"dependencies":{"left":"1.0',
    wants: ["left", "1.2.0"],
    expected: "not-named",
  },
  {
    name: "a file of another name",
    file: "packages.json",
    text: "{}",
    wants: ["left", "1.2.0"],
    expected: "no manifest",
  },
];

describe("manifests", () => {
  test.each(cases)("$file: $name", (edit) => {
    expect(applied(edit)).toBe(edit.expected);
  });

  const files = ["package.json", "composer.json", "requirements.txt", "go.mod", "Gemfile", "pom.xml", "Cargo.toml"];

  test("any text: nothing is thrown, edits lie inside, and a second run finds nothing more to raise", () => {
    const pieces = fc.constantFrom(
      '"left"',
      ":",
      '"1.0.0"',
      "{",
      "}",
      ",",
      "left",
      "==1.0",
      "gem ",
      "require",
      "(",
      ")",
      "\n",
      "<version>",
      "</version>",
      "<dependency>",
      "</dependency>",
      "\\",
      '"dependencies"',
      "[dependencies]",
      "=",
      " v1.0.0",
      "'",
      "\u0000",
      "<!--",
    );
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.array(pieces, { maxLength: 40 }), (file, words) => {
        const text = words.join("");
        const kind = findManifestKind(file);
        const type: PackageType = kind?.type ?? "npm";
        const wanted = { type, name: "left", to: type === "golang" ? "v9.0.0" : "9.0.0" };
        const proposal = kind?.edit(text, wanted);
        const edits = proposal?.kind === "edited" ? proposal.edits : [];
        let edited = text;
        for (const { start, end, text: put } of edits.toSorted((left, right) => right.start - left.start)) {
          edited = edited.slice(0, start) + put + edited.slice(end);
        }
        expect(edits.filter(({ start, end }) => start < 0 || end <= start || end > text.length)).toEqual([]);
        const again = kind?.edit(edited, wanted);
        expect(again).toEqual(edits.length === 0 ? proposal : { kind: "unedited", reason: "already" });
      }),
      { numRuns: 2_000 },
    );
  });

  test.each(files)("%s of megabytes on one line or of one nesting is read in linear time", (file) => {
    const kind = findManifestKind(file);
    const wanted = { type: kind?.type ?? ("npm" as const), name: "left", to: "9.0.0" };
    const hostile = [
      '{"dependencies":'.repeat(100_000),
      "[".repeat(2_000_000),
      "left==".repeat(300_000),
      "gem 'left', ".repeat(200_000),
      "<dependency><groupId>".repeat(50_000),
      "<!--".repeat(400_000),
      "require ( ".repeat(200_000),
    ];
    for (const text of hostile) expect(kind?.edit(text, wanted).kind).toBe("unedited");
  });
});
