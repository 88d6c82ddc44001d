import { type ErrorCode, errorCatalogue, SekishoError } from "../../model/error.ts";
import type { Text } from "../../model/text.ts";
import { advisoriesOptionOf } from "../advisories-option.ts";
import { quoted, usageError } from "../argument-errors.ts";
import { type Call, lastValue } from "../arguments.ts";
import { findCommand } from "../command-table.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { platformRoles } from "../serve-command.ts";
import type { Terminal } from "../terminal.ts";

type PlatformModule = Awaited<ReturnType<typeof importPlatform>>;
type RunningPlatform = Awaited<ReturnType<PlatformModule["startPlatform"]>>;

/** Starts the platform and waits until somebody ends it. */
export async function runServe(call: Call, terminal: Terminal): Promise<ExitCode> {
  const role = platformRoles.find((known) => known === lastValue(call, "role"));
  const dataDirectory = lastValue(call, "data");
  const publicUrl = lastValue(call, "public-url");
  const address = readAddress(lastValue(call, "listen"));
  const module = await loadPlatform();
  if (call.operands.length > 0) {
    return await withOwnErrors(async () => (await import("./serve-audit.ts")).verifyAudit(module, call, terminal));
  }
  const saved = await withOwnErrors(() => saveOrRestore(module, call, terminal));
  if (saved !== undefined) {
    await terminal.write(`${saved[terminal.language]}\n`);
    return exitCodes.done;
  }
  const options = {
    environment: terminal.environment,
    openAdvisories: advisoriesOptionOf(terminal).openAdvisories,
    log: { write: (line: string) => void terminal.write(line) },
    ...address,
    ...(role === undefined ? {} : { role }),
    ...(dataDirectory === undefined ? {} : { dataDirectory }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
  };
  const platform = await withOwnErrors(() => module.startPlatform(options));
  const ended = untilEnded();
  await terminal.writeError(`${welcome(platform, terminal)}\n`);
  await ended;
  await platform.stop();
  return exitCodes.done;
}

/** Does what ends by itself; gives what was done, or `undefined` where the platform is to be started. */
async function saveOrRestore(module: PlatformModule, call: Call, terminal: Terminal): Promise<Text | undefined> {
  const { environment } = terminal;
  const backup = lastValue(call, "backup");
  const restore = lastValue(call, "restore");
  const dataDirectory = lastValue(call, "data");
  const place = { environment, ...(dataDirectory === undefined ? {} : { dataDirectory }) };
  if (backup !== undefined && restore !== undefined) {
    throw usageError(
      { en: "--backup and --restore exclude each other", ja: "--backup と --restore は同時に指定できません。" },
      findCommand("serve"),
    );
  }
  if (backup !== undefined) {
    const { rows, tables } = await module.backUpPlatform({ ...place, folder: backup });
    return {
      en: `Saved ${rows} rows of ${tables} tables and all stored reports to ${backup}`,
      ja: `${tables} 個の表の ${rows} 行と、保存済みのすべてのレポートを ${backup} に保存しました。`,
    };
  }
  if (restore === undefined) return undefined;
  const { rows, tables } = await module.restorePlatform({ ...place, folder: restore });
  return {
    en: `Restored ${rows} rows of ${tables} tables and all stored reports from ${restore}`,
    ja: `${restore} から、${tables} 個の表の ${rows} 行と、保存済みのすべてのレポートを復元しました。`,
  };
}

/** The installed platform brings a scanner of its own, whose errors are of a class of their own: they are told as ours. */
async function withOwnErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isTwin(error)) throw error;
    const hint = error.hint === undefined ? {} : { hint: error.hint };
    throw new SekishoError(error.code, error.text, { ...hint, cause: error.cause });
  }
}

function isTwin(error: unknown): error is SekishoError {
  if (!(error instanceof Error) || error instanceof SekishoError || error.name !== "SekishoError") return false;
  return "text" in error && "code" in error && isErrorCode(error.code);
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === "string" && Object.hasOwn(errorCatalogue, code);
}

/** The platform is a package of its own: who only scans need not install it. */
async function loadPlatform(): Promise<PlatformModule> {
  try {
    return await importPlatform();
  } catch (cause) {
    if (!isMissing(cause)) throw cause;
    throw new SekishoError(
      "platform-not-installed",
      { en: "the platform is not installed", ja: "プラットフォームがインストールされていません。" },
      {
        hint: {
          en: "install it with: npm install @sekisho/platform",
          ja: "インストール方法: npm install @sekisho/platform",
        },
        cause,
      },
    );
  }
}

async function importPlatform() {
  return await import("@sekisho/platform");
}

/** Only the platform itself counts: where a part of it is missing, its message says more. */
function isMissing(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  const isUnresolved = error.code === "ERR_MODULE_NOT_FOUND" || error.code === "MODULE_NOT_FOUND";
  return isUnresolved && error.message.includes("@sekisho/platform");
}

function readAddress(written: string | undefined): { readonly host?: string; readonly port?: number } {
  if (written === undefined) return {};
  const parts = /^(\[[0-9a-fA-F:]{2,45}\]|[A-Za-z0-9.-]{1,253}):(\d{1,5})$/.exec(written);
  const [, host = "", port = ""] = parts ?? [];
  if (parts === null || Number(port) > 65_535) {
    throw usageError(
      {
        en: `--listen: expected HOST:PORT, got ${quoted(written)}`,
        ja: `--listen には HOST:PORT を指定してください（指定値: ${quoted(written)}）。`,
      },
      findCommand("serve"),
    );
  }
  return { host: host.replaceAll(/[[\]]/g, ""), port: Number(port) };
}

function welcome({ url, firstOwner }: Pick<RunningPlatform, "url" | "firstOwner">, { language }: Terminal): string {
  const running = { en: `Sekisho runs at ${url}`, ja: `Sekisho を起動しました: ${url}` };
  if (firstOwner === undefined) return running[language];
  const { tenant, email, password } = firstOwner;
  const signIn = {
    en: `Tenant ${tenant}, account ${email}, password ${password}\nThe password is shown this once. First report: docs/guide/platform.md`,
    ja: `テナント ${tenant}、アカウント ${email}、パスワード ${password}\nパスワードが表示されるのは今回だけです。最初のレポートの送信: docs/guide/platform.ja.md`,
  };
  return `${running[language]}\n${signIn[language]}`;
}

function untilEnded(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}
