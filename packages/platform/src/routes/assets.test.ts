import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import type { assetList, coverageGapList, wholeAsset } from "../contract/asset.ts";
import type { componentsOfAsset, wholeComponent } from "../contract/component.ts";
import { openTestIngest, type TestIngest } from "../ingest/fixtures/test-ingest.ts";
import { newId } from "../store/uuid.ts";
import { addComponents, addEdges, silenceWitnesses } from "./fixtures/life-cycle.ts";
import type { TestAnswer } from "./fixtures/test-server.ts";

type Assets = z.infer<typeof assetList>;
type Gaps = z.infer<typeof coverageGapList>;
type WholeAsset = z.infer<typeof wholeAsset>;

const hostileName = `"><script>alert(1)</script>%_\\' OR 1=1 --`;

let ingest: TestIngest;
let key: Record<string, string>;
let strangersKey: Record<string, string>;
let components: ReadonlyMap<string, string>;
beforeAll(async () => {
  ingest = await openTestIngest();
  key = await ingest.server.makeKey(["assets:read", "findings:read"]);
  const log4j = { flaw: "CVE-2021-44228", subject: "pkg:maven/log4j-core", severity: "critical" as const };
  await ingest.put([
    { kind: "dockerfile", name: "shop/Dockerfile", findings: [{ rule: "dockerfile/no-user", severity: "medium" }] },
    { kind: "image", name: "shop/web", findings: [log4j, { rule: "image/root", severity: "high" }] },
    { kind: "image", name: "debian", findings: [] },
    { kind: "manifest", name: "shop/deployment", findings: [{ rule: "workload/host-network", severity: "high" }] },
    { kind: "cluster", name: "tokyo", ended: "partial", findings: [] },
    { kind: "manifest", name: hostileName, findings: [{ rule: "workload/host-network", severity: "low" }] },
  ]);
  await addEdges(ingest, [
    { from: "shop/Dockerfile", kind: "builds", to: "shop/web" },
    { from: "shop/web", kind: "is-based-on", to: "debian" },
    { from: "shop/deployment", kind: "runs", to: "shop/web" },
    { from: "tokyo", kind: "holds", to: "shop/deployment" },
    { from: "tokyo", kind: "holds", to: hostileName },
  ]);
  components = await addComponents(ingest, [
    { packageUrl: "pkg:maven/log4j-core@2.14.1", name: "log4j-core", version: "2.14.1", in: ["shop/web"] },
    { packageUrl: "pkg:maven/log4j-core@2.17.0", name: "log4j-core", version: "2.17.0", in: ["debian"] },
    { packageUrl: "pkg:deb/debian/bash@5.2", name: "bash", version: "5.2", licences: ["GPL-3.0"], in: ["shop/web"] },
  ]);
  const headers = await ingest.server.signIn();
  await ingest.server.call({ method: "POST", url: "/api/v1/projects", headers, payload: { name: "other" } });
  strangersKey = await ingest.server.makeKey(["assets:read", "findings:read"], "other");
}, 120_000);
afterAll(() => ingest.close());

