import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import type { findingList } from "../contract/finding.ts";
import type { findingPage } from "../contract/finding-page.ts";
import type { flawList, wholeFlaw } from "../contract/flaw.ts";
import { openTestIngest, type TestIngest } from "../ingest/fixtures/test-ingest.ts";
import { newId } from "../store/uuid.ts";
import { addEdges } from "./fixtures/life-cycle.ts";
import type { TestAnswer } from "./fixtures/test-server.ts";

type Page = z.infer<typeof findingPage>;
type Flaws = z.infer<typeof flawList>;
type WholeFlaw = z.infer<typeof wholeFlaw>;

let ingest: TestIngest;
let key: Record<string, string>;
let owner: Record<string, string>;
let strangersKey: Record<string, string>;
beforeAll(async () => {
  ingest = await openTestIngest();
  key = await ingest.server.makeKey(["findings:read"]);
  owner = await ingest.server.signIn();
  const log4j = {
    flaw: "CVE-2021-44228",
    aliases: ["GHSA-jfh8-c2jp-5v3q"],
    subject: "pkg:maven/log4j-core",
    severity: "critical" as const,
  };
  await ingest.put([
    { name: "shop/Dockerfile", findings: [{ rule: "dockerfile/root-user", severity: "high" }] },
    { kind: "image", name: "shop/web", findings: [log4j, { flaw: "CVE-2022-0778", severity: "medium" }] },
    { kind: "image", name: "shop/batch", findings: [log4j, { flaw: "CVE-2020-0001", severity: "low" }] },
  ]);
  await addEdges(ingest, [{ from: "shop/Dockerfile", kind: "builds", to: "shop/web" }]);
  const { queries } = ingest.server.store.worker;
  const known = { names: [], epss_percentile: 0.99, known_exploited_since: null };
  await queries
    .insertInto("flaws")
    .values([
      { ...known, flaw: "CVE-2021-44228", epss: 0.5, known_exploited_since: "2021-12-10" },
      { ...known, flaw: "CVE-2022-0778", epss: 0.9 },
      { ...known, flaw: "CVE-1999-0001", epss: 1 },
    ])
    .execute();
  await ingest.server.call({ method: "POST", url: "/api/v1/projects", headers: owner, payload: { name: "other" } });
  strangersKey = await ingest.server.makeKey(["findings:read"], "other");
}, 120_000);
afterAll(() => ingest.close());

describe("the page of a finding", () => {
  test("has the texts of a rule of ours in both languages, and the controls that ask for it", async () => {
    const { body } = await getPage("rule:dockerfile/root-user");

    expect(body.rule?.title.ja).toMatch(/root/);
    expect(body.rule?.why.en.length).toBeGreaterThan(10);
    expect(body.witnesses).toMatchObject([{ source: "sekisho", severity: "high", message: "Message" }]);
    expect(body.elsewhere.count).toEqual({ count: 0, isExact: true });
  });

  test("has where else the same flaw is, and what the image was built from", async () => {
    const { body } = await getPage("cve:CVE-2021-44228 asset:shop/web");
    const nameOf = new Map(body.chain.assets.map(({ id, name }) => [id, name]));

    expect(body.rule).toBeNull();
    expect(body.elsewhere.query).toBe("cve:CVE-2021-44228 state:open");
    expect(body.elsewhere.findings.map(({ asset }) => asset.name)).toEqual(["shop/batch"]);
    expect(body.chain.earlier.map((id) => nameOf.get(id))).toEqual(["shop/Dockerfile"]);
  });

  test("has comments, tickets, decisions and who wrote them", async () => {
    const { id } = await findOne("cve:CVE-2020-0001");
    const work = `/api/v1/findings/${id}`;
    const hostile = '<img src=x onerror=alert(1)> "quoted"';
    await ingest.server.call({ method: "POST", url: `${work}/comments`, headers: owner, payload: { text: hostile } });
    const ticket = { url: "https://tracker.example.com/1", title: hostile };
    await ingest.server.call({ method: "POST", url: `${work}/tickets`, headers: owner, payload: ticket });
    const decision = { verdict: "accepted", reason: hostile, scope: "flaw", flaw: "CVE-2020-0001" };
    await ingest.server.call({ method: "POST", url: "/api/v1/decisions", headers: owner, payload: decision });
    const { body } = await get<Page>(`${work}/page`);

    expect(body.finding.status).toBe("accepted");
    expect(body.work.comments.map(({ text }) => text)).toEqual([hostile]);
    expect(body.work.tickets).toEqual([ticket]);
    expect(body.work.history.map(({ change }) => change).toSorted()).toEqual(["accepted", "ticket-linked"]);
    expect(body.decisions).toMatchObject([{ verdict: "accepted", reason: hostile, scope: "flaw" }]);
    expect(body.people.map(({ email }) => email)).toEqual(["owner@localhost"]);
  });

  test("is not there for a key of another project, nor under another id", async () => {
    const { id } = await findOne("rule:dockerfile/root-user");

    expect((await get(`/api/v1/findings/${id}/page`, strangersKey)).status).toBe(404);
    expect((await get(`/api/v1/findings/${newId()}/page`)).status).toBe(404);
    expect((await get("/api/v1/findings/x/page")).status).toBe(400);
  });
});

