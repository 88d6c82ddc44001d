import { homedir } from "node:os";
import type { Language, Text } from "../model/text.ts";
import { chooseLanguage } from "./language.ts";
import { openStandardStream, type StandardStream } from "./standard-stream.ts";

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
  /** Writes a text, or its UTF-8, to standard output and waits until it is gone. */
  write(text: string | Uint8Array): Promise<void>;
  /** Writes to standard error and waits until it is gone. */
  writeError(text: string): Promise<void>;
  /** Reads standard input. */
  readonly input: AsyncIterable<Uint8Array | string>;
}

const defaultColumns = 80;

/** Gives the terminal of this process. */
export function openTerminal(written: readonly string[]): Terminal {
  const { env: environment } = process;
  const output = openStandardStream({ descriptor: 1, open: () => process.stdout, name: outputName });
  const errors = openStandardStream({ descriptor: 2, open: () => process.stderr, name: errorName });
  const end = written.indexOf("--");
  const isColourRefused = (end === -1 ? written : written.slice(0, end)).includes("--no-color");
  const hasColourOn = (stream: StandardStream) => !isColourRefused && wantsColour(environment, stream.isTerminal);
  // Standard error is mostly not written to: what it is, is found out when somebody asks.
  return {
    language: chooseLanguage(written, environment),
    columns: columnsOf(output, environment),
    hasColour: hasColourOn(output),
    get hasErrorColour() {
      return hasColourOn(errors);
    },
    hasUnicode: canShowUnicode(environment, output.isTerminal),
    get isWatched() {
      return environment["TERM"] !== "dumb" && environment["CI"] === undefined && errors.isTerminal;
    },
    workingDirectory: process.cwd(),
    home: findHome(),
    environment,
    now: new Date(),
    clock: () => new Date(),
    write: (text) => output.write(text),
    writeError: (text) => errors.write(text),
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

function columnsOf(output: StandardStream, environment: Readonly<Record<string, string | undefined>>): number {
  const asked = Number(environment["COLUMNS"]);
  if (output.columns !== undefined) return output.columns;
  return Number.isInteger(asked) && asked > 0 ? asked : defaultColumns;
}

function findHome(): string | undefined {
  const home = homedir();
  return home === "" ? undefined : home;
}

const outputName: Text = { en: "standard output", ja: "標準出力" };
const errorName: Text = { en: "standard error", ja: "標準エラー出力" };
