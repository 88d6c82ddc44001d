import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openImage } from "../../access/open-image.ts";
import { installed, inventoryOf, row, sampleStore } from "../../advisories/matching/sample-store.ts";
import type { VulnerabilityStore } from "../../advisories/vulnerability-store.ts";
import { CacheStore } from "../cache/cache-store.ts";
import { ImageCache } from "../cache/image-cache.ts";
import { defaultConfiguration } from "../configuration/configuration.ts";
import { matchOnce } from "../vulnerability/match-once.ts";
import { chosenAnalyzers } from "./chosen-analyzers.ts";
import { dpkgStatus, saveImage } from "./fixtures/saved-image.ts";
import { type JudgedImage, loadJudged, type VerdictSettings } from "./image-verdicts.ts";
import { findKnownImage } from "./load-image.ts";

let folder: string;
let archive: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-verdicts-"));
  archive = join(folder, "image.tar");
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const settings: VerdictSettings = { configuration: defaultConfiguration, today: "2026-02-01", without: new Set() };

interface Judgement extends JudgedImage {
  /** How many layers' facts were taken out of the cache: none where the verdicts were there. */
  readonly layersAsked: number;
}

async function judge(build: string | undefined, changed: Partial<VerdictSettings> = {}): Promise<Judgement> {
  // A file that was written just now could be written again: it is looked at a minute later.
  const now = (): number => Date.now() + 60_000;
  let layersAsked = 0;
  const store = new CacheStore(join(folder, "cache"), { now });
  const cache = new ImageCache(store, { fingerprint: "analyzers", now, ...(build === undefined ? {} : { build }) });
  const findFacts = cache.findFacts.bind(cache);
  cache.findFacts = async (known) => {
    layersAsked++;
    return await findFacts(known);
  };
  const opened = await openImage(archive, { environment: {} });
  try {
    const loading = { analyzers: await chosenAnalyzers(new Set()), cache, onProgress: () => undefined };
    const known = await findKnownImage(opened, loading);
    return { ...(await loadJudged(known, loading, { ...settings, ...changed })), layersAsked };
  } finally {
    await opened.close();
  }
}

function saveSample(): void {
  const key = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" });
  saveImage(archive, {
    steps: [
      {
        createdBy: "ADD rootfs.tar.xz /",
        files: [
          { name: "etc/os-release", content: 'ID=debian\nVERSION_ID="12"\n' },
          { name: "var/lib/dpkg/status", content: dpkgStatus([["libc6", "2.36-9"]]) },
        ],
      },
      { createdBy: "COPY key /app", files: [{ name: "app/key.pem", content: key.toString() }] },
    ],
  });
}

const rule = "image/credential-file";

function severityOf({ judgement }: JudgedImage): string | undefined {
  return judgement?.violations.find(({ rule: { id } }) => id === rule)?.severity;
}

function rulesOf({ judgement }: JudgedImage): readonly string[] {
  return (judgement?.violations ?? []).map(({ rule: { id } }) => id);
}

describe("what is said of an image", () => {
  test("is the same out of the cache, where the image holds a key", async () => {
    saveSample();
    const first = await judge("build 1");
    const second = await judge("build 1");

    expect(rulesOf(first)).toContain(rule);
    expect(first.content.secrets.map(({ path }) => path)).toEqual(["app/key.pem"]);
    expect(second.layersAsked).toBe(0);
    expect(second.judgement).toEqual(first.judgement);
    expect(second.content).toEqual(first.content);
  });

  test.each<{ name: string; build?: string; changed?: Partial<VerdictSettings> }>([
    { name: "another build", build: "build 2" },
    { name: "sources that run as they are" },
    { name: "another day", build: "build 1", changed: { today: "2026-02-02" } },
    {
      name: "another severity",
      build: "build 1",
      changed: { configuration: { ...defaultConfiguration, severity: { [rule]: "low" } } },
    },
  ])("is worked out again for $name", async ({ build, changed = {} }) => {
    saveSample();
    const before = await judge("build 1");

    const after = await judge(build, changed);

    expect(after.layersAsked).toBe(2);
    expect(severityOf(after)).toBe(changed.configuration?.severity[rule] ?? severityOf(before));
  });

  test("of another image is not what was said of this one", async () => {
    saveSample();
    await judge("build 1");
    saveImage(archive, { steps: [{ createdBy: "COPY", files: [{ name: "a", content: "a" }] }] });

    const other = await judge("build 1");

    expect(rulesOf(other)).not.toContain(rule);
    expect(other.content.secrets).toEqual([]);
  });
});

describe("what advisories say of an image's packages", () => {
  const left = row("npm", "left", { ranges: [{ fixed: "1.2.0" }] });
  const sample = sampleStore([{ id: "GHSA-1", source: "osv-github", affected: [left] }]);
  const inventory = inventoryOf("", [installed("npm", "left", "1.0.0")]);

  function countingStore(): { readonly store: VulnerabilityStore; readonly calls: string[] } {
    const calls: string[] = [];
    const store: VulnerabilityStore = {
      ...sample,
      covers: (ecosystem) => {
        calls.push(`covers ${ecosystem}`);
        return sample.covers(ecosystem);
      },
      rowsOf: (ecosystem, name) => {
        calls.push(`rows of ${name}`);
        return sample.rowsOf(ecosystem, name);
      },
    };
    return { store, calls };
  }

  test("is kept with what was asked, for one database", async () => {
    saveSample();
    const { memory } = await judge("build 1");
    if (memory === undefined) throw new Error("expected a memory, got none");
    const { store, calls } = countingStore();

    const first = await matchOnce(inventory, { store, digest: "sha256:1" }, { memory });
    const asked = calls.splice(0);
    const second = await matchOnce(inventory, { store, digest: "sha256:1" }, { memory });
    const askedAgain = calls.splice(0);
    await matchOnce(inventory, { store, digest: "sha256:2" }, { memory });

    expect(first.vulnerabilities.map(({ flaw }) => flaw)).toEqual(["GHSA-1"]);
    expect(asked).toEqual(["covers npm", "rows of left"]);
    expect(second).toEqual(first);
    expect(askedAgain).toEqual(["covers npm"]);
    expect(calls).toEqual(["covers npm", "rows of left"]);
  });

  test("is not kept of a database without a digest, nor by sources that run as they are", async () => {
    saveSample();
    const { store, calls } = countingStore();
    for (const build of ["build 1", undefined]) {
      const { memory } = await judge(build);
      const digest = build === undefined ? { digest: "sha256:1" } : {};
      for (let turn = 0; turn < 2; turn++) {
        await matchOnce(inventory, { store, ...digest }, memory === undefined ? {} : { memory });
      }
    }

    expect(calls.filter((call) => call.startsWith("rows"))).toHaveLength(4);
  });
});
