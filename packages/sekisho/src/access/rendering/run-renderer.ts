import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool, type ToolOutcome } from "../tools/run-tool.ts";
import type { RenderingLimits, RenderingOutcome } from "./rendering.ts";

/** So much of what a renderer says about its failure is passed on. */
const maxReasonCharacters = 600;
/** So much of it is looked at: warnings stand in front of the reason. */
const maxErrorCharacters = 65_536;

/** A call of a renderer. */
export interface RendererCall {
  /** Absolute. */
  readonly program: string;
  /** As messages name it. */
  readonly name: string;
  /** As messages name it: the directory of a chart or overlay. */
  readonly directory: string;
  readonly limits: RenderingLimits;
  /** Gives the arguments; may write into the empty folder that the call has for itself. */
  readonly argumentsIn: (folder: string) => readonly string[];
}

/**
 * Runs a renderer that reads files of others, apart from the user's own settings.
 *
 * Without a shell; without anything of the environment: no token, no kubeconfig, no plugin, no repository, no credentials of
 * registries. Its home is an empty folder that goes away afterwards. No other program is on its search path, so that it
 * fetches nothing with git and runs no plugin, and its proxies lead nowhere, so that it fetches nothing by itself.
 */
export async function runRenderer(call: RendererCall): Promise<RenderingOutcome> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "sekisho-rendering-")));
  try {
    const outcome = await runTool(call.program, {
      arguments: call.argumentsIn(folder),
      input: "",
      environment: environmentIn(folder),
      ...call.limits,
    });
    return toOutcome(outcome, call, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function environmentIn(folder: string): Readonly<Record<string, string>> {
  const home = join(folder, "home");
  mkdirSync(home, { recursive: true });
  const nowhere = "http://127.0.0.1:9";
  const system = process.env["SystemRoot"];
  return {
    PATH: join(home, "bin"),
    HOME: home,
    USERPROFILE: home,
    APPDATA: home,
    LOCALAPPDATA: home,
    TMPDIR: home,
    TEMP: home,
    TMP: home,
    LANG: "C.UTF-8",
    KUBECONFIG: join(home, "kubeconfig"),
    HELM_CACHE_HOME: join(home, "cache"),
    HELM_CONFIG_HOME: join(home, "config"),
    HELM_DATA_HOME: join(home, "data"),
    HELM_PLUGINS: join(home, "plugins"),
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    http_proxy: nowhere,
    https_proxy: nowhere,
    ALL_PROXY: nowhere,
    GIT_TERMINAL_PROMPT: "0",
    ...(system === undefined ? {} : { SystemRoot: system }),
  };
}

function toOutcome(outcome: ToolOutcome, { name, directory, limits }: RendererCall, folder: string): RenderingOutcome {
  if (outcome.kind === "ended" && outcome.exitCode === 0) return { kind: "rendered", text: outcome.output };
  if (outcome.kind === "failed" && outcome.reason === "timeout") {
    return limit(directory, name, `timeoutMs = ${limits.timeoutMs}`);
  }
  if (outcome.kind === "failed" && outcome.reason === "too-much-output") {
    return limit(directory, name, `maxOutputBytes = ${limits.maxOutputBytes}`);
  }
  const said = outcome.kind === "ended" ? toReason(outcome.errorOutput, folder) : "";
  const reason = said === "" ? outcome.kind : said;
  return {
    kind: "refused",
    code: "rendering-failed",
    message: {
      en: `${directory} was not examined: ${name} could not render it and says ${reason}.`,
      ja: `${directory} は検査しませんでした。${name} でレンダリングできません（${reason}）。`,
    },
  };
}

/** Gives what a program says in one line, without the name of the folder that it ran in, cut where it becomes long. */
function toReason(errorOutput: string, folder: string): string {
  const lines = errorOutput.slice(0, maxErrorCharacters).replaceAll(folder, "").split("\n");
  const start = lines.filter((line) => !isWarning(line)).join("\n");
  const line = start.replaceAll(/\s{1,1000}/g, " ").trim();
  const cut = line.length > maxReasonCharacters ? `${line.slice(0, maxReasonCharacters)}…` : line;
  return cut.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\uFFFD");
}

/** Tells the warnings of kustomize and helm by how their lines begin. */
function isWarning(line: string): boolean {
  return /^(?:#? ?warning\b|level=WARN\b)/i.test(line);
}

function limit(directory: string, name: string, which: string): RenderingOutcome {
  return {
    kind: "refused",
    code: "rendering-limit",
    message: {
      en: `${directory} was not examined: ${name} was ended at the limit ${which}.`,
      ja: `${directory} は検査しませんでした。上限 ${which} に達したため、${name} を終了しました。`,
    },
  };
}
