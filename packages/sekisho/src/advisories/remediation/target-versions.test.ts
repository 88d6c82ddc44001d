import { expect, test } from "vitest";
import type { PackageType } from "../../model/package.ts";
import type { Severity } from "../../model/severity.ts";
import { matchInventory } from "../matching/match-inventory.ts";
import { installed, inventoryOf, row, type SampleStatement, sampleStore } from "../matching/sample-store.ts";
import { findTargetVersions } from "./target-versions.ts";

interface VersionCase {
  readonly name: string;
  readonly type: PackageType;
  readonly version: string;
  readonly statements: readonly SampleStatement[];
  readonly threshold?: Severity;
  readonly accepted?: string;
  /** `VERSION`, with what it leaves, `early`, `other line` and the best of the own line; `none` where nothing is known. */
  readonly expected: string;
  /** True when left out. */
  readonly isClean?: boolean;
}

const high = [{ system: "rating", rating: "high", words: "high", from: "test" }] as const;
const low = [{ system: "rating", rating: "low", words: "low", from: "test" }] as const;

function flaw(
  ecosystem: string,
  id: string,
  ranges: readonly (readonly [string, string?])[],
  severities: typeof high | typeof low = high,
): SampleStatement {
  return {
    id,
    severities,
    affected: [
      row(ecosystem, "left", {
        ranges: ranges.map(([introduced, fixed]) => ({ introduced, ...(fixed === undefined ? {} : { fixed }) })),
      }),
    ],
  };
}

// Every answer is found by hand from the ranges.
const cases: readonly VersionCase[] = [
  {
    name: "the highest of the lowest fixes",
    type: "npm",
    version: "1.0.0",
    statements: [
      flaw("npm", "A", [["0", "1.2.0"]]),
      flaw("npm", "B", [["0", "1.4.1"]]),
      flaw("npm", "C", [["0", "1.3.0"]]),
    ],
    expected: "1.4.1",
  },
  {
    name: "a fix that brings another flaw is not taken",
    type: "npm",
    version: "1.0.0",
    statements: [flaw("npm", "A", [["0", "1.2.0"]]), flaw("npm", "B", [["1.2.0", "1.5.0"]])],
    expected: "1.5.0",
  },
  {
    name: "the fix of the installed line, where both have one",
    type: "npm",
    version: "1.0.0",
    statements: [
      flaw("npm", "A", [
        ["0", "1.9.3"],
        ["2.0.0", "2.1.0"],
      ]),
    ],
    expected: "1.9.3",
  },
  {
    name: "another line where the installed one stays flawed, with the best of the own line",
    type: "npm",
    version: "1.0.0",
    statements: [flaw("npm", "A", [["0", "2.0.1"]]), flaw("npm", "B", [["0", "1.8.0"]])],
    expected: "2.0.1 (other line; within: 1.8.0 leaves A)",
  },
  {
    name: "no clean version: the one that leaves least",
    type: "npm",
    version: "1.0.0",
    statements: [flaw("npm", "A", [["0"]]), flaw("npm", "B", [["0", "1.1.0"]])],
    expected: "1.1.0 leaves A",
    isClean: false,
  },
  {
    name: "flaws that move in a circle: every fix brings the other",
    type: "npm",
    version: "1.0.0",
    statements: [
      flaw("npm", "A", [
        ["0", "1.1.0"],
        ["1.2.0", "1.3.0"],
      ]),
      flaw("npm", "B", [["1.1.0", "1.2.0"], ["1.3.0"]]),
    ],
    expected: "1.1.0 leaves B",
    isClean: false,
  },
  {
    name: "no fix at all",
    type: "npm",
    version: "1.0.0",
    statements: [flaw("npm", "A", [["0"]])],
    expected: "none",
    isClean: false,
  },
  {
    name: "what is below the threshold may stay",
    type: "npm",
    version: "1.0.0",
    threshold: "high",
    statements: [flaw("npm", "A", [["0", "1.1.0"]]), flaw("npm", "B", [["0", "3.0.0"]], low)],
    expected: "1.1.0 leaves B",
  },
  {
    name: "what was accepted may stay",
    type: "npm",
    version: "1.0.0",
    accepted: "B",
    statements: [flaw("npm", "A", [["0", "1.1.0"]]), flaw("npm", "B", [["0", "3.0.0"]])],
    expected: "1.1.0",
  },
  {
    name: "a release before an earlier prerelease",
    type: "npm",
    version: "1.0.0",
    statements: [
      flaw("npm", "A", [["0", "1.1.0-rc.1"]]),
      flaw("npm", "B", [
        ["0", "1.1.0-rc.1"],
        ["1.1.0-rc.1", "1.2.0"],
      ]),
    ],
    expected: "1.2.0",
  },
  {
    name: "a prerelease where there is nothing else",
    type: "pypi",
    version: "3.9",
    statements: [flaw("pypi", "A", [["0", "4.0rc1"]])],
    expected: "4.0rc1 (early; other line)",
  },
  {
    name: "a prerelease for whoever has one",
    type: "npm",
    version: "2.0.0-beta.1",
    statements: [flaw("npm", "A", [["0", "2.0.0-beta.2"]])],
    expected: "2.0.0-beta.2 (early)",
  },
  {
    name: "bounds that nobody can read are no candidates",
    type: "npm",
    version: "1.0.0",
    statements: [flaw("npm", "A", [["0", "next-ish"]]), flaw("npm", "B", [["0", "1.1.0"]])],
    expected: "1.1.0 leaves A",
    isClean: false,
  },
  {
    name: "contradicting statements: affected counts",
    type: "npm",
    version: "1.0.0",
    statements: [
      { ...flaw("npm", "A1", [["0", "1.1.0"]]), aliases: ["CVE-2024-1"] },
      { ...flaw("npm", "A2", [["0", "1.4.0"]]), aliases: ["CVE-2024-1"] },
    ],
    expected: "1.4.0",
  },
];

