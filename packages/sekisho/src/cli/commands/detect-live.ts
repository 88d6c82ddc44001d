import type { Finding } from "../../model/finding.ts";
import type { ReportDocument } from "../../model/report.ts";
import type { Text } from "../../model/text.ts";
import type { DetectOptions, ListenOptions } from "../../scan/detect/options.ts";
import { usageError } from "../argument-errors.ts";
import { allValues, type Call, lastValue } from "../arguments.ts";
import { detectCommand } from "../detect-command.ts";
import { labelled } from "../output/error-message.ts";
import { findingLine } from "../output/finding-line.ts";
import type { Output } from "../outputs.ts";
import type { Terminal } from "../terminal.ts";

/** Tells whether a call goes on until somebody ends it. */
export function isLasting(call: Call): boolean {
  return call.switches.has("follow") || call.values.has("listen");
}

/**
 * Makes sure that there is something to judge.
 *
 * @throws {SekishoError} `usage` where neither a log nor an address is named, or two things last.
 */
export function checkSources(call: Call): void {
  const listens = call.values.has("listen");
  if (!listens && call.operands.length === 0) throw usageError(nothingNamed, detectCommand);
  if (listens && call.switches.has("follow")) throw usageError(bothLast, detectCommand);
  const stray = listenerOptions.find((name) => !listens && call.values.has(name));
  if (stray !== undefined) throw usageError(needsListen(stray), detectCommand);
}

const listenerOptions = ["tls-cert", "tls-key", "client-ca", "client-name", "token-file"] as const;

const nothingNamed: Text = {
  en: "LOG is missing; --listen HOST:PORT receives events instead",
  ja: "LOG が指定されていません。イベントを受信するには --listen HOST:PORT を指定してください。",
};

const bothLast: Text = {
  en: "--follow and --listen: expected one of both",
  ja: "--follow と --listen は同時に指定できません。",
};

function needsListen(name: string): Text {
  return { en: `--${name} needs --listen`, ja: `--${name} には --listen が必要です。` };
}

/**
 * Gives what a detection without an end obeys: standard output gets a line for each finding; what goes to files is written
 * at the end.
 */
export function lasting(
  call: Call,
  outputs: readonly Output[],
  terminal: Terminal,
): Pick<DetectOptions, "follow" | "listen" | "onFinding"> {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  process.once("SIGHUP", () => stop.abort());
  const isJson = outputs.some(({ format, file }) => format === "json" && file === undefined);
  const write = isJson ? (finding: Finding) => `${JSON.stringify(finding)}\n` : findingLine;
  const onFinding = (finding: Finding) => terminal.write(write(finding, terminal));
  const address = lastValue(call, "listen");
  if (address === undefined) return { follow: stop.signal, onFinding };
  return { listen: listening(address, stop.signal, { call, terminal }), onFinding };
}

interface Calling {
  readonly call: Call;
  readonly terminal: Terminal;
}

function listening(address: string, signal: AbortSignal, { call, terminal }: Calling): ListenOptions {
  return {
    address,
    signal,
    certificateFile: lastValue(call, "tls-cert"),
    keyFile: lastValue(call, "tls-key"),
    clientAuthorityFile: lastValue(call, "client-ca"),
    clientNames: allValues(call, "client-name"),
    tokenFile: lastValue(call, "token-file"),
    journalFolder: journalOf(lastValue(call, "state")),
    onListening: (url) => {
      if (call.switches.has("quiet")) return;
      const said = terminal.language === "ja" ? `${url} で待ち受けています。` : `Listening on ${url}`;
      void terminal.writeError(`${said}\n`);
    },
  };
}

/** Beside the state: what was accepted since it was written. */
function journalOf(state: string | undefined): string | undefined {
  return state === undefined ? undefined : `${state}.journal`;
}

/** Says at the end what a run without an end has no report for: what was refused, could not be read, or came late. */
export async function sayDiagnostics({ reports }: ReportDocument, terminal: Terminal): Promise<void> {
  const lines = new Set(
    reports.flatMap(({ diagnostics }) =>
      diagnostics.map(({ level, message, location }) => {
        const said = location === undefined ? message : `${location.path}: ${message}`;
        return labelled(level, { en: said, ja: said }, terminal);
      }),
    ),
  );
  for (const line of lines) await terminal.writeError(`${line}\n`);
}
