import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import type { componentAssetList, componentList } from "../contract/component.ts";
import type { actionList, overview } from "../contract/overview.ts";
import { openTestIngest, type TestIngest } from "../ingest/fixtures/test-ingest.ts";
import { newId } from "../store/uuid.ts";
import { addComponents } from "./fixtures/life-cycle.ts";
import type { TestAnswer } from "./fixtures/test-server.ts";

type Components = z.infer<typeof componentList>;

let ingest: TestIngest;
let key: Record<string, string>;
let strangersKey: Record<string, string>;
beforeAll(async () => {
  ingest = await openTestIngest();
  key = await ingest.server.makeKey(["findings:read", "assets:read"]);
  const log4j = { flaw: "CVE-2021-44228", subject: "pkg:maven/log4j-core", severity: "critical" as const };
  const gone = { rule: "dockerfile/latest", severity: "low" as const };
  await ingest.put([
    { name: "one", findings: [{ rule: "dockerfile/no-user" }, log4j, gone] },
    { name: "two", findings: [log4j, { flaw: "CVE-2021-45046", subject: "pkg:maven/log4j-core", severity: "medium" }] },
  ]);
  await ingest.put({ name: "one", findings: [{ rule: "dockerfile/no-user" }, log4j] });
  await addComponents(ingest, [
    {
      packageUrl: "pkg:maven/org.apache/struts-core@2.14.1",
      name: "org.apache:struts-core",
      version: "2.14.1",
      in: ["one"],
    },
    {
      packageUrl: "pkg:maven/org.apache/struts-core@2.17.0",
      name: "org.apache:struts-core",
      version: "2.17.0",
      in: ["two"],
    },
    { packageUrl: "pkg:maven/org.apache/struts-core@2.0.0", name: "org.apache:struts-core", version: "2.0.0", in: [] },
    {
      packageUrl: "pkg:deb/ubuntu/openssl@3.0.2-0ubuntu1",
      name: "openssl",
      version: "3.0.2-0ubuntu1",
      in: ["one", "two"],
    },
  ]);
  const headers = await ingest.server.signIn();
  await ingest.server.call({ method: "POST", url: "/api/v1/projects", headers, payload: { name: "other" } });
  strangersKey = await ingest.server.makeKey(["findings:read", "assets:read"], "other");
}, 120_000);
afterAll(() => ingest.close());

describe("the overview", () => {
  test("counts what is open, what was repaired, and what happened today", async () => {
    const { body } = await get<z.infer<typeof overview>>("/api/v1/overview");

    expect(body.open).toEqual({ critical: 2, high: 1, medium: 1, low: 0, info: 0 });
    expect(body.projects.map(({ name, open }) => [name, open.critical])).toEqual([
      ["default", 2],
      ["other", 0],
    ]);
    expect(body.overdue).toBe(0);
    expect(body.trend.map(({ severity, opened, fixed }) => ({ severity, opened, fixed }))).toEqual([
      { severity: "critical", opened: 2, fixed: 0 },
      { severity: "high", opened: 1, fixed: 0 },
      { severity: "medium", opened: 1, fixed: 0 },
      { severity: "low", opened: 1, fixed: 1 },
    ]);
    expect(body.repair.find(({ severity }) => severity === "low")?.fixed).toBe(1);
    expect(body.repair.find(({ severity }) => severity === "high")).toEqual({
      severity: "high",
      fixed: 0,
      meanDays: null,
    });
  });

  test("shows a key of another project nothing of it", async () => {
    const { body } = await get<z.infer<typeof overview>>("/api/v1/overview", strangersKey);

    expect(body.open.critical).toBe(0);
    expect(body.projects.map(({ name }) => name)).toEqual(["other"]);
    expect(body.trend).toEqual([]);
  });

  test("knows no project that is not there", async () => {
    expect((await get("/api/v1/overview?project=nobody")).status).toBe(404);
    expect((await get("/api/v1/overview?project=default", strangersKey)).status).toBe(404);
  });

  test("tells which change takes the most away", async () => {
    const { body } = await get<z.infer<typeof actionList>>("/api/v1/actions");

    // Two critical ones and a medium one go with one update; one high one with a repair.
    expect(body.actions).toEqual([
      {
        kind: "update",
        subject: "pkg:maven/log4j-core",
        title: "log4j-core",
        ruleTitle: null,
        findings: 3,
        assets: 2,
        worst: "critical",
        weight: 2010,
      },
      {
        kind: "repair",
        subject: "dockerfile/no-user",
        title: "Title",
        ruleTitle: { en: "Container runs as root", ja: "コンテナが root で実行される" },
        findings: 1,
        assets: 1,
        worst: "high",
        weight: 100,
      },
    ]);
  });
});

describe("the search for components", () => {
  test.each([
    { name: "a word of the name", query: "name=struts", versions: ["2.14.1", "2.17.0"] },
    { name: "the beginning of a word", query: "name=STR", versions: ["2.14.1", "2.17.0"] },
    { name: "two words", query: "name=core+struts", versions: ["2.14.1", "2.17.0"] },
    { name: "a word of another", query: "name=openssl", versions: ["3.0.2-0ubuntu1"] },
    { name: "a package URL", query: "packageUrl=pkg:maven/org.apache/struts-core%402.14.1", versions: ["2.14.1"] },
    {
      name: "a package URL without version",
      query: "packageUrl=pkg:maven/org.apache/struts-core",
      versions: ["2.14.1", "2.17.0"],
    },
    { name: "a range of versions", query: "name=struts&range=%5B2.0,2.15)", versions: ["2.14.1"] },
    { name: "nothing that is there", query: "name=leftpad", versions: [] },
  ])("finds by $name", async ({ query, versions }) => {
    const { body } = await get<Components>(`/api/v1/components?${query}`);

    expect(body.components.map(({ version }) => version)).toEqual(versions);
  });

  test("turns pages", async () => {
    const first = await get<Components>("/api/v1/components?name=struts&limit=1");
    const second = await get<Components>(`/api/v1/components?name=struts&limit=1&cursor=${first.body.next}`);

    expect([first, second].map(({ body }) => body.components[0]?.version)).toEqual(["2.14.1", "2.17.0"]);
    expect(second.body.next).toBeNull();
  });

  test("says where a component is", async () => {
    const { body } = await get<Components>("/api/v1/components?name=openssl");
    const [found] = body.components;
    const places = await get<z.infer<typeof componentAssetList>>(`/api/v1/components/${found?.id}/assets`);

    expect(found?.assets).toBe(2);
    expect(places.body.assets.map(({ name }) => name).toSorted()).toEqual(["one", "two"]);
  });

  test.each([
    { name: "asks for what no component has", query: "colour=red", status: 400 },
    { name: "has a range that is none", query: "name=struts&range=%5B%5B", status: 400 },
    { name: "has a cursor that is none", query: "name=struts&cursor=x", status: 400 },
  ])("refuses who $name", async ({ query, status }) => {
    expect((await get(`/api/v1/components?${query}`)).status).toBe(status);
  });

  test("shows a key of another project nothing", async () => {
    const mine = await get<Components>("/api/v1/components?name=struts");
    const theirs = await get<Components>("/api/v1/components?name=struts", strangersKey);
    const places = await get(`/api/v1/components/${mine.body.components[0]?.id}/assets`, strangersKey);

    expect(theirs.body.components).toEqual([]);
    expect(places.status).toBe(404);
    expect((await get(`/api/v1/components/${newId()}/assets`)).status).toBe(404);
  });
});

async function get<Body>(url: string, headers = key): Promise<TestAnswer<Body>> {
  return await ingest.server.call<Body>({ url, headers });
}
