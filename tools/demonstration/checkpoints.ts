import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeExampleAuditLog } from "./example-audit-log.ts";
import { writeExampleImage } from "./example-image.ts";
import { runProgram } from "./run-program.ts";

/** A report that a checkpoint wrote. */
export interface WrittenReport {
  /** Its JSON. */
  readonly file: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
/** What the example image was made by; its report names it as the report on examples/ does. */
const dockerfile = "examples/shop-orders/Dockerfile";
const commandLine = join(root, "packages/sekisho/src/cli/main.ts");

/** Reads what is built: Dockerfiles and manifests in examples/. The report is shown, and written where a file is named. */
export async function scanExamples(file: string | undefined, signal: AbortSignal): Promise<number> {
  const formats = file === undefined ? [] : ["--format", "table", "--format", `json=${file}`];
  return await runProgram([commandLine, "scan", "examples", ...formats], { folder: root, isShown: true, signal });
}

/** Reads what ships and what runs: an image and an audit log that belong to the examples. */
export async function readImageAndAuditLog(folder: string, signal: AbortSignal): Promise<readonly WrittenReport[]> {
  const quiet = { folder, isShown: false, signal };
  const calls = [
    { words: ["scan", "orders.tar", "--dockerfile", dockerfile, "--quiet"], file: join(folder, "image.json") },
    { words: ["detect", "audit.log", "--cluster", "shop"], file: join(folder, "audit.json") },
  ];
  writeExampleImage(join(folder, "orders.tar"));
  mkdirSync(join(folder, dirname(dockerfile)), { recursive: true });
  copyFileSync(join(root, dockerfile), join(folder, dockerfile));
  writeExampleAuditLog(join(folder, "audit.log"));
  const written: WrittenReport[] = [];
  for (const { words, file } of calls) {
    const exitCode = await runProgram([commandLine, ...words, "--format", `json=${file}`], quiet);
    if (exitCode !== 0) throw new Error(`sekisho ${words.join(" ")}: expected exit code 0, got ${exitCode}`);
    written.push({ file });
  }
  return written;
}

/** Gives work a folder that is gone afterwards. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-demonstration-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
