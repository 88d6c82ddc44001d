/**
 * Packs what `npm run build` built, installs it elsewhere as users do, and starts the platform from there: `npm run try-packages`.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "sekisho-packages-"));
// As root the database runs as another user, who must be able to go through.
chmodSync(folder, 0o711);
try {
  install();
  await tryPlatform();
  tryWrongCall();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function install(): void {
  const packed = join(folder, "packed");
  mkdirSync(packed);
  for (const name of ["sekisho", "@sekisho/platform"]) {
    run("npm", ["pack", "--silent", "--workspace", name, "--pack-destination", packed], root);
  }
  writeFileSync(join(folder, "package.json"), "{}");
  const archives = readdirSync(packed).map((archive) => join(packed, archive));
  console.log(`packed ${readdirSync(packed).join(" and ")}`);
  run("npm", ["install", "--silent", "--prefer-offline", "--no-audit", "--no-fund", ...archives], folder);
}

function run(program: string, words: readonly string[], cwd: string): void {
  execFileSync(program, words, { cwd, stdio: ["ignore", "ignore", "inherit"] });
}

async function tryPlatform(): Promise<void> {
  const commandLine = join(folder, "node_modules/sekisho/dist/cli.cjs");
  const words = [commandLine, "serve", "--data", join(folder, "data"), "--listen", "127.0.0.1:0", "--lang", "en"];
  const environment = { ...process.env, DATABASE_URL: "" };
  const child = spawn(process.execPath, words, { cwd: folder, env: environment, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  try {
    const url = await addressOf(child.stderr);
    const answers = [
      { path: "/readyz", says: '"ready"' },
      { path: "/api/openapi.json", says: '"3.1' },
      { path: "/", says: "<!doctype html>" },
    ];
    for (const { path, says } of answers) {
      const answer = await fetch(`${url}${path}`, { headers: { accept: "text/html" } });
      const body = await answer.text();
      const seen = `${answer.status} ${body.slice(0, 100)}`;
      if (!answer.ok || !body.toLowerCase().includes(says)) throw new Error(`${path}: expected ${says}, got ${seen}`);
      console.log(`${path} answers`);
    }
  } finally {
    child.kill("SIGTERM");
  }
  const exitCode = await ended;
  if (exitCode !== 0) throw new Error(`expected exit code 0, got ${exitCode}`);
  console.log("the platform ended cleanly");
}

/** What the platform refuses is told as the command line tells its own errors. */
function tryWrongCall(): void {
  const words = ["node_modules/sekisho/dist/cli.cjs", "serve", "--public-url", "ftp://example.com", "--lang", "en"];
  const { status, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
  if (status !== 2 || !stderr.includes("not one of http or https")) {
    throw new Error(`a wrong address: expected exit code 2, got ${status}: ${stderr}`);
  }
  console.log("a wrong call is refused");
}

async function addressOf(errors: NodeJS.ReadableStream): Promise<string> {
  let said = "";
  for await (const line of createInterface({ input: errors })) {
    said += `${line}\n`;
    const url = /^Sekisho runs at (\S+)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`expected an address, got: ${said}`);
}
