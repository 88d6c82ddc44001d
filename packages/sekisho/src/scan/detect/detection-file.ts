import { locate } from "../../formats/falco-rules/place.ts";
import { SekishoError } from "../../model/error.ts";
import { createSourceText } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { loadRuleFiles } from "../../semantics/falco-rules/load-rule-files.ts";
import { catalogue } from "../catalogue.ts";
import { readConfiguration } from "../configuration/read-configuration.ts";
import type { EventWatchSettings } from "./event-watch.ts";
import { parseAddressList } from "./threat-lists.ts";

/** A file that events are judged by. */
export interface DetectionFile {
  /** `falco-rules`; `configuration`, in the form of `.sekisho.yaml`; `addresses`, one or a network a line. */
  readonly kind: "falco-rules" | "configuration" | "addresses";
  readonly name: string;
  readonly content: string;
}

/** What is wrong or doubtful in a file, and where. */
export interface DetectionFileProblem {
  readonly level: "error" | "warning";
  readonly code: string;
  readonly message: Text;
  /** What was most likely meant. */
  readonly hint?: Text;
  /** From 1; left out where the message names the place. */
  readonly line?: number;
  readonly column?: number;
}

/**
 * Says what is wrong in a file.
 *
 * @param others Rule files are one set: a file may use the lists and macros of those whose names come before.
 */
export function checkDetectionFile(
  file: DetectionFile,
  others: readonly DetectionFile[] = [],
): readonly DetectionFileProblem[] {
  if (file.kind === "configuration") return checkConfiguration(file);
  if (file.kind === "addresses") return checkAddresses(file);
  const files = [...others.filter(({ name }) => name !== file.name), file];
  return loadRuleFiles(ruleFilesOf(files)).problems.flatMap((problem): readonly DetectionFileProblem[] => {
    const { path, startLine, startColumn } = locate(problem.place);
    if (path !== file.name) return [];
    const { level, code, message, hint } = problem;
    return [{ level, code, message, line: startLine, column: startColumn, ...(hint === undefined ? {} : { hint }) }];
  });
}

/** Gives what a watch needs of files that hold no error. */
export function toWatchSettings(
  files: readonly DetectionFile[],
): Pick<EventWatchSettings, "configuration" | "ruleFiles" | "addressLists"> {
  const configuration = files.find(({ kind }) => kind === "configuration");
  const addresses = files.filter(({ kind }) => kind === "addresses");
  return {
    ruleFiles: ruleFilesOf(files),
    addressLists: addresses.map(({ name, content }) => parseAddressList(name, content).list),
    ...(configuration === undefined ? {} : { configuration: read(configuration).configuration }),
  };
}

function ruleFilesOf(files: readonly DetectionFile[]): NonNullable<EventWatchSettings["ruleFiles"]> {
  return files
    .filter(({ kind }) => kind === "falco-rules")
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ name, content }) => ({ path: name, bytes: Buffer.from(content) }));
}

function read({ name, content }: DetectionFile): ReturnType<typeof readConfiguration> {
  return readConfiguration(createSourceText(name, content), catalogue);
}

function checkConfiguration(file: DetectionFile): readonly DetectionFileProblem[] {
  try {
    return read(file).diagnostics.map(({ code, message, location }) => ({
      level: "warning",
      code,
      message,
      ...(location?.startLine === undefined ? {} : { line: location.startLine }),
    }));
  } catch (error) {
    if (!(error instanceof SekishoError)) throw error;
    return [{ level: "error", code: error.code, message: error.text }];
  }
}

function checkAddresses({ name, content }: DetectionFile): readonly DetectionFileProblem[] {
  return parseAddressList(name, content).diagnostics.map(({ code, message, location }) => ({
    level: "error",
    code,
    message,
    ...(location?.startLine === undefined ? {} : { line: location.startLine }),
  }));
}
