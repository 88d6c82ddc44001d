import { resolve } from "node:path";
import { readPieces } from "../../access/filesystem/read-pieces.ts";
import { createFalcoEvaluator, type FalcoEvaluator } from "../../detectors/falco/falco-evaluator.ts";
import { recogniseSource } from "../../detectors/falco/recognise-source.ts";
import { showControls } from "../../exporters/escape/visible.ts";
import { SekishoError } from "../../model/error.ts";
import { readEvents } from "../../scan/falco/read-events.ts";
import type { RuleSet } from "../../semantics/falco-rules/rule-set.ts";
import { type FalcoSource, findSource } from "../../semantics/falco-rules/sources.ts";
import { quoted, usageError } from "../argument-errors.ts";
import { type Call, lastValue } from "../arguments.ts";
import { findCommand } from "../command-table.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { labelled } from "../output/error-message.ts";
import { ruleTestSummary } from "../output/rule-test-summary.ts";
import { getOutputsOf, type Output } from "../outputs.ts";
import { rulesFormats } from "../rules-command.ts";
import type { Terminal } from "../terminal.ts";

interface Surroundings {
  readonly call: Call;
  readonly terminal: Terminal;
}

/** Tries rules on the events of files; prints alerts as they come, then what became of each rule. */
export async function testRules(
  set: RuleSet,
  names: readonly string[],
  { call, terminal }: Surroundings,
): Promise<ExitCode> {
  if (names.length === 0) throw noEvents();
  const matching = lastValue(call, "matching") === "all" ? "all" : "first";
  const evaluator = createFalcoEvaluator(set, { matching });
  const source = findSource(lastValue(call, "source") ?? "");
  const output = getOutput(call);
  const printer = createPrinter(output, terminal);
  let isComplete = true;
  let events = 0;
  for (const name of names) {
    const tried = await tryFile(name, { evaluator, source, printer, terminal });
    events += tried.events;
    isComplete = isComplete && tried.isComplete;
  }
  if (output.format === "table") await printer.add(ruleTestSummary(evaluator.coverage(), events, terminal.language));
  await printer.end();
  const hasErrors = set.problems.some(({ level }) => level === "error");
  if (!isComplete) return exitCodes.partial;
  return hasErrors ? exitCodes.findings : exitCodes.done;
}

function getOutput(call: Call): Output<"table" | "json"> {
  const [output, ...others] = getOutputsOf(call, rulesFormats, "table");
  if (output !== undefined && others.length === 0) return output;
  throw usageError(
    { en: "test prints in one format", ja: "test の出力形式は 1 つだけ指定できます。" },
    findCommand("rules"),
  );
}

/** Takes the alerts, one line each. */
interface Printer {
  readonly format: "table" | "json";
  readonly add: (text: string) => Promise<void>;
  readonly end: () => Promise<void>;
}

/** How much text is held before it is written. */
const chunkLength = 65_536;

function createPrinter({ format, file }: Output<"table" | "json">, terminal: Terminal): Printer {
  let pending: string[] = [];
  let length = 0;
  const flush = async () => {
    const text = pending.join("");
    pending = [];
    length = 0;
    await terminal.write(text);
  };
  return {
    format,
    add: async (text) => {
      pending.push(text);
      length += text.length;
      // A file is written whole, or not at all.
      if (file === undefined && length > chunkLength) await flush();
    },
    end: async () => {
      if (file === undefined) await flush();
      else {
        const { deliver } = await import("../deliver.ts");
        await deliver(pending, file, terminal);
      }
    },
  };
}

interface Trial {
  readonly evaluator: FalcoEvaluator;
  readonly source: FalcoSource | undefined;
  readonly printer: Printer;
  readonly terminal: Terminal;
}

/** So many problems of a file are told one by one. */
const maxToldProblems = 20;

async function tryFile(
  name: string,
  { evaluator, source, printer, terminal }: Trial,
): Promise<{ readonly events: number; readonly isComplete: boolean }> {
  let events = 0;
  let problems = 0;
  for await (const reading of readEvents(openInput(name, terminal))) {
    if (reading.kind === "problem") {
      problems += 1;
      if (problems > maxToldProblems) continue;
      const { line, message } = reading;
      const text = { en: `${name}:${line}: ${message.en}`, ja: `${name}:${line}: ${message.ja}` };
      await terminal.writeError(`${labelled("error", text, terminal)}\n`);
      continue;
    }
    events += 1;
    for (const { alert } of evaluator.evaluate(reading.event, source ?? recogniseSource(reading.event))) {
      await printer.add(printer.format === "json" ? `${JSON.stringify(alert)}\n` : `${showControls(alert.output)}\n`);
    }
  }
  if (problems > maxToldProblems) await sayMore(name, problems - maxToldProblems, terminal);
  return { events, isComplete: problems === 0 };
}

async function sayMore(name: string, count: number, terminal: Terminal): Promise<void> {
  const text = {
    en: `${name}: ${count} more lines are no events`,
    ja: `${name}: ほかに ${count} 行がイベントではありません`,
  };
  await terminal.writeError(`${labelled("error", text, terminal)}\n`);
}

async function* openInput(name: string, terminal: Terminal): AsyncGenerator<Uint8Array | string> {
  if (name === "-") {
    yield* terminal.input;
    return;
  }
  try {
    yield* readPieces(resolve(terminal.workingDirectory, name));
  } catch (error) {
    const text = {
      en: `${quoted(name)} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      ja: `${quoted(name)} を読み取れません: ${error instanceof Error ? error.message : String(error)}`,
    };
    throw new SekishoError("target-unreadable", text, { cause: error });
  }
}

function noEvents(): SekishoError {
  return usageError(
    {
      en: "expected a file with events behind the rule files, or - for standard input",
      ja: "ルールファイルの後に、イベントのファイル、または標準入力（-）を指定してください。",
    },
    findCommand("rules"),
  );
}
