import { readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningPlatform, startPlatform } from "@sekisho/platform";

// Uploads to a platform on an embedded, durable PostgreSQL: a report of 13,000 findings until it can be searched, the
// same again, one with 100 changes, and 200 reports at once. Run with: node --conditions=sekisho-source bench/platform/import.ts

interface Session {
  readonly url: string;
  readonly headers: Record<string, string>;
}

interface Answer {
  readonly status: string;
  readonly outcome: { readonly new: number; readonly fixed: number; readonly findings: number } | null;
  readonly links: { readonly self: string };
}

const findings = Number(process.argv[2] ?? 13_000);
const uploads = 200;
const password = "only for this measurement";

const directory = join(tmpdir(), `sekisho-bench-${process.pid}`);
const platform = await startPlatform({
  port: 0,
  dataDirectory: directory,
  environment: { SEKISHO_OWNER_PASSWORD: password },
  log: { write: () => undefined },
});
try {
  await measure(platform);
} finally {
  await platform.stop();
  await rm(directory, { recursive: true, force: true });
}

async function measure({ url }: RunningPlatform): Promise<void> {
  const session = await signIn(url);
  const first = documentOf(findings, 0);
  console.log(`${findings} findings, ${(first.length / 1e6).toFixed(1)} MB of JSON`);
  await timed("first time", () => importNow(session, "shop", first));
  await timed("the same again", () => importNow(session, "shop", first));
  await timed("again, other dates", () => importNow(session, "shop", documentOf(findings, 0, "2026-11-02T00:00:00Z")));
  await timed("100 gone, 100 new", () => importNow(session, "shop", documentOf(findings, 100)));
  await timed("a second repository", () => importNow(session, "bank", first));
  await timed("other flaws, as Trivy writes them", () => importNow(session, "third", trivyDocumentOf(findings)));
  await timed(`${uploads} reports of 100 findings at once`, () => importMany(session));
}

async function importMany(session: Session): Promise<string> {
  const document = documentOf(100, 0);
  const sent = await Promise.all(
    Array.from({ length: uploads }, (_, index) => upload(session, `many-${index}`, document, index % 2 === 0 ? 0 : 1)),
  );
  const states = await Promise.all(sent.map((answer) => waitFor(session, answer)));
  return `${states.filter(({ status }) => status === "imported").length} imported`;
}

async function importNow(session: Session, repository: string, document: string): Promise<string> {
  const { outcome, status } = await waitFor(session, await upload(session, repository, document, 0));
  return outcome === null ? status : `${outcome.findings} findings, ${outcome.new} new, ${outcome.fixed} fixed`;
}

async function upload({ url, headers }: Session, repository: string, document: string, lane: number): Promise<Answer> {
  const scope = JSON.stringify({ kind: "repository", repository, ref: "main" });
  const query = new URLSearchParams({ scope, lane: lane === 0 ? "interactive" : "scheduled" });
  const init = { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: document };
  return await answerOf(await fetch(`${url}/api/v1/reports?${query.toString()}`, init));
}

async function waitFor({ url, headers }: Session, answer: Answer): Promise<Answer> {
  let state = answer;
  while (state.status === "queued" || state.status === "importing") {
    state = await answerOf(await fetch(`${url}${answer.links.self}?wait=60`, { headers }));
  }
  return state;
}

async function answerOf(response: Response): Promise<Answer> {
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  const answer: unknown = await response.json();
  if (!isAnswer(answer)) throw new Error(`expected a report, got ${JSON.stringify(answer)}`);
  return answer;
}

function isAnswer(answer: unknown): answer is Answer {
  return typeof answer === "object" && answer !== null && "status" in answer && "links" in answer;
}

async function signIn(url: string): Promise<Session> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email: "owner@localhost", password }),
  });
  const [cookie = ""] = (response.headers.get("set-cookie") ?? "").split(";");
  return { url, headers: { cookie, origin: url } };
}

async function timed(what: string, work: () => Promise<string>): Promise<void> {
  const before = process.cpuUsage();
  const databaseBefore = databaseCpuMs();
  const startedMs = performance.now();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  const database =
    databaseBefore === undefined
      ? ""
      : `, ${(((databaseCpuMs() ?? 0) - databaseBefore) / 1000).toFixed(2)} s in PostgreSQL`;
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(2);
  console.log(`${what}: ${seconds} s, ${((user + system) / 1e6).toFixed(2)} s of CPU in Node${database}; ${result}`);
}

