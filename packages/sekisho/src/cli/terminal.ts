import { homedir } from "node:os";
import { SekishoError } from "../model/error.ts";
import type { Language, Text } from "../model/text.ts";
import { chooseLanguage } from "./language.ts";

/** The world around a command: where its words go, and what it may know of it. */
export interface Terminal {
  readonly language: Language;
  /** Columns of standard output; 80 where it is no terminal. */
  readonly columns: number;
  readonly hasColour: boolean;
  readonly hasErrorColour: boolean;
  readonly hasUnicode: boolean;
  /** True when somebody can watch standard error: progress is shown. */
  readonly isWatched: boolean;
  readonly workingDirectory: string;
  readonly home: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The moment the program started. */
  readonly now: Date;
  /** The time of the machine. */
  clock(): Date;
  /** Writes to standard output and waits until it is gone. */
  write(text: string): Promise<void>;
  /** Writes to standard error and waits until it is gone. */
  writeError(text: string): Promise<void>;
  /** Reads standard input. */
  readonly input: AsyncIterable<Uint8Array | string>;
}

const defaultColumns = 80;

/** Gives the terminal of this process. */
export function openTerminal(written: readonly string[]): Terminal {
  const { env: environment, stdout, stderr } = process;
  const end = written.indexOf("--");
  const isColourRefused = (end === -1 ? written : written.slice(0, end)).includes("--no-color");
  const hasColourOn = (isTerminal: boolean) => !isColourRefused && wantsColour(environment, isTerminal);
  keepAliveOnError(stdout);
  keepAliveOnError(stderr);
  return {
    language: chooseLanguage(written, environment),
    columns: columnsOf(stdout, environment),
    hasColour: hasColourOn(stdout.isTTY),
    hasErrorColour: hasColourOn(stderr.isTTY),
    hasUnicode: canShowUnicode(environment, stdout.isTTY),
    isWatched: stderr.isTTY && environment["TERM"] !== "dumb" && environment["CI"] === undefined,
    workingDirectory: process.cwd(),
    home: findHome(),
    environment,
    now: new Date(),
    clock: () => new Date(),
    write: (text) => writeAll(stdout, text, outputName),
    writeError: (text) => writeAll(stderr, text, errorName),
    get input() {
      return process.stdin;
    },
  };
}

/** Tells whether colours are wanted. Sources: no-color.org, force-color.org. */
export function wantsColour(environment: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  const { NO_COLOR: refused, FORCE_COLOR: forced, TERM: kind } = environment;
  if (refused !== undefined && refused !== "") return false;
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  return isTerminal && kind !== "dumb";
}

/** A file takes any character; a terminal says by its locale whether it does. */
function canShowUnicode(environment: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (!isTerminal) return true;
  if (environment["TERM"] === "linux") return false;
  const locale = environment["LC_ALL"] || environment["LC_CTYPE"] || environment["LANG"] || "";
  return process.platform === "win32" || process.platform === "darwin" || /utf-?8/i.test(locale);
}

function columnsOf(stdout: NodeJS.WriteStream, environment: Readonly<Record<string, string | undefined>>): number {
  const asked = Number(environment["COLUMNS"]);
  if (stdout.isTTY) return stdout.columns;
  return Number.isInteger(asked) && asked > 0 ? asked : defaultColumns;
}

function findHome(): string | undefined {
  const home = homedir();
  return home === "" ? undefined : home;
}

/** Every write hears of its own error; without a listener the stream would end the process. */
function keepAliveOnError(stream: NodeJS.WriteStream): void {
  stream.on("error", () => undefined);
}

/** Whoever reads may have enough (`| head`): then the rest is not written, and that is no error. */
function writeAll(stream: NodeJS.WriteStream, text: string, name: Text): Promise<void> {
  if (text === "" || stream.destroyed) return Promise.resolve();
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error === null || error === undefined || ("code" in error && error.code === "EPIPE")) resolve();
      else reject(unwritable(name, error));
    });
  });
}

const outputName: Text = { en: "standard output", ja: "標準出力" };
const errorName: Text = { en: "standard error", ja: "標準エラー出力" };

function unwritable(name: Text, cause: Error): SekishoError {
  return new SekishoError(
    "output-unwritable",
    { en: `cannot write to ${name.en}: ${cause.message}`, ja: `${name.ja}に書き込めません。${cause.message}` },
    { cause },
  );
}
