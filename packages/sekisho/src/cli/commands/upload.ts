import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { SekishoError } from "../../model/error.ts";
import type { Text } from "../../model/text.ts";
import { quoted, usageError } from "../argument-errors.ts";
import { allValues, type Call, lastValue } from "../arguments.ts";
import { findCommand } from "../command-table.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { type PlatformReport, type SentBody, sendReport } from "../platform-client.ts";
import type { Terminal } from "../terminal.ts";
import { describeUpload, readConnection } from "../upload-report.ts";

const usualWaitSeconds = 60;
const maxWaitSeconds = 600;

/** Sends a report to a platform, and says what became of it. */
export async function runUpload(call: Call, terminal: Terminal): Promise<ExitCode> {
  const connection = readConnection(lastValue(call, "to"), terminal.environment);
  const [name = "-"] = call.operands;
  const failOn = lastValue(call, "fail-on");
  const waitSeconds = readWait(call);
  const query = new URLSearchParams();
  const project = lastValue(call, "project");
  if (project !== undefined) query.set("project", project);
  const format = lastValue(call, "from");
  if (format !== undefined) query.set("format", format);
  const target = lastValue(call, "target");
  if (target !== undefined) query.set("target", target);
  const scope = readScope(allValues(call, "scope"));
  if (scope !== undefined) query.set("scope", JSON.stringify(scope));
  for (const label of allValues(call, "label")) query.append("label", label);
  const body =
    name === "-"
      ? { open: () => terminal.input, isRepeatable: false }
      : await findReport(name, terminal.workingDirectory);
  const report = await sendReport(connection, { query, body, waitSeconds, failOn });
  await terminal.write(`${describeUpload(report, name === "-" ? "-" : basename(name))[terminal.language]}\n`);
  return exitCodeOf(report, { isGated: failOn !== undefined, isAwaited: waitSeconds > 0 });
}

function readWait(call: Call): number {
  const written = lastValue(call, "wait");
  if (written === undefined) return usualWaitSeconds;
  if (/^\d{1,3}$/.test(written) && Number(written) <= maxWaitSeconds) return Number(written);
  throw wrong({
    en: `--wait: expected seconds from 0 to ${maxWaitSeconds}, got ${quoted(written)}`,
    ja: `--wait には 0 から ${maxWaitSeconds} までの秒数を指定してください（指定値: ${quoted(written)}）。`,
  });
}

/** The platform judges the values; here it is found out which kind of scope is meant. */
function readScope(assignments: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (assignments.length === 0) return undefined;
  const parts = new Map(
    assignments.map((assignment): [string, string] => {
      const equals = assignment.indexOf("=");
      return [assignment.slice(0, equals), assignment.slice(equals + 1)];
    }),
  );
  const kind = [...kinds].find(([, name]) => parts.has(name))?.[0];
  if (kind !== undefined) return { kind, ...Object.fromEntries(parts) };
  throw wrong({
    en: `--scope: expected digest=…, repository=… with ref=…, or cluster=…, got ${[...parts.keys()].join(", ")}`,
    ja: `--scope には digest=…、repository=… と ref=…、cluster=… のいずれかを指定してください（指定値: ${[...parts.keys()].join("、")}）。`,
  });
}

/** Kinds of scopes, each with the part that only it has. */
const kinds: ReadonlyMap<string, string> = new Map([
  ["image", "digest"],
  ["repository", "repository"],
  ["cluster", "cluster"],
]);

async function findReport(name: string, workingDirectory: string): Promise<SentBody> {
  const file = resolve(workingDirectory, name);
  try {
    if ((await stat(file)).isFile()) return { open: () => createReadStream(file), isRepeatable: true };
  } catch (cause) {
    throw new SekishoError(
      "target-not-found",
      { en: `${name} does not exist`, ja: `${name} が存在しません。` },
      { cause },
    );
  }
  throw new SekishoError("target-unreadable", { en: `${name} is no file`, ja: `${name} はファイルではありません。` });
}

interface Expectation {
  readonly isGated: boolean;
  readonly isAwaited: boolean;
}

/** Whoever asks for a gate, or waits, is told so when there was no answer: silence is not a pass. */
function exitCodeOf({ status, gate }: PlatformReport, { isGated, isAwaited }: Expectation): ExitCode {
  if (status === "failed") return exitCodes.partial;
  if (isAwaited && (status === "queued" || status === "importing")) return exitCodes.partial;
  if (!isGated) return exitCodes.done;
  if (gate === undefined) return exitCodes.partial;
  return gate.passed ? exitCodes.done : exitCodes.findings;
}

function wrong(text: Text): SekishoError {
  return usageError(text, findCommand("upload"));
}
