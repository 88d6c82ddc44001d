import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { liveChannel } from "../../packages/platform/src/events/live-room.ts";
import { jobs } from "../../packages/platform/src/jobs/registry.ts";
import { Worker } from "../../packages/platform/src/jobs/worker.ts";
import { openWebClient } from "../../packages/platform/src/pages/web-client.ts";
import {
  openTestServer,
  type TestServer,
  type TestServerOptions,
} from "../../packages/platform/src/routes/fixtures/test-server.ts";
import { NotificationListener } from "../../packages/platform/src/store/notification-listener.ts";
import { type BrowserView, openBrowser, openWindow } from "../../tools/browser/open-browser.ts";

const web = fileURLToPath(new URL("../../packages/web", import.meta.url));
const vite = fileURLToPath(new URL("../../node_modules/.bin/vite", import.meta.url));

/** A real server with the built client, looked at with a real browser. */
export interface OpenPages {
  readonly server: TestServer;
  readonly url: string;
  /** Opens a window of its own, and a page in it. */
  readonly openPage: (view?: Partial<BrowserView>) => Promise<LookedAt>;
  /** Opens a window in which the owner is signed in: by hand the first time, with the same session from then on. */
  readonly signIn: (view?: Partial<BrowserView>) => Promise<LookedAt>;
  /** Uploads a report, and imports it. */
  readonly upload: (document: string) => Promise<void>;
  /** Lets every decision with an end have ended at a moment, and does what follows. */
  readonly endDecisions: (at: string) => Promise<void>;
  /** Sends events of the audit log of a cluster, and judges them. */
  readonly sendAuditEvents: (cluster: string, items: readonly object[]) => Promise<void>;
  /** Does what waits in the queue. */
  readonly work: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A page, and what went wrong in it. */
export interface LookedAt {
  readonly page: Page;
  /** Errors of scripts, and what the page's policy forbade. */
  readonly errors: readonly string[];
}

/** What differs from the server as it is. */
export type OpenPagesOptions = Pick<TestServerOptions, "signOn" | "plans">;

/** Builds the client, and serves it on a database of its own. */
export async function openPages(chromium: string, options: OpenPagesOptions = {}): Promise<OpenPages> {
  const folder = await mkdtemp(join(tmpdir(), "sekisho-web-"));
  execFileSync(vite, ["build", "--outDir", folder, "--emptyOutDir", "--logLevel", "error"], {
    cwd: web,
    // The test runner says "test", with which React is built for development.
    env: { ...process.env, NODE_ENV: "production" },
  });
  const webClient = await openWebClient(folder);
  if (webClient === undefined) throw new Error(`expected a client in ${folder}, got none`);
  const server = await openTestServer({ webClient, ...options });
  await server.server.listen({ host: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${portOf(server)}`;
  const worker = new Worker({
    jobs,
    services: server.services,
    connection: { url: server.store.workerUrl },
    places: 1,
    onError: (error) => server.errors.push(error),
  });
  const changes = new NotificationListener({
    connection: { url: server.store.workerUrl },
    channel: liveChannel,
    onNotification: (payload) => server.services.liveRoom?.call(payload),
    onError: (error) => server.errors.push(error),
  });
  changes.start();
  const browser = await openBrowser(chromium);
  const openPage = (view: Partial<BrowserView> = {}) => openLookedAt(browser, view);
  return {
    server,
    url,
    openPage,
    signIn: keepSession(openPage, url, server.password),
    upload: async (document) => {
      await sendReport(server, document);
      await worker.drain();
    },
    endDecisions: async (at) => {
      await endDecisions(server, at);
      await worker.drain();
    },
    sendAuditEvents: async (cluster, items) => {
      await sendAuditEvents(server, cluster, items);
      await worker.drain();
    },
    work: () => worker.drain(),
    close: async () => {
      await browser.close();
      await changes.stop();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openLookedAt(browser: Browser, view: Partial<BrowserView>): Promise<LookedAt> {
  const window = await openWindow(browser, { width: 1440, height: 900, language: "en", theme: "light", ...view });
  const errors: string[] = [];
  const page = await window.newPage();
  page.setDefaultTimeout(60_000);
  page.on("console", (message) => {
    if (message.type() === "error" && !isExpected(message.text())) errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  return { page, errors };
}

async function sendReport(server: TestServer, document: string): Promise<void> {
  const headers = { ...(await server.makeKey(["reports:upload"])), "content-type": "application/json" };
  const { status } = await server.call({ method: "POST", url: "/api/v1/reports", headers, payload: document });
  if (status !== 202) throw new Error(`expected status 202, got ${status}`);
}

async function endDecisions(server: TestServer, at: string): Promise<void> {
  const headers = await server.signIn();
  const { body } = await server.call<{ tenant: { id: string } }>({ url: "/api/v1/session", headers });
  await server.store.worker.inTenant({ tenantId: body.tenant.id }, async (transaction) => {
    await transaction.updateTable("decisions").set({ expires_at: at }).execute();
    await transaction.updateTable("jobs").set({ run_at: at }).where("kind", "=", "end-decision").execute();
  });
}

async function sendAuditEvents(server: TestServer, cluster: string, items: readonly object[]): Promise<void> {
  const headers = { ...(await server.makeKey(["events:send"])), "content-type": "application/json" };
  const payload = JSON.stringify({ kind: "EventList", apiVersion: "audit.k8s.io/v1", items });
  const url = `/api/v1/clusters/${cluster}/audit-events`;
  const { status } = await server.call({ method: "POST", url, headers, payload });
  if (status >= 300) throw new Error(`expected the events to be taken, got status ${status}`);
}

/** Gives what opens windows of the owner, who signs in once: the others have the same session. */
function keepSession(openPage: OpenPages["openPage"], url: string, password: string): OpenPages["signIn"] {
  let session: Awaited<ReturnType<BrowserContext["cookies"]>> | undefined;
  return async (view) => {
    const opened = await openPage(view);
    const window = opened.page.context();
    if (session === undefined) await signIn(opened.page, url, password);
    else await window.addCookies(session);
    session ??= await window.cookies();
    await showFirstPage(opened.page, url);
    return opened;
  };
}

/** Signs the owner in, as people do. */
async function signIn(page: Page, url: string, password: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.locator("input[name=email]").fill("owner@localhost");
  await page.locator("input[name=password]").fill(password);
  await page.locator("button[type=submit]").click();
  await page.locator("#content").waitFor();
}

async function showFirstPage(page: Page, url: string): Promise<void> {
  if (new URL(page.url()).origin !== url) await page.goto(url);
  await page.locator("#content h1, #content h2").first().waitFor();
}

/** Whoever is not signed in yet is refused once, and the browser says so by itself. */
function isExpected(message: string): boolean {
  return message.includes("the server responded with a status of 401");
}

function portOf({ server }: TestServer): number {
  const address: AddressInfo | string | null = server.server.address();
  if (typeof address !== "object" || address === null) throw new Error("expected a port, got none");
  return address.port;
}