describe("the list of assets", () => {
  test.each([
    {
      name: "all by kind and name",
      query: "",
      names: ["tokyo", "shop/Dockerfile", "debian", "shop/web", hostileName, "shop/deployment"],
    },
    { name: "one kind", query: "kind=image", names: ["debian", "shop/web"] },
    { name: "a part of the name", query: "name=WEB", names: ["shop/web"] },
    { name: "a pattern", query: "name=shop/*", names: ["shop/Dockerfile", "shop/web", "shop/deployment"] },
    { name: "a sign of patterns in a name", query: `name=${encodeURIComponent("%_\\")}`, names: [hostileName] },
    {
      name: "the worst first",
      query: "sort=worst",
      names: ["shop/web", "shop/deployment", "shop/Dockerfile", hostileName],
    },
    { name: "a project", query: "project=default&kind=cluster", names: ["tokyo"] },
    { name: "nothing that is there", query: "name=nothing", names: [] },
    { name: "SQL", query: `name=${encodeURIComponent("' OR 1=1 --")}`, names: [hostileName] },
  ])("gives $name", async ({ query, names }) => {
    const { body, status } = await get<Assets>(`/api/v1/assets?${query}`);

    expect(status).toBe(200);
    expect(body.assets.map(({ name }) => name)).toEqual(names);
  });

  test("counts what is open, by severity, and says when somebody last looked", async () => {
    const { body } = await get<Assets>("/api/v1/assets?name=shop/web");

    expect(body.assets[0]?.open).toEqual({ critical: 1, high: 1, medium: 0, low: 0, info: 0 });
    expect(body.assets[0]?.lastSeenAt).toMatch(/^20\d\d-/);
  });

  test.each([
    { sort: "name", count: 6 },
    { sort: "newest", count: 6 },
    { sort: "worst", count: 4 },
  ])("turns pages in the order $sort", async ({ sort, count }) => {
    const all = await get<Assets>(`/api/v1/assets?sort=${sort}`);
    const seen: string[] = [];
    let next: string | null = "";
    while (next !== null) {
      const cursor: string = next === "" ? "" : `&cursor=${next}`;
      const { body }: TestAnswer<Assets> = await get<Assets>(`/api/v1/assets?sort=${sort}&limit=1${cursor}`);
      seen.push(...body.assets.map(({ id }) => id));
      next = body.next;
    }

    expect(seen).toEqual(all.body.assets.map(({ id }) => id));
    expect(seen.length).toBe(count);
  });

  test.each([
    { name: "a sort that is none", query: "sort=colour", status: 400 },
    { name: "a field that is none", query: "colour=red", status: 400 },
    { name: "a cursor of another order", query: "cursor=WyJhc3NldHMtbmV3ZXN0IixbXV0", status: 400 },
    { name: "a project that is none", query: "project=nobody", status: 404 },
    { name: "a digest that is none", query: "digest=sha256:x", status: 400 },
  ])("refuses $name", async ({ query, status }) => {
    expect((await get(`/api/v1/assets?${query}`)).status).toBe(status);
  });

  test("shows a key of another project nothing", async () => {
    const mine = await get<Assets>("/api/v1/assets?name=shop/web");
    const id = mine.body.assets[0]?.id;
    const [list, one, held, gaps] = await Promise.all([
      get<Assets>("/api/v1/assets", strangersKey),
      get(`/api/v1/assets/${id}`, strangersKey),
      get(`/api/v1/assets/${id}/components`, strangersKey),
      get<Gaps>("/api/v1/coverage/gaps?days=0", strangersKey),
    ]);

    expect(list.body.assets).toEqual([]);
    expect(one.status).toBe(404);
    expect(held.status).toBe(404);
    expect(gaps.body.gaps).toEqual([]);
    expect((await get(`/api/v1/assets/${newId()}`)).status).toBe(404);
  });
});

describe("one asset", () => {
  test("leads from a workload back to the Dockerfile, and on to the cluster", async () => {
    const { body } = await getAsset("shop/deployment");
    const nameOf = new Map(body.chain.assets.map(({ id, name }) => [id, name]));

    expect(body.chain.earlier.map((id) => nameOf.get(id))).toEqual(["shop/web", "shop/Dockerfile", "debian"]);
    expect(body.chain.later.map((id) => nameOf.get(id))).toEqual(["tokyo"]);
    expect(
      body.chain.edges.map(({ from, kind, to }) => `${nameOf.get(from)} ${kind} ${nameOf.get(to)}`).toSorted(),
    ).toEqual([
      "shop/Dockerfile builds shop/web",
      "shop/deployment runs shop/web",
      "shop/web is-based-on debian",
      "tokyo holds shop/deployment",
    ]);
    expect(body.chain.isComplete).toBe(true);
  });

  test("does not reach the neighbours of an image through their cluster", async () => {
    const { body } = await getAsset("shop/web");

    expect(body.chain.assets.map(({ name }) => name)).not.toContain(hostileName);
  });

  test("says who looks at it, and what they could not see", async () => {
    const { body } = await getAsset("tokyo");

    expect(body.witnesses).toMatchObject([
      {
        source: "sekisho",
        isCurrent: true,
        isComplete: false,
        coverage: [{ plugin: "dockerfile", ended: "partial" }],
      },
    ]);
  });

  test("lists what it holds, a page at a time", async () => {
    const { body } = await getAsset("shop/web");
    const url = `/api/v1/assets/${body.id}/components?limit=2`;
    const first = await get<z.infer<typeof componentsOfAsset>>(url);
    const second = await get<z.infer<typeof componentsOfAsset>>(`${url}&cursor=${first.body.next}`);

    expect(body.components).toBe(3);
    expect([...first.body.components, ...second.body.components].map(({ name }) => name).toSorted()).toEqual([
      "bash",
      "log4j-core",
      "log4j-core",
    ]);
    expect(second.body.next).toBeNull();
  });
});