describe("flaws", () => {
  test.each([
    // Exploited ones before those that are only likely to be; what is accepted everywhere is open nowhere.
    { name: "the urgent first", query: "", flaws: ["CVE-2021-44228", "CVE-2022-0778"] },
    { name: "by name", query: "sort=name&name=CVE-202", flaws: ["CVE-2021-44228", "CVE-2022-0778"] },
    { name: "exploited ones", query: "exploited=true", flaws: ["CVE-2021-44228"] },
    { name: "by another name", query: "name=ghsa-jfh8", flaws: ["CVE-2021-44228"] },
    { name: "none that no finding has", query: "name=CVE-1999-0001", flaws: [] },
    { name: "none of a pattern's signs", query: "name=CVE%25", flaws: [] },
  ])("are listed: $name", async ({ query, flaws }) => {
    const { body } = await get<Flaws>(`/api/v1/flaws?${query}`);

    expect(body.flaws.map(({ flaw }) => flaw).filter((flaw) => flaw !== "CVE-2020-0001")).toEqual(flaws);
  });

  test.each([{ sort: "urgent" }, { sort: "name" }])("turn pages in the order $sort", async ({ sort }) => {
    const all = await get<Flaws>(`/api/v1/flaws?sort=${sort}`);
    const first = await get<Flaws>(`/api/v1/flaws?sort=${sort}&limit=1`);
    const rest = await get<Flaws>(`/api/v1/flaws?sort=${sort}&cursor=${first.body.next}`);

    expect([...first.body.flaws, ...rest.body.flaws]).toEqual(all.body.flaws);
    expect(rest.body.flaws.length).toBeGreaterThan(0);
  });

  test("count findings, assets and packages", async () => {
    const { body } = await get<Flaws>("/api/v1/flaws?exploited=true");

    expect(body.flaws[0]).toMatchObject({
      findings: 2,
      assets: 2,
      worst: "critical",
      packages: ["pkg:maven/log4j-core"],
      names: ["GHSA-jfh8-c2jp-5v3q"],
      knownExploitedSince: "2021-12-10",
    });
  });

  test.each([{ name: "CVE-2021-44228" }, { name: "ghsa-JFH8-c2jp-5v3q" }])(
    "are found by the name $name",
    async ({ name }) => {
      const { body } = await get<WholeFlaw>(`/api/v1/flaws/${name}`);

      expect(body.flaw).toBe("CVE-2021-44228");
      expect(body.places.map(({ asset }) => asset.name).toSorted()).toEqual(["shop/batch", "shop/web"]);
      expect(body.packages).toMatchObject([{ installed: ["3.0.1"], fixedIn: ["3.0.2"], findings: 2, assets: 2 }]);
      expect(body.open.critical).toBe(2);
      expect(body.description["score"]).toBe(7.5);
    },
  );

  test.each([{ name: "CVE-1999-0001" }, { name: "%27%20OR%201%3D1" }, { name: "%25" }])(
    "are not there under the name $name",
    async ({ name }) => {
      expect((await get(`/api/v1/flaws/${name}`)).status).toBe(404);
    },
  );

  test("of another project are not shown to its key", async () => {
    const { body } = await get<Flaws>("/api/v1/flaws", strangersKey);

    expect(body.flaws).toEqual([]);
    expect((await get("/api/v1/flaws/CVE-2021-44228", strangersKey)).status).toBe(404);
  });
});

async function findOne(query: string): Promise<{ readonly id: string }> {
  const { body } = await get<z.infer<typeof findingList>>(`/api/v1/findings?query=${encodeURIComponent(query)}`);
  const [found] = body.findings;
  if (found === undefined) throw new Error(`${query}: expected a finding, got none`);
  return found;
}

async function getPage(query: string): Promise<TestAnswer<Page>> {
  return await get<Page>(`/api/v1/findings/${(await findOne(query)).id}/page`);
}

async function get<Body>(url: string, headers = key): Promise<TestAnswer<Body>> {
  return await ingest.server.call<Body>({ url, headers });
}
