import { readCappedStream } from "../../access/filesystem/standard-input.ts";
import { SekishoError } from "../../model/error.ts";
import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";
import { isSchemeId, versionExpected, versionSchemes } from "../../versions/compare-versions.ts";
import type { SchemeId } from "../../versions/scheme-ids.ts";
import { usageError } from "../argument-errors.ts";
import type { Call } from "../arguments.ts";
import { findCommand } from "../command-table.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { type InputLine, maxLineLength, readLines } from "../read-lines.ts";
import type { Terminal } from "../terminal.ts";
import { versionActions } from "../versions-command.ts";

/** What is sorted is held in memory: this much text at most. */
const maxSortedBytes = 256 * 1024 * 1024;

/** Compares pairs of versions, or sorts versions, from standard input. */
export async function runVersions(call: Call, terminal: Terminal): Promise<ExitCode> {
  const [action, scheme] = call.operands;
  if (action === undefined || !versionActions.some((known) => known === action)) throw wrongAction(action);
  if (scheme === undefined || !isSchemeId(scheme)) throw wrongScheme(scheme);
  return action === "sort" ? sortVersions(scheme, terminal) : comparePairs(scheme, terminal);
}

/** One answer a line, written as soon as a part of the input is read. */
async function comparePairs(scheme: SchemeId, terminal: Terminal): Promise<ExitCode> {
  let isComplete = true;
  for await (const lines of readLines(terminal.input)) {
    let answers = "";
    let problems = "";
    for (const line of lines) {
      if (line.text?.trim() === "") continue;
      const answer = comparePair(scheme, line);
      answers += typeof answer === "string" ? `${answer}\n` : "?\n";
      if (typeof answer !== "string") problems += problemLine(line, answer, terminal);
    }
    if (problems !== "") isComplete = false;
    await terminal.write(answers);
    await terminal.writeError(problems);
  }
  return isComplete ? exitCodes.done : exitCodes.partial;
}

function comparePair(scheme: SchemeId, { text }: InputLine): string | Text {
  if (text === undefined) return lineTooLong;
  const [left, right, ...rest] = text.includes("\t") ? text.split("\t") : text.trim().split(/\s+/);
  if (left === undefined || right === undefined || rest.length > 0) return pairExpected(text);
  const leftVersion = versionSchemes[scheme].parse(left);
  if (leftVersion === undefined) return versionExpected(scheme, left);
  const rightVersion = versionSchemes[scheme].parse(right);
  if (rightVersion === undefined) return versionExpected(scheme, right);
  const order = versionSchemes[scheme].compare(leftVersion, rightVersion);
  if (order === 0) return "=";
  return order < 0 ? "<" : ">";
}

async function sortVersions(scheme: SchemeId, terminal: Terminal): Promise<ExitCode> {
  const input = await readCappedStream(terminal.input, maxSortedBytes);
  if (input.kind === "refused") throw new SekishoError("target-unreadable", input.message);
  const found: { readonly text: string; readonly version: unknown }[] = [];
  let problems = "";
  for await (const lines of readLines([input.bytes])) {
    for (const line of lines) {
      if (line.text?.trim() === "") continue;
      const version = line.text === undefined ? undefined : versionSchemes[scheme].parse(line.text);
      const message = line.text === undefined ? lineTooLong : versionExpected(scheme, line.text);
      if (line.text === undefined || version === undefined) problems += problemLine(line, message, terminal);
      else found.push({ text: line.text, version });
    }
  }
  found.sort((left, right) => versionSchemes[scheme].compare(left.version, right.version));
  await terminal.write(found.map(({ text }) => `${text}\n`).join(""));
  await terminal.writeError(problems);
  return problems === "" ? exitCodes.done : exitCodes.partial;
}

function problemLine(line: InputLine, message: Text, terminal: Terminal): string {
  const text = message[terminal.language];
  return terminal.language === "ja" ? `${line.number} 行目: ${text}\n` : `line ${line.number}: ${text}\n`;
}

function pairExpected(text: string): Text {
  return {
    en: `expected two versions with a tab or blanks between them, got "${quote(text)}"`,
    ja: `タブまたは空白で区切った 2 つのバージョンを想定しましたが、「${quote(text)}」でした。`,
  };
}

const lineTooLong: Text = {
  en: `expected at most ${maxLineLength} characters, got more`,
  ja: `${maxLineLength} 文字以内を想定しましたが、それより長い行です。`,
};

function wrongAction(action: string | undefined): SekishoError {
  return usageError(
    {
      en: `expected compare or sort, got ${JSON.stringify(action)}`,
      ja: `compare または sort を想定しましたが、${JSON.stringify(action)} が指定されています。`,
    },
    findCommand("versions"),
  );
}

function wrongScheme(scheme: string | undefined): SekishoError {
  return usageError(
    {
      en: `expected a version scheme after the action, got ${JSON.stringify(scheme)}`,
      ja: `操作の後にバージョン方式を想定しましたが、${JSON.stringify(scheme)} が指定されています。`,
    },
    findCommand("versions"),
  );
}