describe("one component", () => {
  // The version of the finding is a component, too: imports say so.
  test("has its versions, its places and the flaws that are open there", async () => {
    const { body } = await get<z.infer<typeof wholeComponent>>(
      `/api/v1/components/${components.get("pkg:maven/log4j-core@2.14.1")}`,
    );

    expect(body.versions.map(({ version, assets }) => `${version} in ${assets}`)).toEqual([
      "2.14.1 in 1",
      "2.17.0 in 1",
      "3.0.1 in 1",
    ]);
    expect(body.flaws).toMatchObject([{ flaw: "CVE-2021-44228", severity: "critical", findings: 1, fixedIn: "3.0.2" }]);
    expect(body.flawCount).toEqual({ count: 1, isExact: true });
  });

  test("has no flaw where none is open", async () => {
    const { body } = await get<z.infer<typeof wholeComponent>>(
      `/api/v1/components/${components.get("pkg:deb/debian/bash@5.2")}`,
    );

    expect(body.licences).toEqual(["GPL-3.0"]);
    expect(body.flaws).toEqual([]);
  });

  test("is not there for a key of another project, nor under another id", async () => {
    const id = components.get("pkg:deb/debian/bash@5.2");

    expect((await get(`/api/v1/components/${id}`, strangersKey)).status).toBe(404);
    expect((await get(`/api/v1/components/${newId()}`)).status).toBe(404);
  });

  test("is found by its licence among all", async () => {
    const all = await get<{ components: { name: string }[] }>("/api/v1/components");
    const found = await get<{ components: { name: string }[] }>("/api/v1/components?licence=GPL-3.0");

    expect(all.body.components.map(({ name }) => name)).toEqual(["bash", "log4j-core", "log4j-core", "log4j-core"]);
    expect(found.body.components.map(({ name }) => name)).toEqual(["bash"]);
  });
});

describe("gaps of coverage", () => {
  test("are assets that somebody could not look at in full", async () => {
    const { body } = await get<Gaps>("/api/v1/coverage/gaps");

    expect(body.gaps).toMatchObject([
      {
        name: "tokyo",
        reason: "incomplete",
        missing: [{ source: "sekisho", plugin: "dockerfile", ended: "partial" }],
      },
    ]);
  });

  test("are assets that nobody has looked at for some days", async () => {
    const own = await openTestIngest();
    try {
      const headers = await own.server.makeKey(["assets:read"]);
      await own.put([
        { name: "one", findings: [] },
        { name: "two", findings: [{ rule: "a" }] },
      ]);
      await silenceWitnesses(own, 8);
      await own.put({ name: "two", findings: [{ rule: "a" }] });
      const week = await own.server.call<Gaps>({ url: "/api/v1/coverage/gaps?days=7", headers });
      const month = await own.server.call<Gaps>({ url: "/api/v1/coverage/gaps?days=30", headers });

      expect(week.body.gaps.map(({ name, reason }) => `${name} ${reason}`)).toEqual(["one not-seen"]);
      expect(month.body.gaps).toEqual([]);
    } finally {
      await own.close();
    }
  });
});

async function getAsset(name: string): Promise<TestAnswer<WholeAsset>> {
  const { body } = await get<Assets>(`/api/v1/assets?name=${encodeURIComponent(name)}`);
  return await get<WholeAsset>(`/api/v1/assets/${body.assets[0]?.id}`);
}

async function get<Body>(url: string, headers = key): Promise<TestAnswer<Body>> {
  return await ingest.server.call<Body>({ url, headers });
}
