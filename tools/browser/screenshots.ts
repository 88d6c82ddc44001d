import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { type BrowserView, findChromium, openBrowser, openWindow } from "./open-browser.ts";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:7480" },
    email: { type: "string", default: "owner@localhost" },
    password: { type: "string" },
    out: { type: "string", default: "screenshots" },
    only: { type: "string" },
  },
});

interface Shot {
  readonly name: string;
  readonly path: string;
  /** What is done before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Every page of the client. */
const shots: readonly Shot[] = [
  { name: "overview", path: "/" },
  { name: "findings", path: "/findings" },
  { name: "finding-drawer", path: "/findings", prepare: openFirstRow },
  { name: "finding", path: "/findings", prepare: openFirstFinding },
  { name: "findings-marked", path: "/findings", prepare: markFirst },
  { name: "findings-columns", path: "/findings?columns=state,rule,epss,risk", prepare: openColumns },
  { name: "findings-facets", path: "/findings", prepare: openFacets },
  { name: "views", path: "/findings", prepare: openViews },
  { name: "palette", path: "/", prepare: (page) => openByKey(page, "Control+k") },
  { name: "keyboard", path: "/", prepare: (page) => openByKey(page, "?") },
  { name: "dashboards", path: "/dashboards" },
  { name: "trends", path: "/trends" },
  { name: "assets", path: "/assets" },
  { name: "asset", path: "/assets?name=orders", prepare: openFirstLink },
  { name: "components", path: "/components" },
  { name: "component", path: "/components?name=lodash", prepare: openFirstLink },
  { name: "advisories", path: "/advisories" },
  { name: "advisory", path: "/advisories", prepare: openFirstLink },
  { name: "coverage", path: "/coverage?days=0" },
  { name: "reports", path: "/reports" },
  { name: "report", path: "/reports", prepare: openFirstLink },
  { name: "compliance", path: "/compliance" },
  { name: "framework", path: "/compliance/nist-sp800-190@2017" },
  { name: "incidents", path: "/incidents" },
  { name: "incident", path: "/incidents", prepare: openFirstLink },
  { name: "network", path: "/network" },
  { name: "network-map", path: "/network", prepare: openFirstLink },
  { name: "settings", path: "/settings" },
  { name: "settings-sign-on", path: "/settings/sign-on" },
  { name: "settings-notifications", path: "/settings/notifications" },
  { name: "settings-roles", path: "/settings/roles" },
  { name: "settings-exceptions", path: "/settings/exceptions" },
  { name: "settings-tenant", path: "/settings/tenant" },
  { name: "audit", path: "/settings/audit" },
  { name: "findings-none", path: "/findings?query=%22no+such+words%22" },
];
const views: readonly BrowserView[] = [
  { width: 1440, height: 900, language: "en", theme: "light" },
  { width: 1440, height: 900, language: "ja", theme: "dark" },
  { width: 390, height: 844, language: "ja", theme: "light" },
  { width: 390, height: 844, language: "en", theme: "dark" },
];

const chromium = findChromium(process.env);
if (chromium === undefined) throw new Error("expected Chromium on PATH or in SEKISHO_CHROMIUM, got none");
if (values.password === undefined) throw new Error("expected --password PASSWORD of the account, got nothing");
const { url, email, password, out, only } = values;
await mkdir(out, { recursive: true });
const browser = await openBrowser(chromium);
for (const view of views) await takeAll(view);
await browser.close();

async function takeAll(view: BrowserView): Promise<void> {
  const window = await openWindow(browser, view);
  const page = await window.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") console.error(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => console.error(`${page.url()}: ${error.message}`));
  await page.goto(new URL("/sign-in", url).href);
  await page.locator("input[name=email]").waitFor();
  await take(page, "sign-in", view);
  await signIn(page);
  for (const shot of shots.filter(({ name }) => only === undefined || name.startsWith(only))) {
    await page.goto(new URL(shot.path, url).href, { waitUntil: "networkidle" });
    await shot.prepare?.(page);
    await page.locator("#content h1, #content h2, [role=dialog]").first().waitFor();
    const loading = page.locator("[data-loading]");
    while ((await loading.count()) > 0) await loading.first().waitFor({ state: "detached" });
    await page.waitForLoadState("networkidle");
    await page.evaluate("document.fonts.ready");
    await take(page, shot.name, view);
  }
  await window.close();
}

async function signIn(page: Page): Promise<void> {
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password ?? "");
  await page.locator("button[type=submit]").click();
  await page.locator("#content").waitFor();
}

async function openByKey(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await page.locator("[role=dialog]").waitFor();
}

async function openFirstRow(page: Page): Promise<void> {
  await page.locator("[role=grid] [role=row][aria-rowindex='2']").click();
  await page.locator("[role=dialog] article").waitFor();
}

async function openFirstFinding(page: Page): Promise<void> {
  await openFirstRow(page);
  await page.locator("[role=dialog] a").first().click();
  await page.locator("main article").waitFor();
}

async function openFirstLink(page: Page): Promise<void> {
  await page.locator("main table a").first().click();
  await page.locator("main article").waitFor();
}

async function markFirst(page: Page): Promise<void> {
  await page.locator("[role=grid] [role=row][aria-rowindex='2'] input[type=checkbox]").click();
}

/** Narrow windows show no columns to choose from. */
async function openColumns(page: Page): Promise<void> {
  const button = page.locator("main header button").first();
  if (!(await button.isVisible())) return;
  await button.click();
  await page.locator("[role=dialog]").waitFor();
}

/** Wide windows show facets beside the list. */
async function openFacets(page: Page): Promise<void> {
  const button = page.locator("main header button").nth(2);
  if (!(await button.isVisible())) return;
  await button.click();
  await page.locator("[role=dialog] details").first().waitFor();
}

async function openViews(page: Page): Promise<void> {
  await page.locator("main header button").nth(1).click();
  await page.locator("[role=dialog]").waitFor();
}

async function take(page: Page, name: string, { width, language, theme }: BrowserView): Promise<void> {
  await page.screenshot({
    path: join(out, `${name}-${language}-${theme}-${width}.png`),
    fullPage: true,
    animations: "disabled",
  });
}
