import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleDocument } from "../../packages/platform/src/routes/fixtures/sample-report.ts";
import { findChromium } from "../../tools/browser/open-browser.ts";
import { findBarriers, widerThanWindow } from "./find-barriers.ts";
import { type OpenPages, openPages } from "./open-pages.ts";

const chromium = findChromium(process.env);
const patience = { timeout: 180_000 };

// Without Chromium: apt-get install -y chromium fonts-noto-cjk
describe.skipIf(chromium === undefined)("the list of findings in a browser (needs Chromium on PATH)", () => {
  let pages: OpenPages;
  beforeAll(async () => {
    pages = await openPages(chromium ?? "");
    const findings = [1, 2, 3].map((place) => ({ rule: `test/listed-${place}`, severity: "high" as const }));
    await pages.upload(sampleDocument({ name: "listed/Dockerfile", findings }));
  }, 180_000);
  afterAll(() => pages.close(), 60_000);

  test("shows the columns that somebody chose, in the address and in a view", patience, async () => {
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/findings`);
    await page.getByRole("button", { name: "Columns" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("State").uncheck();
    await dialog.getByLabel("Rule").check();
    const barriers = await findBarriers(page);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    const headers = page.getByRole("columnheader");
    const chosen = await headers.allTextContents();
    await page.reload();
    await page.getByRole("row").nth(1).waitFor();
    const shared = await headers.allTextContents();
    await page.getByRole("button", { name: "Views" }).click();
    await dialog.getByLabel("Name of this view").fill("By rule");
    await dialog.getByRole("button", { name: "Save view" }).click();
    await dialog.getByRole("button", { name: "By rule", exact: true }).waitFor();
    await page.goto(`${pages.url}/findings`);
    await page.getByRole("row").nth(1).waitFor();
    const usual = await headers.allTextContents();
    await page.getByRole("button", { name: "Views" }).click();
    await dialog.getByRole("button", { name: "By rule", exact: true }).click();
    await page.getByRole("columnheader", { name: "Rule" }).waitFor();

    expect(chosen).toEqual(["", "Severity", "Finding", "Asset", "Since", "Rule"]);
    expect(shared).toEqual(chosen);
    expect(usual).toEqual(["", "Severity", "Finding", "Asset", "State", "Since"]);
    expect(new URL(page.url()).searchParams.get("columns")).toBe("asset,since,rule");
    expect(barriers).toEqual([]);
    expect(errors).toEqual([]);
  });

  test("shows a decision before the platform answers, and takes it back when it is refused", patience, async () => {
    const { page } = await pages.signIn();
    let answer: (isRefused: boolean) => void = () => undefined;
    await page.route("**/api/v1/decisions", async (route) => {
      const isRefused = await new Promise<boolean>((resolve) => {
        answer = resolve;
      });
      if (isRefused) await route.fulfill({ status: 409, json: { error: { code: "conflict", message: "not now" } } });
      else await route.continue();
    });
    await page.goto(`${pages.url}/findings?query=${encodeURIComponent("rule:test/listed-1")}`);
    const row = page.getByRole("row").nth(1);
    const decide = async () => {
      await row.click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Reason").fill("a test bed");
      await dialog.getByRole("button", { name: "Save decision" }).click();
      await row.getByText("Accepted", { exact: true }).waitFor({ state: "attached" });
    };
    await decide();
    answer(true);
    await page.getByRole("alert").filter({ hasText: "not now" }).waitFor();
    await row.getByText("Open", { exact: true }).waitFor({ state: "attached" });
    await page.keyboard.press("Escape");
    await decide();
    answer(false);
    await page.getByText("The decision is saved").waitFor();

    expect(await row.getByText("Accepted", { exact: true }).count()).toBe(1);
  });

  test("decides about many at once, and takes all of it back", patience, async () => {
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/findings?query=${encodeURIComponent("rule:test/listed-2,test/listed-3")}`);
    await page.getByLabel("Mark all that are shown").check();
    await page.getByRole("button", { name: "Decide", exact: true }).click();
    await page.getByLabel("Reason").fill("a test bed, too");
    await page.getByRole("dialog").getByRole("button", { name: "Save decision" }).click();
    await page.getByText("2 decisions are saved").waitFor();
    await page.getByRole("gridcell", { name: "Accepted" }).nth(1).waitFor();
    await page.getByRole("button", { name: "Take it back" }).click();
    await page
      .getByRole("gridcell", { name: /^(?:Open|Reopened)$/ })
      .nth(1)
      .waitFor();

    expect(errors).toEqual([]);
  });

  test("fits on a phone, whatever columns were chosen", patience, async () => {
    const { page } = await pages.signIn({ width: 390, height: 844, theme: "dark", language: "ja" });
    await page.goto(`${pages.url}/findings?columns=asset,state,since,due,kind,project,rule,package,fixedIn,epss,risk`);
    await page.getByRole("row").nth(1).waitFor();

    expect(await page.evaluate(widerThanWindow)).toBe(false);
    expect(await findBarriers(page)).toEqual([]);
  });

  test("is narrowed down on a phone, too, and says in two lines what is where", patience, async () => {
    const { page, errors } = await pages.signIn({ width: 390, height: 844 });
    await page.goto(`${pages.url}/findings`);
    const row = page.getByRole("row").filter({ hasText: "listed" }).first();
    await row.waitFor();
    const asset = await row.getByRole("gridcell", { name: "listed/Dockerfile" }).boundingBox();
    const title = await row.getByRole("gridcell").nth(2).boundingBox();
    await page.getByRole("button", { name: "Narrow down" }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^High \d/ })
      .click();
    await page.waitForURL("**severity**");
    const barriers = await findBarriers(page);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });

    expect(asset?.y).toBeGreaterThanOrEqual((title?.y ?? 0) + (title?.height ?? 0));
    expect(new URL(page.url()).searchParams.get("query")).toBe("state:open severity:high");
    expect(barriers).toEqual([]);
    expect(errors).toEqual([]);
  });

  test("reads rows as a table where each of them is a card", patience, async () => {
    const { page } = await pages.signIn({ width: 390, height: 844 });
    await page.goto(`${pages.url}/assets`);
    const row = page.getByRole("row").filter({ hasText: "listed/Dockerfile" });
    await row.waitFor();

    expect(await page.getByRole("columnheader").allTextContents()).toContain("Kind");
    expect(await row.getByRole("cell").first().textContent()).toBe("listed/Dockerfile");
    expect(await page.evaluate(widerThanWindow)).toBe(false);
    expect(await findBarriers(page)).toEqual([]);
  });
});
