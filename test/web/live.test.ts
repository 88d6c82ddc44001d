import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleDocument } from "../../packages/platform/src/routes/fixtures/sample-report.ts";
import { findChromium } from "../../tools/browser/open-browser.ts";
import { findBarriers } from "./find-barriers.ts";
import { type OpenPages, openPages } from "./open-pages.ts";

const chromium = findChromium(process.env);
const patience = { timeout: 180_000 };

// Without Chromium: apt-get install -y chromium fonts-noto-cjk
describe.skipIf(chromium === undefined)("pages that are looked at while things change (needs Chromium on PATH)", () => {
  let pages: OpenPages;
  beforeAll(async () => {
    pages = await openPages(chromium ?? "");
  }, 180_000);
  afterAll(() => pages.close(), 60_000);

  test("show a report that arrives, without being asked again", patience, async () => {
    await pages.upload(sampleDocument({ name: "before/Dockerfile", findings: [{ rule: "dockerfile/no-user" }] }));
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/assets`);
    await page.getByRole("link", { name: "before/Dockerfile" }).waitFor();
    await page.locator("[data-live=open]").waitFor({ state: "attached" });
    await pages.upload(sampleDocument({ name: "after/Dockerfile", findings: [{ rule: "dockerfile/no-user" }] }));
    await page.getByRole("link", { name: "after/Dockerfile" }).waitFor();

    expect(errors).toEqual([]);
  });

  test("say when the connection is lost and is there again", patience, async () => {
    const { page } = await pages.openPage();
    await page.route("**/api/v1/live", (route) => route.abort());
    await page.goto(`${pages.url}/sign-in`);
    await page.locator("input[name=email]").fill("owner@localhost");
    await page.locator("input[name=password]").fill(pages.server.password);
    await page.locator("button[type=submit]").click();
    await page.getByText("The connection is lost").waitFor();
    const barriers = await findBarriers(page);
    await page.unroute("**/api/v1/live");
    await page.locator("[data-live=open]").waitFor({ state: "attached" });
    await page.getByText("The connection is lost").waitFor({ state: "hidden" });

    expect(barriers).toEqual([]);
  });
});
