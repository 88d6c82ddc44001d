import type { ExportContext } from "../exporters/context.ts";
import { shellWord } from "../model/shell-word.ts";
import { type Call, lastValue } from "./arguments.ts";
import type { Terminal } from "./terminal.ts";

/** What a rendering needs of the scan. */
export interface RenderedScan {
  readonly rules: ExportContext["rules"];
  readonly sourceOf: ExportContext["sourceOf"];
  readonly elapsedMs: number;
  /** Who makes the statements of VEX documents. */
  readonly author?: string | undefined;
}

/** Columns of a report that goes to a file. */
const fileColumns = 80;

/** Gathers what exporters know besides the document. A file gets neither colours nor the width of a terminal. */
export function reportContext(
  call: Call,
  terminal: Terminal,
  scan: RenderedScan,
  file: string | undefined,
): ExportContext {
  const isFile = file !== undefined;
  return {
    language: terminal.language,
    rules: scan.rules,
    sourceOf: scan.sourceOf,
    columns: isFile ? fileColumns : terminal.columns,
    hasColour: !isFile && terminal.hasColour,
    hasUnicode: isFile || terminal.hasUnicode,
    isVerbose: call.switches.has("verbose"),
    now: terminal.now.toISOString(),
    elapsedMs: scan.elapsedMs,
    ...(scan.author === undefined ? {} : { author: scan.author }),
    commands: offeredCommands(call),
  };
}

/** Standard input cannot be repaired in its place: no command is offered for it. */
function offeredCommands(call: Call): ExportContext["commands"] {
  if (call.operands.includes("-")) return {};
  const words = ["sekisho", "fix"];
  const config = lastValue(call, "config");
  if (config !== undefined) words.push("--config", shellWord(config));
  words.push(...call.operands.map(shellWord));
  const command = words.join(" ");
  return { repair: `${command} --write`, propose: `${command} --propose` };
}
