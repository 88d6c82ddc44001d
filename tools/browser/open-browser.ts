import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How a browser shows pages. */
export interface BrowserView {
  readonly width: number;
  readonly height: number;
  readonly language: "en" | "ja";
  readonly theme: "light" | "dark";
}

/** Finds Chromium on the machine: `SEKISHO_CHROMIUM`, or the first of its usual names on PATH. */
export function findChromium(environment: NodeJS.ProcessEnv): string | undefined {
  const { SEKISHO_CHROMIUM: asked, PATH: path = "" } = environment;
  if (asked !== undefined) return asked;
  const places = path.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return places.find((place) => existsSync(place));
}

/** Starts a browser with an empty profile. */
export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, headless: true, args: flags });
}

/** Opens a window of its own: nothing is kept from the others. */
export function openWindow(browser: Browser, { width, height, language, theme }: BrowserView): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width, height },
    locale: language,
    colorScheme: theme,
    reducedMotion: "reduce",
    timezoneId: "UTC",
  });
}
