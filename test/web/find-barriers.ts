import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Asked of a page: whether it has to be scrolled sideways. */
export const widerThanWindow = "document.documentElement.scrollWidth > innerWidth";

/** So often a page is looked at again: while it is still being drawn it may have what it loses. */
const maxLooks = 6;
const betweenLooksMs = 700;

/** Gives what axe finds against WCAG 2.2 A and AA on a page that is drawn: rule, and the first place. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  let found = await look(page);
  for (let looks = 1; found.length > 0 && looks < maxLooks; looks++) {
    await page.waitForTimeout(betweenLooksMs);
    found = await look(page);
  }
  return found;
}

async function look(page: Page): Promise<readonly string[]> {
  const found: unknown = await page.evaluate(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })" +
      ".then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))",
  );
  if (!Array.isArray(found)) throw new Error(`expected a list of axe, got ${typeof found}`);
  return found.map(String);
}
