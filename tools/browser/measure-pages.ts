import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { findChromium, openBrowser, openWindow } from "./open-browser.ts";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:7480" },
    email: { type: "string", default: "owner@localhost" },
    password: { type: "string" },
    runs: { type: "string", default: "5" },
    rows: { type: "string", default: "100000" },
  },
});

const chromium = findChromium(process.env);
if (chromium === undefined) throw new Error("expected Chromium on PATH or in SEKISHO_CHROMIUM, got none");
if (values.password === undefined) throw new Error("expected --password PASSWORD of the account, got nothing");
const { url, email, password } = values;
const pageRows = 200;

const browser = await openBrowser(chromium);
const window = await openWindow(browser, { width: 1440, height: 900, language: "en", theme: "light" });
const page = await window.newPage();
page.setDefaultTimeout(120_000);
await page.goto(new URL("/sign-in", url).href);
await page.locator("input[name=email]").fill(email);
await page.locator("input[name=password]").fill(password);
await page.locator("button[type=submit]").click();
await page.locator("#content h1").waitFor();
const spans: number[] = [];
for (let run = 0; run < Number(values.runs); run++) spans.push(await timeOverview(page));
console.log(
  `overview until its numbers are links, warm: ${Math.round(Math.min(...spans))} ms (${spans.map((span) => Math.round(span)).join(", ")})`,
);
await measureRows(page, Number(values.rows));
await browser.close();

/** Gives milliseconds from the beginning of loading until the first count can be followed. */
async function timeOverview(on: Page): Promise<number> {
  await on.goto(new URL("/", url).href, { waitUntil: "commit" });
  await on.locator("main dd a").first().waitFor();
  return Number(await on.evaluate("performance.now()"));
}

/** Scrolls through so many rows that the platform would send page by page, and says how it went. */
async function measureRows(on: Page, rows: number): Promise<void> {
  await on.route("**/api/v1/findings?*", async (route) => {
    const asked = new URL(route.request().url()).searchParams;
    const first = Number(asked.get("cursor") ?? 0);
    const limit = Math.min(Number(asked.get("limit")), rows - first);
    const findings = Array.from({ length: limit }, (_, place) => findingOf(first + place));
    const next = first + limit < rows ? String(first + limit) : null;
    await route.fulfill({ json: { findings, next, total: { count: rows, isExact: true } } });
  });
  await on.goto(new URL("/findings", url).href);
  await on.locator("[role=grid] [role=row][aria-rowindex='2']").waitFor();
  await on.evaluate(`
    globalThis.frames = [];
    let before = performance.now();
    const look = (now) => { globalThis.frames.push(now - before); before = now; requestAnimationFrame(look); };
    requestAnimationFrame(look);`);
  const beganAt = performance.now();
  for (let read = pageRows; read < rows; read += pageRows) {
    await on.evaluate("document.querySelector('[role=grid]').scrollTop = 1e9");
    await on.locator(`[role=grid][aria-rowcount="${Math.min(rows, read + pageRows) + 1}"]`).waitFor();
  }
  const readMs = performance.now() - beganAt;
  await on.evaluate("globalThis.frames.length = 0");
  for (let step = 0; step < 200; step++) {
    await on.evaluate(`document.querySelector('[role=grid]').scrollTop = ${step / 200} * ${rows * 36}`);
  }
  const frames: unknown = await on.evaluate("globalThis.frames.toSorted((left, right) => left - right)");
  const inPage = Number(await on.evaluate("document.querySelectorAll('[role=grid] [role=row]').length"));
  if (!Array.isArray(frames)) throw new Error(`expected frames, got ${typeof frames}`);
  const at = (share: number) => Math.round(Number(frames[Math.floor(share * (frames.length - 1))]));
  console.log(
    `${rows} rows: read in ${Math.round(readMs / 1000)} s, ${Math.round(readMs / (rows / pageRows))} ms a page of ${pageRows}`,
  );
  console.log(
    `jumping through them: frames of ${at(0.5)} ms (median), ${at(0.95)} ms (95 %), ${at(1)} ms; ${inPage} rows in the page`,
  );
}

function findingOf(place: number) {
  const id = `00000000-0000-7000-8000-${String(place).padStart(12, "0")}`;
  return {
    id,
    kind: "misconfiguration",
    rule: "dockerfile/no-user",
    title: `Finding ${place}`,
    ruleTitle: null,
    subject: `stage ${place}`,
    severity: "high",
    risk: 10,
    status: "open",
    project: "default",
    asset: { id, kind: "dockerfile", name: `services/${place}/Dockerfile` },
    flaw: null,
    package: null,
    fixedIn: null,
    epss: null,
    knownExploitedSince: null,
    firstSeenAt: "2026-11-01T00:00:00Z",
    openedAt: "2026-11-01T00:00:00Z",
    fixedAt: null,
    dueAt: null,
    assignee: null,
    decision: null,
  };
}
