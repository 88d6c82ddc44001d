import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";

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

/** A browser with an empty profile. */
export interface OpenBrowser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** Finds Chromium on the machine: `SEKISHO_CHROMIUM`, or the first of its usual names on PATH. */
export function findChromium(environment: NodeJS.ProcessEnv): string | undefined {
  const { SEKISHO_CHROMIUM: asked, PATH: path = "" } = environment;
  if (asked !== undefined) return asked;
  const places = path.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return places.find((place) => existsSync(place));
}

/** Starts a browser. */
export async function openBrowser(executablePath: string, view: BrowserView): Promise<OpenBrowser> {
  const profile = await mkdtemp(join(tmpdir(), "sekisho-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: flags,
    viewport: { width: view.width, height: view.height },
    locale: view.language,
    colorScheme: view.theme,
    reducedMotion: "reduce",
    timezoneId: "UTC",
  });
  return {
    context,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
