import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPlatform } from "@sekisho/platform";
import { fillTenants } from "./fill-tenants.ts";

// Questions to a platform with millions of findings in 20 tenants, over HTTP: pages of lists, the dashboard, the search for
// a component. Run with: node --conditions=sekisho-source bench/platform/lists.ts [FINDINGS [TENANTS [ROUNDS [DIRECTORY]]]]
// The database is made once for each size and used again; \`sekisho serve --data DIRECTORY\` serves it to a browser.

const findings = Number(process.argv[2] ?? 5_000_000);
const tenants = Number(process.argv[3] ?? 20);
const rounds = Number(process.argv[4] ?? 20);
const password = "only for this measurement";
const directory = process.argv[5] ?? join(tmpdir(), `sekisho-bench-lists-${findings}-${tenants}`);
const marker = join(directory, "filled");

/** What is asked, and how many milliseconds 19 of 20 answers may take. */
const questions: readonly { readonly name: string; readonly path: string; readonly limitMs: number }[] = [
  { name: "first page", path: "/findings", limitMs: 50 },
  { name: "open", path: "/findings?query=state:open", limitMs: 50 },
  { name: "fixed", path: "/findings?query=state:fixed", limitMs: 50 },
  { name: "newest", path: "/findings?sort=newest", limitMs: 50 },
  { name: "due", path: "/findings?sort=due", limitMs: 50 },
  { name: "one CVE", path: "/findings?query=cve:CVE-2026-00017+state:open", limitMs: 50 },
  { name: "CVEs by a glob", path: "/findings?query=cve:CVE-2026-0001*+severity%3E%3Dhigh", limitMs: 50 },
  { name: "one package", path: "/findings?query=package:package-17", limitMs: 50 },
  { name: "a rare word", path: "/findings?query=00017", limitMs: 50 },
  { name: "a common word", path: "/findings?query=package+state:open", limitMs: 50 },
  { name: "Japanese words", path: `/findings?query=${encodeURIComponent("権限")}`, limitMs: 50 },
  { name: "one asset", path: "/findings?query=asset:registry.example.com/app-7", limitMs: 50 },
  { name: "exploited, likely, repairable", path: "/findings?query=exploited:yes+epss%3E0.5+fix:yes", limitMs: 50 },
  { name: "facets", path: "/findings/facets?query=state:open", limitMs: 300 },
  { name: "dashboard", path: "/overview", limitMs: 300 },
  { name: "top actions", path: "/actions", limitMs: 300 },
  { name: "component", path: "/components?name=package-17", limitMs: 100 },
  { name: "assets by name", path: "/assets", limitMs: 50 },
  { name: "assets with the worst findings", path: "/assets?sort=worst", limitMs: 300 },
  { name: "urgent flaws", path: "/flaws", limitMs: 300 },
  { name: "one flaw", path: "/flaws/CVE-2026-00017", limitMs: 100 },
  { name: "reports", path: "/reports", limitMs: 50 },
  { name: "trend of a quarter", path: "/trends", limitMs: 300 },
  { name: "all frameworks", path: "/compliance", limitMs: 300 },
  { name: "gaps of coverage", path: "/coverage/gaps", limitMs: 100 },
];

if (!existsSync(marker)) {
  await (await openPlatform()).stop();
  const startedMs = performance.now();
  await fillTenants({ directory, findings, tenants });
  await writeFile(marker, "");
  console.log(`filled in ${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
}
const platform = await openPlatform();
try {
  await measure(platform.url);
} finally {
  await platform.stop();
}

async function openPlatform(): ReturnType<typeof startPlatform> {
  return await startPlatform({
    port: 0,
    dataDirectory: directory,
    environment: { SEKISHO_OWNER_PASSWORD: password },
    log: { write: () => undefined },
  });
}

async function measure(url: string): Promise<void> {
  const cookie = await signIn(url);
  console.log(`${findings} findings in ${tenants} tenants, ${rounds} rounds`);
  for (const { name, path, limitMs } of questions) {
    const timesMs: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const startedMs = performance.now();
      const response = await fetch(`${url}/api/v1${path}`, { headers: { cookie } });
      const text = await response.text();
      if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
      // The first answer warms the database up.
      if (round > 0) timesMs.push(performance.now() - startedMs);
    }
    const sorted = timesMs.toSorted((left, right) => left - right);
    const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
    const least = (sorted[0] ?? 0).toFixed(1);
    console.log(
      `${name}: p95 ${p95.toFixed(1)} ms, least ${least} ms (limit ${limitMs} ms)${p95 > limitMs ? " MISSED" : ""}`,
    );
  }
}

async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email: "owner@localhost", password }),
  });
  return (response.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
}
