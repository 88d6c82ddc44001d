import type { Advisory, AffectedPackage, FlawFacts } from "../../model/advisory.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { Package, PackageType } from "../../model/package.ts";
import { sampleAdvisory } from "../database/sample-advisory.ts";
import type { AffectedRow, VulnerabilityStore } from "../vulnerability-store.ts";

/** An advisory for a test: what it leaves out is empty. */
export type SampleStatement = Partial<Advisory> & { readonly id: string };

/** Gives a row for tests: of a source package, fixed. */
export function row(ecosystem: string, name: string, fields: Partial<AffectedPackage> = {}): AffectedPackage {
  return { ecosystem, name, names: "binary", status: "fixed", ranges: [], versions: [], ...fields };
}

/** Gives a store in memory for tests, with the alias graph that the advisories draw. */
export function sampleStore(
  statements: readonly SampleStatement[],
  extra: {
    readonly flaws?: readonly FlawFacts[];
    readonly covers?: readonly string[];
    readonly isStale?: boolean;
  } = {},
): VulnerabilityStore {
  const advisories = statements.map(({ id, ...fields }) => sampleAdvisory(id, fields));
  const rows = advisories.flatMap(({ id, source, affected }) =>
    affected.map((one): AffectedRow => ({ advisory: id, source, affected: one })),
  );
  const byKey = Map.groupBy(rows, ({ affected }) => `${affected.ecosystem}\n${affected.name}`);
  const covered = new Set([...rows.map(({ affected }) => affected.ecosystem), ...(extra.covers ?? [])]);
  return {
    segments: [...covered].map((ecosystem) => ({
      source: { id: "sample", name: "Sample", license: "CC0-1.0" },
      ecosystem,
      dataDate: "2026-01-01T00:00:00Z",
      fetchedAt: "2026-01-02T00:00:00Z",
      ...(extra.isStale === true && { isStale: true as const }),
      bytes: 0,
      rows: 0,
      digest: "sha256:00",
    })),
    covers: (ecosystem) => covered.has(ecosystem),
    rowsOf: (ecosystem, name) => byKey.get(`${ecosystem}\n${name}`) ?? [],
    findAdvisory: (source, id) => advisories.find((one) => one.source === source && one.id === id),
    findFlaw: (cve) => extra.flaws?.find((flaw) => flaw.cve === cve),
    aliasesOf: (id) => namesOf(id, advisories),
    close: () => undefined,
  };
}

function namesOf(id: string, advisories: readonly Advisory[]): readonly string[] {
  const names = new Set([id]);
  const groups = advisories.map((advisory) => [advisory.id, ...advisory.aliases]);
  for (let before = 0; before !== names.size; ) {
    before = names.size;
    const joined = groups.filter((group) => group.some((name) => names.has(name)));
    for (const name of joined.flat()) names.add(name);
  }
  return [...names].toSorted();
}

/** Gives an installed package for tests. */
export function installed(type: PackageType, name: string, version: string, fields: Partial<Package> = {}): Package {
  const purl = `pkg:${type}/${fields.namespace === undefined ? "" : `${fields.namespace}/`}${name}@${version}`;
  return {
    id: purl,
    purl,
    type,
    name,
    version,
    licenses: [],
    hashes: [],
    foundBy: ["test"],
    confidence: "certain",
    locations: [{ path: "some/file" }],
    dependsOn: [],
    ...fields,
  };
}

/** Gives an inventory for tests: `debian 12`, `alpine 3.20.3`; an empty text is no distribution. */
export function inventoryOf(
  distribution: string,
  packages: readonly Package[],
  fields: Partial<Inventory> = {},
): Inventory {
  const [id = "", version] = distribution.split(" ");
  return {
    target: { kind: "filesystem", name: "root" },
    origin: { format: "scan" },
    ...(id === "" ? {} : { distribution: { id, idLike: [], ...(version === undefined ? {} : { version }) } }),
    packages,
    repositories: [],
    contentSets: [],
    coverage: [],
    diagnostics: [],
    ...fields,
  };
}
