/**
 * How many versions a second each scheme reads and compares, and how many it tests against a range that is read once.
 * Beside npm's, node-semver does the same with the same versions, when it is there.
 *
 * `node bench/versions.ts [VERSIONS]`, by default 20,000 for each scheme.
 */
import { createRequire } from "node:module";
import { versionSchemes } from "../packages/sekisho/src/versions/compare-versions.ts";
import { getRange } from "../packages/sekisho/src/versions/ranges/evaluate-range.ts";
import { type SchemeId, schemeIds } from "../packages/sekisho/src/versions/scheme-ids.ts";
import { median } from "./measure-process.ts";

const count = Number(process.argv[2] ?? 20_000);
const rounds = 7;

const ranges: Readonly<Record<SchemeId, string>> = {
  apk: ">=5.2.3 <8.0.0-r4",
  cargo: ">=5.2.3, <8.0.0",
  composer: ">=5.2.3,<8.0.0",
  cran: ">= 5.2.3, < 8.0.0",
  deb: ">= 5.2.3-1, << 8.0.0-4",
  gem: ">= 5.2.3, < 8.0.0",
  go: ">=5.2.3, <8.0.0",
  hackage: ">=5.2.3 && <8.0.0",
  hex: ">= 5.2.3 and < 8.0.0",
  maven: "[5.2.3,8.0.0)",
  npm: ">=5.2.3 <8.0.0",
  nuget: "[5.2.3,8.0.0)",
  pep440: ">=5.2.3,<8.0.0",
  pub: ">=5.2.3 <8.0.0",
  rpm: ">= 5.2.3-1, < 8.0.0-4",
  semver: ">=5.2.3, <8.0.0",
};

/** Schemes whose versions mostly have a packaging revision. */
const revisions: Partial<Readonly<Record<SchemeId, string>>> = { apk: "-r", deb: "-", rpm: "-" };

function versionsFor(scheme: SchemeId): readonly string[] {
  const revision = revisions[scheme];
  return Array.from({ length: count }, (_, index) => {
    const core = `${index % 11}.${(index * 7) % 31}.${(index * 13) % 101}`;
    return revision === undefined ? core : `${core}${revision}${index % 5}`;
  });
}

/** Gives how many steps a second the middle round takes. */
function perSecond(steps: number, run: () => number): number {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startedMs = performance.now();
    // What is counted is used, so that no round is left out as pointless.
    if (run() < 0) throw new Error("a count below zero");
    times.push(performance.now() - startedMs);
  }
  return (steps * 1000) / median(times);
}

function shown(rate: number): string {
  return `${(rate / 1e6).toFixed(2).padStart(8)} M/s`;
}

function measureScheme(id: SchemeId): number {
  const scheme = versionSchemes[id];
  const texts = versionsFor(id);
  const reading = perSecond(count, () => texts.filter((text) => scheme.parse(text) !== undefined).length);
  const versions = texts.map((text) => scheme.parse(text));
  const comparing = perSecond(count * 10, () => {
    let less = 0;
    for (let step = 1; step <= 10; step++) {
      for (let at = 0; at < count; at++) if (scheme.compare(versions[at], versions[(at + step) % count]) < 0) less++;
    }
    return less;
  });
  const range = getRange(id, ranges[id], "advisory");
  const testing = perSecond(count, () => versions.filter((version) => range(version)).length);
  console.log(`${id.padEnd(9)} read ${shown(reading)}   compare ${shown(comparing)}   range ${shown(testing)}`);
  return comparing;
}

const rates = new Map(schemeIds.map((id) => [id, measureScheme(id)]));

interface NodeSemver {
  parse(text: string): object | null;
  compare(left: object, right: object): number;
}

function findNodeSemver(): NodeSemver | undefined {
  try {
    const found: unknown = createRequire(import.meta.url)("semver");
    return isNodeSemver(found) ? found : undefined;
  } catch {
    // It is there only when a development tool brings it along.
    return undefined;
  }
}

function isNodeSemver(value: unknown): value is NodeSemver {
  return typeof value === "function" || (typeof value === "object" && value !== null && "compare" in value);
}

const peer = findNodeSemver();
if (peer === undefined) {
  console.log("node-semver is not installed: no ratio");
} else {
  const versions = versionsFor("npm").flatMap((text) => peer.parse(text) ?? []);
  const theirs = perSecond(count * 10, () => {
    let less = 0;
    for (let step = 1; step <= 10; step++) {
      for (const [at, version] of versions.entries()) {
        if (peer.compare(version, versions[(at + step) % count] ?? version) < 0) less++;
      }
    }
    return less;
  });
  const ratio = (rates.get("npm") ?? 0) / theirs;
  console.log(`node-semver compares ${shown(theirs)}: npm versions compare ${ratio.toFixed(1)} times as fast here`);
}
