import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { findChromium } from "./open-browser.ts";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:7480" },
    email: { type: "string", default: "owner@localhost" },
    password: { type: "string" },
    /** The program of the npm package lighthouse, 13 or later; npx fetches it where none is named. */
    lighthouse: { type: "string" },
    least: { type: "string", default: "95" },
  },
});

const pages = ["/sign-in", "/", "/findings", "/findings/FIRST", "/settings"];
const judged = ["accessibility", "best-practices"] as const;
const shown = [...judged, "performance"] as const;
const run = promisify(execFile);

const chromium = findChromium(process.env);
if (chromium === undefined) throw new Error("expected Chromium on PATH or in SEKISHO_CHROMIUM, got none");
if (values.password === undefined) throw new Error("expected --password PASSWORD of the account, got nothing");
const { url, email, password } = values;
const least = Number(values.least);
const cookie = await signIn();
const first = await findFirstFinding();
const folder = await mkdtemp(join(tmpdir(), "sekisho-audit-"));
let worst = 100;
for (const page of pages) {
  const scores = await judge(page.replace("FIRST", first));
  worst = Math.min(worst, ...judged.map((name) => scores[name]));
  console.log(`${page.padEnd(18)} ${shown.map((name) => `${name} ${scores[name]}`).join("  ")}`);
}
await rm(folder, { recursive: true, force: true });
if (worst < least) {
  console.error(`expected at least ${least} everywhere, got ${worst}`);
  process.exitCode = 1;
}

async function signIn(): Promise<string> {
  const response = await fetch(new URL("/api/v1/session", url), {
    method: "POST",
    headers: { "content-type": "application/json", origin: new URL(url).origin },
    body: JSON.stringify({ email, password }),
  });
  if (!response.ok) throw new Error(`could not sign in: status ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
}

async function findFirstFinding(): Promise<string> {
  const response = await fetch(new URL("/api/v1/findings?limit=1", url), { headers: { cookie } });
  const id = /"id":"([^"]+)"/.exec(await response.text())?.[1];
  if (id === undefined) throw new Error("expected a tenant with findings, got none");
  return id;
}

/** Gives the scores of a page, from 0 to 100, and says what keeps a judged one below 100. */
async function judge(page: string): Promise<Readonly<Record<(typeof shown)[number], number>>> {
  const report = join(folder, "report.json");
  const [program, before] =
    values.lighthouse === undefined ? ["npx", ["--yes", "lighthouse@13"]] : [values.lighthouse, []];
  const options = [
    new URL(page, url).href,
    "--quiet",
    "--output=json",
    `--output-path=${report}`,
    `--only-categories=${shown.join(",")}`,
    "--preset=desktop",
    "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    `--extra-headers=${JSON.stringify(page === "/sign-in" ? {} : { Cookie: cookie })}`,
  ];
  await run(program, [...before, ...options], { env: { ...process.env, CHROME_PATH: chromium }, maxBuffer: 2 ** 26 });
  const said: unknown = JSON.parse(await readFile(report, "utf8"));
  for (const { id, score, title } of auditsIn(said)) {
    if (typeof score === "number" && score < 1 && isJudged(said, id)) console.log(`  ${page}: ${id}: ${title}`);
  }
  return {
    accessibility: scoreOf(said, "accessibility"),
    "best-practices": scoreOf(said, "best-practices"),
    performance: scoreOf(said, "performance"),
  };
}

function scoreOf(report: unknown, category: string): number {
  const score = at(report, "categories", category, "score");
  if (typeof score !== "number") throw new Error(`expected a score of ${category}, got ${typeof score}`);
  return Math.round(score * 100);
}

function auditsIn(
  report: unknown,
): readonly { readonly id: string; readonly score: unknown; readonly title: string }[] {
  const audits = at(report, "audits");
  if (typeof audits !== "object" || audits === null) return [];
  return Object.entries(audits).map(([id, audit]) => ({
    id,
    score: at(audit, "score"),
    title: String(at(audit, "title")),
  }));
}

function isJudged(report: unknown, audit: string): boolean {
  return judged.some((category) => {
    const references = at(report, "categories", category, "auditRefs");
    return Array.isArray(references) && references.some((one) => at(one, "id") === audit && at(one, "weight") !== 0);
  });
}

/** Gives what stands at a path of keys; nothing where there is none. */
function at(value: unknown, ...keys: readonly string[]): unknown {
  let here = value;
  for (const key of keys) {
    if (typeof here !== "object" || here === null) return undefined;
    here = Object.entries(here).find(([name]) => name === key)?.[1];
  }
  return here;
}
