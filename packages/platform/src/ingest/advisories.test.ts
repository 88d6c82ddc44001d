import type { Advisories } from "sekisho";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { lookForAdvisories } from "./advisory-watch.ts";
import { openTestIngest, type TestIngest } from "./fixtures/test-ingest.ts";
import { cycloneDxDocument } from "./fixtures/tool-documents.ts";

let ingest: TestIngest;
let advisories: Advisories | undefined;
let opened = 0;
let number = 0;
let image: string;
beforeAll(async () => {
  ingest = await openTestIngest();
  Object.assign(ingest.server.services, {
    openAdvisories: async () => {
      await Promise.resolve();
      if (advisories === undefined) return { origin: "demonstration", store: storeOf(0, {}) };
      opened++;
      return advisories;
    },
  });
}, 120_000);
afterAll(() => ingest.close());
beforeEach(() => {
  image = `registry.example.com/match/image-${number++}`;
  advisories = undefined;
});

/** A database in memory: flaws of Maven packages in one version each. The build tells two databases apart. */
function storeOf(build: number, flaws: Readonly<Record<string, readonly [string, string]>>): Advisories["store"] {
  const ids = Object.keys(flaws);
  return {
    segments: [
      {
        source: { id: "sample", name: "Sample", license: "CC0-1.0" },
        ecosystem: "maven",
        fetchedAt: "2026-01-01T00:00:00Z",
        bytes: 0,
        rows: ids.length,
        digest: `sha256:${build}`,
      },
    ],
    covers: (ecosystem) => ecosystem === "maven",
    rowsOf: (ecosystem, name) =>
      ids
        .filter((id) => flaws[id]?.[0] === name && ecosystem === "maven")
        .map((id) => ({
          advisory: id,
          source: "sample",
          affected: {
            ecosystem,
            name,
            names: "binary",
            status: "affected",
            ranges: [],
            versions: [flaws[id]?.[1] ?? ""],
          },
        })),
    findAdvisory: () => undefined,
    findFlaw: (cve) =>
      ids.includes(cve)
        ? {
            cve,
            knownExploited: { added: "2026-10-01", ransomware: false },
            epss: { probability: 0.5, percentile: 0.9, date: "2026-11-01" },
            severities: [{ system: "cvss-3", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", from: "sample" }],
          }
        : undefined,
    aliasesOf: (id) => [id],
    close: () => {
      opened--;
    },
  };
}

function use(build: number, flaws: Readonly<Record<string, readonly [string, string]>>): void {
  advisories = { origin: "user", store: storeOf(build, flaws) };
}

async function put(): Promise<void> {
  await ingest.queue(cycloneDxDocument(`${image}:1`, ["log4j-core@2.14.1"]));
  await ingest.worker.drain();
}

async function look(): Promise<number> {
  const queued = await lookForAdvisories(ingest.server.services);
  await ingest.worker.drain();
  return queued;
}

async function found(): Promise<readonly string[]> {
  const { server, tenantId } = ingest;
  return await server.store.worker.inTenant({ tenantId }, async (transaction) => {
    const rows = await transaction
      .selectFrom("findings as f")
      .innerJoin("assets as a", "a.asset_id", "f.asset_id")
      .select(["f.flaw", "f.status"])
      .where("a.name", "=", image)
      .orderBy("f.flaw")
      .execute();
    return rows.map(({ flaw, status }) => `${flaw} ${status}`);
  });
}

const log4j = ["org.example:log4j-core", "2.14.1"] as const;

describe("a stored SBOM", () => {
  test("is matched again when the advisories change, without a new upload", async () => {
    use(1, { "CVE-2026-1001": log4j });
    await put();
    const first = await found();
    use(2, { "CVE-2026-1002": log4j });
    const queued = await look();

    expect(first).toEqual(["CVE-2026-1001 open"]);
    expect(queued).toBe(1);
    expect(await found()).toEqual(["CVE-2026-1001 fixed", "CVE-2026-1002 open"]);
    expect(opened).toBe(0);
  });

  test("is not matched twice with the same advisories", async () => {
    use(3, { "CVE-2026-1001": log4j });
    await put();
    await look();

    expect(await look()).toBe(0);
  });

  test("that came before there were advisories is matched with the first ones", async () => {
    await put();
    const before = await found();
    use(4, { "CVE-2026-1001": log4j });
    await look();

    expect(before).toEqual([]);
    expect(await found()).toEqual(["CVE-2026-1001 open"]);
  });

  test("keeps its findings while there are no advisories", async () => {
    use(5, { "CVE-2026-1001": log4j });
    await put();
    advisories = undefined;
    await put();

    expect(await found()).toEqual(["CVE-2026-1001 open"]);
  });

  test("that a later one has overtaken is not matched again", async () => {
    use(6, {});
    await put();
    await ingest.queue(cycloneDxDocument(`${image}:2`, ["log4j-core@2.17.0"]));
    await ingest.worker.drain();
    use(7, { "CVE-2026-1001": log4j });
    await look();

    expect(await found()).toEqual([]);
  });
});

test("what advisories know of flaws stands once for all tenants", async () => {
  use(8, { "CVE-2026-1001": log4j });
  await put();
  const { rows } = await ingest.server.store.application.pool.query<Record<string, unknown>>(
    "SELECT flaw, epss, known_exploited_since, score FROM flaws WHERE flaw = 'CVE-2026-1001'",
  );

  // The score of this vector is 9.8 by the calculator of FIRST.
  expect(rows).toEqual([{ flaw: "CVE-2026-1001", epss: 0.5, known_exploited_since: "2026-10-01", score: 9.8 }]);
});
