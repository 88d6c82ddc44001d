import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeExampleImage } from "./example-image.ts";
import { runProgram } from "./run-program.ts";

/** The folder that examples/ lies in. */
export const examplesRoot = fileURLToPath(new URL("../../", import.meta.url));
/** What the example image was made by; its report names it as the report on examples/ does. */
const dockerfile = "examples/shop-orders/Dockerfile";
const commandLine = join(examplesRoot, "packages/sekisho/src/cli/main.ts");

/** Reads what is built: Dockerfiles and manifests in examples/. The report is shown, and written where a file is named. */
export async function scanExamples(file: string | undefined, signal: AbortSignal): Promise<number> {
  const formats = file === undefined ? [] : ["--format", "table", "--format", `json=${file}`];
  return await runProgram([commandLine, "scan", "examples", ...formats], {
    folder: examplesRoot,
    isShown: true,
    signal,
  });
}

/** Reads what ships: an image that belongs to the examples. Gives the file of the report. */
export async function scanExampleImage(folder: string, signal: AbortSignal): Promise<string> {
  const file = join(folder, "image.json");
  writeExampleImage(join(folder, "orders.tar"));
  mkdirSync(join(folder, dirname(dockerfile)), { recursive: true });
  copyFileSync(join(examplesRoot, dockerfile), join(folder, dockerfile));
  const words = ["scan", "orders.tar", "--dockerfile", dockerfile, "--quiet"];
  const exitCode = await runProgram([commandLine, ...words, "--format", `json=${file}`], {
    folder,
    isShown: false,
    signal,
  });
  if (exitCode !== 0) throw new Error(`sekisho ${words.join(" ")}: expected exit code 0, got ${exitCode}`);
  return file;
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