test.each(cases)("$name", ({ type, version, statements, threshold = "low", accepted, expected, isClean = true }) => {
  const store = sampleStore(statements);
  const found = installed(type, "left", version);
  const inventory = inventoryOf("", [found]);
  const { vulnerabilities } = matchInventory(inventory, store);
  const isAccepted = ({ flaw: name }: { readonly flaw: string }): boolean => name === accepted;

  const [target] = findTargetVersions([{ package: found, flaws: vulnerabilities.filter((one) => !isAccepted(one)) }], {
    inventory,
    store,
    threshold,
    today: "2026-01-01",
    pathPrefix: "",
    isAccepted,
  });

  const leaving = (leaves: readonly { readonly flaw: string }[]): string =>
    leaves.length === 0 ? "" : ` leaves ${leaves.map(({ flaw: name }) => name).join(", ")}`;
  const notes = [
    ...(target?.isPrerelease === true ? ["early"] : []),
    ...(target?.crossesLine === true ? ["other line"] : []),
    ...(target?.withinLine === undefined
      ? []
      : [`within: ${target.withinLine.version}${leaving(target.withinLine.leaves)}`]),
  ];
  const written =
    target === undefined
      ? "none"
      : `${target.version}${leaving(target.leaves)}${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`;
  expect(written).toBe(expected);
  expect(target?.isClean ?? false).toBe(isClean);
});

test("packages are judged together, each for itself", () => {
  const statements = [flaw("npm", "A", [["0", "1.2.0"]]), { ...flaw("pypi", "B", [["0", "2.0"]]) }];
  const store = sampleStore(statements);
  const packages = [
    installed("npm", "left", "1.0.0"),
    installed("pypi", "left", "1.0"),
    installed("npm", "left", "1.1.0"),
  ];
  const inventory = inventoryOf("", packages);
  const { vulnerabilities } = matchInventory(inventory, store);

  const targets = findTargetVersions(
    packages.map((found) => ({ package: found, flaws: vulnerabilities.filter((one) => one.package === found.purl) })),
    { inventory, store, threshold: "low", today: "2026-01-01", pathPrefix: "", isAccepted: () => false },
  );

  expect(targets.map((target) => target?.version)).toEqual(["1.2.0", "2.0", "1.2.0"]);
});
