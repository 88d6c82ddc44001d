import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { matchInventory } from "../packages/sekisho/src/advisories/matching/match-inventory.ts";
import type { VulnerabilityStore } from "../packages/sekisho/src/advisories/vulnerability-store.ts";
import type { Inventory } from "../packages/sekisho/src/model/inventory.ts";
import type { Package, PackageType } from "../packages/sekisho/src/model/package.ts";
import { openStore } from "../packages/sekisho/src/scan/database/open-store.ts";
import { compareVersions, type SchemeId } from "../packages/sekisho/src/versions/compare-versions.ts";

/** A line of a table of the guide. */
interface Line {
  readonly name: string;
  readonly package: string;
  readonly version: string;
  readonly source?: string;
  readonly sourceVersion?: string;
  readonly distribution: string;
  readonly module?: string;
  /** `CVE-…`, behind an erratum where there is one. */
  readonly advisory: string;
  readonly comparison: string;
  readonly verdict: string;
}

const guides = join(import.meta.dirname, "..", "docs", "guide");

function cellsOf(file: string): readonly (readonly string[])[] {
  const lines = readFileSync(join(guides, file), "utf8").split("\n");
  return lines
    .filter((line) => /^\| \d+ \|/.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll("`", "").replace(/^—$/, "")),
    );
}

function toLine(cells: readonly string[]): Line {
  if (cells.length === 7) {
    const [number = "", named = "", source = "", advisory = "", comparison = "", verdict = ""] = cells;
    const [name = "", version = ""] = named.split(" ");
    const [sourceName = "", sourceVersion = ""] = source.split(" ");
    return {
      name: `Debian ${number}: ${named}, ${advisory}`,
      package: name,
      version,
      source: sourceName,
      sourceVersion,
      distribution: "debian 12",
      advisory,
      comparison,
      verdict,
    };
  }
  const [number = "", release = "", named = "", module = "", advisory = "", comparison = "", verdict = ""] = cells;
  const [name = "", version = ""] = named.split(" ");
  return {
    name: `AlmaLinux ${number}: ${named}, ${advisory}`,
    package: name,
    version,
    distribution: `almalinux ${release}`,
    ...(module === "" ? {} : { module }),
    advisory,
    comparison,
    verdict,
  };
}

function inventoryOf(line: Line): Inventory {
  const [id = "", version = ""] = line.distribution.split(" ");
  const type: PackageType = id === "debian" ? "deb" : "rpm";
  const purl = `pkg:${type}/${id}/${line.package}@${line.version}`;
  const found: Package = {
    id: purl,
    purl,
    type,
    name: line.package,
    version: line.version,
    ...(line.source === undefined ? {} : { source: { name: line.source, version: line.sourceVersion ?? "" } }),
    ...(line.module === undefined ? {} : { module: `${line.module}:0:0` }),
    licenses: [],
    hashes: [],
    foundBy: ["guide"],
    confidence: "certain",
    locations: [{ path: "var/lib" }],
    dependsOn: [],
  };
  return {
    target: { kind: "filesystem", name: "host" },
    origin: { format: "scan" },
    distribution: { id, idLike: [], version },
    packages: [found],
    repositories: [],
    contentSets: [],
    coverage: [],
    diagnostics: [],
  };
}

const lines = cellsOf("matches.md").map(toLine);
const compared = lines.filter(({ comparison }) => comparison !== "");

describe("the guide's matches", () => {
  let store: VulnerabilityStore;
  beforeAll(async () => {
    ({ store } = await openStore({ folder: undefined }));
  });
  afterAll(() => store.close());

  test("are twenty of each distribution, the same in both languages", () => {
    const words = new Map([
      ["該当", "affected"],
      ["該当せず", "not affected"],
    ]);
    const facts = (file: string) =>
      cellsOf(file).map((cells) => cells.slice(0, -1).map((cell) => words.get(cell) ?? cell));

    expect(lines.filter(({ distribution }) => distribution === "debian 12")).toHaveLength(20);
    expect(lines.filter(({ distribution }) => distribution.startsWith("almalinux"))).toHaveLength(20);
    expect(facts("matches.ja.md")).toEqual(facts("matches.md"));
  });

  test.each(lines)("$name is judged as the guide says", (line) => {
    const names = line.advisory.split(" ");
    const { vulnerabilities, judged } = matchInventory(inventoryOf(line), store);
    const counted = vulnerabilities.filter(({ suppressed }) => suppressed === undefined);
    const isAffected = counted.some(({ flaw, statements }) => {
      const advisory = names.length > 1 ? names[0] : flaw;
      return names.includes(flaw) && statements.some((statement) => statement.advisory === advisory);
    });

    expect(judged.map(({ packages }) => packages)).toEqual([1]);
    expect(isAffected ? "affected" : "not affected").toBe(line.verdict);
  });

  test.each(compared)("$name: the advisory says what the guide compares with", ({ advisory, comparison, ...line }) => {
    const [id = ""] = advisory.split(" ");
    const bound = comparison.split(" ")[2] ?? "";
    const [distribution = "", version = ""] = line.distribution.split(" ");
    const rows = store.rowsOf(`${distribution}:${version.split(".")[0] ?? ""}`, line.source ?? line.package);

    const fixed = rows.filter((row) => row.advisory === id).flatMap(({ affected }) => affected.ranges);
    expect(fixed.map((range) => range.fixed)).toContain(bound);
  });

  test.each(compared)("$name: the order is as the guide says", ({ comparison, distribution }) => {
    const [left = "", sign = "", right = ""] = comparison.split(" ");
    const scheme: SchemeId = distribution.startsWith("debian") ? "deb" : "rpm";

    expect(signOf(compareVersions(scheme, left, right))).toBe(sign);
  });
});

function signOf(order: number): string {
  if (order === 0) return "=";
  return order < 0 ? "<" : ">";
}

function isInstalled(command: string): boolean {
  return spawnSync(command, ["--version"]).status === 0;
}

describe.skipIf(!isInstalled("dpkg"))("dpkg says the same of", () => {
  test.each(compared.filter(({ distribution }) => distribution === "debian 12"))("$comparison", ({ comparison }) => {
    const [left = "", sign = "", right = ""] = comparison.split(" ");
    const relation = new Map([
      ["<", "lt"],
      ["=", "eq"],
      [">", "gt"],
    ]).get(sign);

    expect(spawnSync("dpkg", ["--compare-versions", left, relation ?? "", right]).status).toBe(0);
  });
});

describe.skipIf(!isInstalled("rpm"))("rpm says the same of", () => {
  test.each(compared.filter(({ distribution }) => distribution.startsWith("almalinux")))(
    "$comparison",
    ({ comparison }) => {
      const [left = "", sign = "", right = ""] = comparison.split(" ");
      // Epoch, version and release, one after the other, as rpm compares packages.
      const parts = (version: string): readonly string[] => /^(?:(\d+):)?([^-]+)-(.+)$/.exec(version)?.slice(1) ?? [];
      const [leftParts, rightParts] = [parts(left), parts(right)];
      const orders = [0, 1, 2].map((place) => {
        const call = `print(rpm.vercmp("${leftParts[place] ?? "0"}", "${rightParts[place] ?? "0"}"))`;
        return Number(spawnSync("rpm", ["--eval", `%{lua:${call}}`], { encoding: "utf8" }).stdout.trim());
      });

      expect(signOf(orders.find((order) => order !== 0) ?? 0)).toBe(sign);
    },
  );
});