/** CPU time of all processes of the platform's PostgreSQL; known on Linux alone. */
function databaseCpuMs(): number | undefined {
  if (process.platform !== "linux") return undefined;
  const [server = ""] = readFileSync(join(directory, "postgres/postmaster.pid"), "utf8").split("\n");
  let ticks = 0;
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const fields = readFileSync(`/proc/${name}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      if (fields[1] !== server) continue;
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // The process has ended meanwhile.
    }
  }
  return ticks * 10;
}

/** A report like those of an image with many old packages: from finding `start` on. */
function documentOf(count: number, start: number, startedAt = "2026-11-01T00:00:00Z"): string {
  const report = {
    schemaVersion: 1,
    producer: { name: "trivy", version: "0.60.0" },
    target: { kind: "image", name: "registry.example.com/shop/web:1.4", digest: `sha256:${"1".repeat(64)}` },
    startedAt,
    finishedAt: startedAt,
    findings: Array.from({ length: count }, (_, index) => findingOf(start + index)),
    coverage: [{ plugin: "import/trivy", ended: "done" }],
    diagnostics: [],
  };
  return JSON.stringify({ schemaVersion: 1, reports: [report] });
}

function findingOf(index: number): unknown {
  const flaw = `CVE-2026-${String(index).padStart(5, "0")}`;
  const name = `package-${index % 700}`;
  const severities = ["critical", "high", "medium", "low"];
  return {
    id: index.toString(16).padStart(32, "0"),
    kind: "vulnerability",
    rule: { id: `vulnerability/${flaw}`, aliases: [`trivy:${flaw}`], controls: [] },
    severity: severities[index % 4],
    title: `${flaw} in ${name}`,
    message: `${name} 1.2.${index % 50} has a flaw: `.padEnd(600, "the parser reads past the end of a buffer, "),
    remediation: `Update ${name} to 1.3.0.`,
    subject: `pkg:deb/debian/${name}`,
    evidence: [{ location: { path: "var/lib/dpkg/status", layer: `sha256:${"2".repeat(64)}` } }],
    status: "open",
    vulnerability: {
      flaw,
      advisory: flaw,
      aliases: [`GHSA-${index}`],
      package: `pkg:deb/debian/${name}@1.2.${index % 50}`,
      name,
      installed: `1.2.${index % 50}`,
      fixedIn: "1.3.0",
      rating: severities[index % 4],
      score: 7.5,
      references: [`https://example.com/${flaw}`],
      risk: index % 100,
    },
  };
}

/** A report as Trivy itself writes it, with flaws that nobody has told of before. */
function trivyDocumentOf(count: number): string {
  const severities = ["CRITICAL", "HIGH", "MEDIUM", "LOW"];
  const flaws = Array.from({ length: count }, (_, index) => {
    const name = `library-${index % 700}`;
    const version = `1.2.${index % 50}`;
    return {
      VulnerabilityID: `CVE-2025-${String(index).padStart(5, "0")}`,
      PkgID: `${name}@${version}`,
      PkgName: name,
      PkgIdentifier: { PURL: `pkg:deb/debian/${name}@${version}?arch=amd64&distro=debian-12.1` },
      InstalledVersion: version,
      FixedVersion: "1.3.0",
      Status: "fixed",
      Layer: { DiffID: `sha256:${"3".repeat(64)}` },
      SeveritySource: "debian",
      PrimaryURL: `https://example.com/CVE-2025-${index}`,
      Title: `${name}: a flaw of number ${index}`,
      Description: `${name} ${version} has a flaw: `.padEnd(600, "the parser reads past the end of a buffer, "),
      Severity: severities[index % 4],
      CVSS: { nvd: { V3Vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", V3Score: 9.8 } },
      References: [`https://example.com/${index}/1`, `https://example.com/${index}/2`],
    };
  });
  return JSON.stringify({
    SchemaVersion: 2,
    ArtifactName: "registry.example.com/bank/web:2.1",
    ArtifactType: "container_image",
    Metadata: { OS: { Family: "debian", Name: "12.1" }, ImageID: `sha256:${"4".repeat(64)}` },
    Results: [{ Target: "debian 12.1", Class: "os-pkgs", Type: "debian", Vulnerabilities: flaws }],
  });
}
