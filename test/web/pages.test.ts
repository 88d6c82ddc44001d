import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleDocument } from "../../packages/platform/src/routes/fixtures/sample-report.ts";
import { findChromium } from "../../tools/browser/open-browser.ts";
import { findBarriers, widerThanWindow } from "./find-barriers.ts";
import { sendHostileNames } from "./hostile-names.ts";
import { type OpenPages, openPages } from "./open-pages.ts";
import { hostileTexts, sampleSbom, sampleWorkloads } from "./sample-tenant.ts";

const chromium = findChromium(process.env);
const patience = { timeout: 240_000 };

// Without Chromium: apt-get install -y chromium fonts-noto-cjk
describe.skipIf(chromium === undefined)("pages in a browser (needs Chromium on PATH)", () => {
  let pages: OpenPages;
  beforeAll(async () => {
    pages = await openPages(chromium ?? "");
  }, 240_000);
  afterAll(() => pages.close(), 60_000);

  test("lead a newcomer to the first report, and show it when it is there", patience, async () => {
    const { page, errors } = await pages.signIn();
    await page.getByRole("heading", { name: "The first report" }).waitFor();
    await page.getByRole("button", { name: "Make an API key" }).click();
    await page.getByText("The key stands in the command").waitFor();
    const command = await page.locator("pre").textContent();
    await pages.upload(sampleDocument({ findings: [{ rule: "dockerfile/no-user" }] }));
    await page.getByRole("heading", { name: /change.* the risk/ }).waitFor();

    expect(command).toContain(`export SEKISHO_PLATFORM_URL=${pages.url}\n`);
    expect(command).toMatch(/export SEKISHO_API_KEY=sekisho_\S{20,}\n/);
    expect(errors).toEqual([]);
  });

  test("load at most 250 kB of compressed script before the overview is there", patience, async () => {
    const { page } = await pages.signIn();
    const scripts = new Set<string>();
    page.on("request", (request) => {
      if (request.resourceType() === "script") scripts.add(request.url());
    });
    await page.goto(`${pages.url}/`);
    await page.locator("[aria-hidden=true] > div > svg").waitFor();
    let bytes = 0;
    // What draws charts is loaded when the first chart is shown, after everything else.
    for (const address of [...scripts].filter((script) => !script.includes("chart-canvas"))) {
      const answer = await page.request.get(address);
      bytes += gzipSync(await answer.body()).byteLength;
    }

    expect(scripts.size).toBeGreaterThan(3);
    expect(bytes).toBeLessThan(250_000);
  });

  test("find a component, and everywhere its flaw bites", patience, async () => {
    await pages.upload(sampleSbom("shop/web", [{ name: "left-pad", version: "1.3.0" }]));
    await pages.upload(
      sampleDocument({ kind: "image", name: "shop/web", findings: [{ flaw: "CVE-2026-0001", severity: "critical" }] }),
    );
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/components`);
    await page.getByRole("textbox", { name: /log4j/ }).fill("left-pad");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "left-pad" }).click();
    await page.getByRole("heading", { name: "left-pad 1.3.0" }).waitFor();
    await page.getByRole("link", { name: "shop/web" }).waitFor();
    await page.goto(`${pages.url}/advisories/CVE-2026-0001`);
    await page.getByRole("heading", { name: "CVE-2026-0001", level: 1 }).waitFor();
    await page.getByRole("table", { name: "Where it is open" }).getByRole("link", { name: "shop/web" }).click();
    await page.locator("main article").waitFor();

    expect(errors).toEqual([]);
  });

  test("tell what a report looked at, and how it differs from the one before", patience, async () => {
    const kept = { rule: "test/compared-kept" };
    await pages.upload(sampleDocument({ name: "cmp", findings: [kept, { rule: "test/compared-gone" }] }));
    await pages.upload(
      sampleDocument({ name: "cmp", ended: "partial", findings: [kept, { rule: "test/compared-new" }] }),
    );
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/reports`);
    await page.getByRole("table").getByRole("link").first().click();
    await page.getByText("in part").first().waitFor();
    await page.getByRole("link", { name: "Compare with the one before" }).click();
    await page.getByRole("heading", { name: "Two reports compared" }).waitFor();
    const sentence = await page.getByText(/\d new, \d gone/).textContent();

    expect(sentence).toBe("1 new, 1 gone, 0 rated otherwise, 1 the same.");
    await page.getByRole("note").waitFor();
    expect(errors).toEqual([]);
  });

  test(
    "draw what an image comes from and who runs it; many alike are one until they are opened",
    patience,
    async () => {
      await pages.upload(sampleWorkloads("shop/drawn", 40));
      const { page, errors } = await pages.signIn();
      await page.goto(`${pages.url}/assets?name=shop/drawn`);
      await page.getByRole("link", { name: "shop/drawn" }).click();
      const group = page.getByRole("button", { name: "40 × Workload: Show each of them" });
      await group.focus();
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name: "Workload shop/web-39[Deployment]" }).click();
      await page.getByRole("heading", { name: "shop/web-39[Deployment]" }).waitFor();

      expect(await page.getByRole("button", { name: "39 × Workload: Show each of them" }).count()).toBe(0);
      expect(errors).toEqual([]);
    },
  );

  test("decide about many findings at once, by keyboard, and take it back", patience, async () => {
    const findings = [1, 2, 3].map((place) => ({ rule: `test/many-${place}` }));
    await pages.upload(sampleDocument({ name: "many", findings }));
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/findings?query=${encodeURIComponent("state:open asset:many")}`);
    await page.getByRole("row").nth(3).waitFor();
    await page.getByRole("grid").focus();
    for (const key of ["x", "j", "x", "e"]) await page.keyboard.press(key);
    await page.getByRole("heading", { name: "Decide about 2 findings" }).waitFor();
    await page.getByRole("dialog").getByLabel("Reason").fill("a test bed that nobody reaches");
    await page.getByRole("button", { name: "Save decision" }).click();
    await page.getByText("2 decisions are saved").waitFor();
    await page.getByText("1 finding", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Take it back" }).click();
    await page.getByText("3 findings", { exact: true }).waitFor();

    expect(errors).toEqual([]);
  });

  test("keep a question under a name, and find it again from anywhere", patience, async () => {
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/findings?query=${encodeURIComponent("severity>=high")}`);
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByLabel("Name of this view").fill("Morning round");
    await page.getByRole("button", { name: "Save view" }).click();
    await page.getByRole("button", { name: "Morning round", exact: true }).waitFor();
    await page.goto(`${pages.url}/settings`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Commands" }).fill("morning");
    await page.getByRole("option", { name: "Morning round" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("grid").or(page.getByText("No finding matches")).waitFor();

    expect(new URL(page.url()).searchParams.get("query")).toBe("severity>=high");
    expect(errors).toEqual([]);
  });

  test("go anywhere by keyboard, and say how", patience, async () => {
    const { page } = await pages.signIn();
    await page.keyboard.press("?");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Go to Reports").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole("switch").click({ force: true });
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    expect(new URL(page.url()).pathname).toBe("/");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Commands" }).fill("keyboard");
    await page.getByRole("option", { name: "Keyboard" }).first().click();
    await dialog.getByRole("switch").click({ force: true });
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    await page.getByRole("heading", { name: "Reports" }).waitFor();
  });

  test("keep a dashboard that was arranged by keyboard and by pointer", patience, async () => {
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/dashboards`);
    await page.getByLabel("Name of the new dashboard").fill("Round table");
    await page.getByRole("button", { name: "Make dashboard" }).click();
    await page.getByRole("button", { name: "Arrange" }).click();
    for (const title of ["First", "Second"]) {
      await page.getByLabel("Title (its own name when left out)").fill(title);
      await page.getByRole("button", { name: "Add a widget" }).click();
    }
    await page.getByRole("button", { name: "Move First" }).focus();
    await page.keyboard.press("ArrowDown");
    const said = page.getByText("First: column 1, row 4, 6 wide, 3 high");
    await said.waitFor();
    expect(await findBarriers(page)).toEqual([]);
    const handle = await page.getByRole("button", { name: "Move Second" }).boundingBox();
    if (handle === null) throw new Error("expected a handle, got none");
    await page.mouse.move(handle.x + 4, handle.y + 4);
    await page.mouse.down();
    await page.mouse.move(handle.x + 4 + 6 * 100, handle.y + 4, { steps: 4 });
    await page.mouse.up();
    await page.getByText("Second: column 7, row 1, 6 wide, 3 high").waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("The dashboard is saved").waitFor();
    await page.reload();
    const titles = page.getByRole("heading", { level: 2 });
    await titles.nth(1).waitFor();

    expect(await titles.allTextContents()).toEqual(["First", "Second"]);
    expect(errors).toEqual([]);
  });

  test("make the overview one's own, and look at the one that comes all the same", patience, async () => {
    await pages.upload(sampleDocument({ name: "overview", findings: [{ rule: "test/overview" }] }));
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/`);
    await page.getByRole("button", { name: "Make it your own" }).click();
    await page.getByRole("heading", { name: "My overview", level: 1 }).waitFor();
    // What the standard one shows: open, overdue, actions, three phases, trend, assets, what was not examined.
    await page.getByRole("heading", { level: 2 }).nth(8).waitFor();
    const titles = await page.getByRole("heading", { level: 2 }).count();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("link", { name: "The overview as it comes" }).click();
    await page.getByRole("link", { name: "Back to your own overview" }).click();
    await page.getByRole("button", { name: "Arrange" }).click();
    await page.getByLabel("Shown to me as the overview").uncheck();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "Make it your own" }).waitFor();

    expect(titles).toBe(9);
    expect(errors).toEqual([]);
  });

  test("send what is new to a place that is tried out first", patience, async () => {
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/settings/notifications`);
    await page.getByRole("combobox", { name: "Kind" }).click();
    await page.getByRole("option", { name: "Webhook" }).click();
    await page.getByLabel("Name").fill("The channel");
    // Nobody listens there: the trial says so, and nothing is lost.
    await page.getByLabel("Address").fill("https://hooks.invalid/sekisho");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("button", { name: "Send a test to The channel" }).click();
    await page.getByRole("alert").filter({ hasText: "Failed:" }).waitFor();
    const rule = page.locator("form").last();
    await rule.getByLabel("Name").fill("Worst first");
    await rule.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("cell", { name: "Worst first", exact: true }).waitFor();

    expect(errors).toEqual([]);
  });

  test("show each state of a view: being read, refused, not there, not reached", patience, async () => {
    const { page } = await pages.signIn();
    let answer: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route("**/api/v1/coverage/gaps?*", async (route) => {
      await released;
      await route.continue();
    });
    await page.goto(`${pages.url}/coverage`);
    await page.getByText("Loading").waitFor();
    answer();
    await page.getByText("Loading").waitFor({ state: "hidden" });
    await page.route("**/api/v1/components?*", (route) => route.abort());
    await page.goto(`${pages.url}/components`);
    await page.getByText("The platform does not answer.").waitFor();
    await page.unroute("**/api/v1/components?*");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("table").waitFor();
    await page.goto(`${pages.url}/advisories/CVE-1999-0000`);
    await page.getByRole("alert").waitFor();
    await page.route("**/api/v1/trends?*", (route) =>
      route.fulfill({ status: 403, json: { error: { code: "not-permitted", message: "no" } } }),
    );
    await page.goto(`${pages.url}/trends`);
    await page.getByText("Your role does not include this.").waitFor();

    expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
  });

  test("show hostile texts as texts, wherever they stand", patience, async () => {
    const [markup, script, escapes, long] = hostileTexts;
    const findings = hostileTexts.map((message, place) => ({
      rule: `test/anywhere-${place}`,
      subject: message.slice(0, 400),
      message,
      severity: "critical" as const,
    }));
    await pages.upload(sampleDocument({ name: markup, kind: "image", coverage: [script, escapes], findings }));
    await pages.upload(sampleDocument({ name: `${long.slice(0, 900)}`, kind: "manifest", ended: "failed", findings }));
    await pages.upload(sampleSbom(markup, [{ name: script.slice(0, 100), version: escapes.slice(0, 60) }]));
    const headers = await pages.server.signIn();
    const widgets = ["finding-list", "asset-list"].map((kind, place) => ({
      key: kind,
      title: markup,
      place: { x: 0, y: place * 4, width: 12, height: 4 },
      ...(kind === "finding-list" ? { kind, query: "state:open" } : { kind, filter: {} }),
    }));
    await pages.server.call({
      method: "POST",
      url: "/api/v1/dashboards",
      headers,
      payload: { title: markup, isShared: true, widgets },
    });
    const { page, errors } = await pages.signIn({ width: 390, height: 844 });
    const paths = ["/", "/trends", "/coverage?days=0", "/assets", "/components", "/reports", "/dashboards"];
    for (const path of [...paths, "/compliance", "/settings/audit"]) {
      await page.goto(`${pages.url}${path}`, { waitUntil: "networkidle" });
      expect([path, await page.evaluate(widerThanWindow)]).toEqual([path, false]);
    }
    for (const path of ["/assets?name=img", "/components?name=script", "/reports", "/dashboards"]) {
      await page.goto(`${pages.url}${path}`, { waitUntil: "networkidle" });
      await page.getByRole("table").getByRole("link").first().click();
      await page.locator("main article").first().waitFor();
      await page.waitForLoadState("networkidle");
      expect([path, await page.evaluate(widerThanWindow)]).toEqual([path, false]);
      expect(await page.locator("main img, main b, main script").count()).toBe(0);
    }

    expect(await page.title()).toBe("Sekisho");
    expect(errors).toEqual([]);
  });

  test(
    "show hostile names of people, clusters and rights as texts, and ask nobody else for anything",
    patience,
    async () => {
      await sendHostileNames(pages);
      const { page, errors } = await pages.signIn({ width: 390, height: 844 });
      const hosts = new Set<string>();
      page.on("request", (request) => hosts.add(new URL(request.url()).origin));
      const settings = ["", "/roles", "/exceptions", "/usage", "/tenant", "/sign-on", "/notifications"];
      const paths = [...settings.map((name) => `/settings${name}`), "/network", "/incidents", "/advisories"];
      for (const path of paths) {
        await page.goto(`${pages.url}${path}`, { waitUntil: "networkidle" });
        await page.locator("main h1").waitFor();
        const isWide = await page.evaluate(widerThanWindow);
        const made = await page.locator("main img:not([alt='']), main b, main script").count();
        expect({ path, isWide, made }).toEqual({ path, isWide: false, made: 0 });
      }
      for (const path of ["/network", "/incidents", "/incidents/streams/hostile"]) {
        await page.goto(`${pages.url}${path}`, { waitUntil: "networkidle" });
        if (!path.includes("streams")) await page.getByRole("table").getByRole("link").first().click();
        await page.locator("main article").first().waitFor();
        await page.waitForLoadState("networkidle");
        const isWide = await page.evaluate(widerThanWindow);
        const made = await page.locator("main img, main b, main script").count();
        expect({ path, isWide, made }).toEqual({ path, isWide: false, made: 0 });
      }
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox", { name: "Commands" }).fill("img");
      await page.getByRole("option", { name: hostileTexts[0] }).first().waitFor();

      expect(await page.title()).toBe("Sekisho");
      expect([...hosts]).toEqual([pages.url]);
      expect(errors).toEqual([]);
    },
  );

  test.each([
    { name: "in Japanese on light", view: { theme: "light", language: "ja" } },
    { name: "in English on dark", view: { theme: "dark", language: "en" } },
  ] as const)("are accessible to everybody: lists, $name", patience, async ({ view }) => {
    const { page } = await pages.signIn(view);
    const lists = ["/trends", "/coverage?days=0", "/dashboards", "/incidents"];
    for (const path of [...lists, "/settings/audit", "/settings/notifications", "/advisories/CVE-2026-0001"]) {
      await page.goto(`${pages.url}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      expect([path, ...(await findBarriers(page))]).toEqual([path]);
    }
    await page.keyboard.press("Control+k");
    await page.getByRole("listbox").waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  test.each([
    { name: "in Japanese on light", view: { theme: "light", language: "ja" } },
    { name: "in English on dark", view: { theme: "dark", language: "en" } },
  ] as const)("are accessible to everybody: pages of one thing, $name", patience, async ({ view }) => {
    const { page } = await pages.signIn(view);
    for (const path of ["/assets?name=shop", "/components?name=left-pad", "/reports", "/dashboards"]) {
      await page.goto(`${pages.url}${path}`, { waitUntil: "networkidle" });
      await page.getByRole("table").getByRole("link").first().click();
      await page.locator("main article").first().waitFor();
      await page.waitForLoadState("networkidle");
      expect([path, ...(await findBarriers(page))]).toEqual([path]);
    }
  });
});
