/**
 * `npm start`: scans examples/, then shows what was found on a platform of this machine until Ctrl+C.
 *
 * Where nobody watches (no terminal, or `CI` is set) and with `--once` it ends after the scan; `--stay` starts the platform
 * there, too. `--no-build` takes the browser client as it is.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chooseLanguage } from "../packages/sekisho/src/cli/language.ts";
import { SekishoError } from "../packages/sekisho/src/model/error.ts";
import { buildWebClient } from "./demonstration/build-web-client.ts";
import { examplesRoot, inFolder, scanExampleImage, scanExamples } from "./demonstration/checkpoints.ts";
import { writeExampleAuditLog } from "./demonstration/example-audit-log.ts";
import { sendAccessMap } from "./demonstration/send-access-map.ts";
import { sendEvents } from "./demonstration/send-events.ts";
import { sendReports } from "./demonstration/send-reports.ts";
import { type DemonstrationPlatform, startDemonstration } from "./demonstration/start-platform.ts";

const { values: asked } = parseArgs({
  options: { once: { type: "boolean" }, stay: { type: "boolean" }, "no-build": { type: "boolean" } },
});
const isWatched = process.stdout.isTTY && process.env["CI"] === undefined;
const staysUp = asked.stay === true || (isWatched && asked.once !== true);
const language = chooseLanguage([], process.env);
const ending = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => ending.abort());

process.exitCode = staysUp ? await demonstrate() : await scanOnce();

async function scanOnce(): Promise<number> {
  const exitCode = await scanExamples(undefined, ending.signal);
  const more = {
    en: "In a terminal, or with `npm start -- --stay`, a platform then shows this in the browser.",
    ja: "端末で実行するか `npm start -- --stay` とすると、続けてプラットフォームが起動し、ブラウザーで確認できます。",
  };
  console.error(more[language]);
  return exitCode;
}

async function demonstrate(): Promise<number> {
  try {
    return await inFolder(runIn);
  } catch (error) {
    if (ending.signal.aborted) return 0;
    if (!(error instanceof SekishoError)) throw error;
    console.error(error.text[language]);
    if (error.hint !== undefined) console.error(error.hint[language]);
    return 2;
  }
}

/** The database starts while the scans run. */
async function runIn(folder: string): Promise<number> {
  const { signal } = ending;
  const file = join(folder, "examples.json");
  const starting = startWithPages(signal);
  // Whoever waits for it hears of its error; until then it is nobody's.
  starting.catch(() => undefined);
  try {
    const exitCode = await scanExamples(file, signal);
    if (exitCode !== 0) throw new Error(`scan examples: expected exit code 0, got ${exitCode}`);
    const image = await scanExampleImage(folder, signal);
    const log = join(folder, "audit.log");
    writeExampleAuditLog(log);
    const platform = await starting;
    const reported = await sendReports(platform, [file, image]);
    const detected = await sendEvents(platform, { file: log, cluster: "shop" }, signal);
    await sendAccessMap(platform, examplesRoot, "examples");
    const findings = reported + detected;
    if (!signal.aborted) await stayUntilEnded(platform, findings);
    return 0;
  } finally {
    const platform = await starting.catch(() => undefined);
    await platform?.stop();
  }
}

async function startWithPages(signal: AbortSignal): Promise<DemonstrationPlatform> {
  if (asked["no-build"] !== true) await buildWebClient(signal);
  return await startDemonstration(process.env);
}

async function stayUntilEnded(platform: DemonstrationPlatform, findings: number): Promise<void> {
  console.log(describe(platform, findings)[language]);
  await new Promise<void>((resolve) => ending.signal.addEventListener("abort", () => resolve()));
  console.log({ en: "Stopping.", ja: "停止しています。" }[language]);
}

function describe({ url, email, password, directory, logFile }: DemonstrationPlatform, findings: number) {
  return {
    en: `
Sekisho runs, with ${findings} findings of examples/, of an image and of an audit log that belong to them.

  Address   ${url}
  Account   ${email}
  Password  ${password}

Data: ${directory}
Log:  ${logFile}
Ctrl+C ends it; the next start goes on with the same data.`,
    ja: `
Sekisho を起動しました。examples/ と、その一部であるイメージと監査ログから、検出事項 ${findings} 件を登録済みです。

  アドレス    ${url}
  アカウント  ${email}
  パスワード  ${password}

データ: ${directory}
ログ:   ${logFile}
Ctrl+C で終了します。データは次回の起動でも使用します。`,
  } as const;
}
