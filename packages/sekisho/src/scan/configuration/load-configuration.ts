import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { readCappedFile } from "../../access/filesystem/read-file.ts";
import type { CheckDescription } from "../../model/check.ts";
import { SekishoError } from "../../model/error.ts";
import { createSourceText, type SourceText } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { loadIgnoreLists } from "../ignore-lists/load-ignore-lists.ts";
import { type Configuration, defaultConfiguration } from "./configuration.ts";
import { type FoundConfiguration, findConfiguration } from "./find-configuration.ts";
import type { ConfigurationReading } from "./read-configuration.ts";
import { rebasePatterns } from "./rebase-patterns.ts";

/** Where to look for the configuration. */
export interface ConfigurationPlace {
  /** Absolute. */
  readonly workingDirectory: string;
  /** The user's home folder, absolute; looking upwards ends there. */
  readonly home: string | undefined;
  /** The file the user named, absolute or from the working directory. */
  readonly file: string | undefined;
  /** Gives the checks that rules and parameters are judged by; asked only when there is a file. */
  readonly loadCatalogue: () => Promise<readonly CheckDescription[]>;
}

/** A configuration file is written by hand: a larger one is something else. */
export const maxConfigurationBytes = 1024 * 1024;

/**
 * Loads the configuration that holds: the named file, or the one found upwards, or the defaults; and what the lists of
 * other tools in the working directory accept.
 *
 * @throws {SekishoError} `configuration-unreadable` or `configuration-invalid`.
 */
export async function loadConfiguration(place: ConfigurationPlace): Promise<ConfigurationReading> {
  const reading = await loadFile(place);
  const lists = await loadIgnoreLists(place.workingDirectory, place.loadCatalogue);
  const exceptions = [...reading.configuration.exceptions, ...lists.exceptions];
  return {
    configuration: { ...reading.configuration, exceptions },
    diagnostics: [...reading.diagnostics, ...lists.diagnostics],
  };
}

async function loadFile(place: ConfigurationPlace): Promise<ConfigurationReading> {
  const found =
    place.file === undefined
      ? findConfiguration(place.workingDirectory, place.home)
      : namedConfiguration(place.workingDirectory, place.file);
  if (found === undefined) return { configuration: defaultConfiguration, diagnostics: [] };
  const { readConfiguration, readHadolintConfiguration } = await import("./read-configuration.ts");
  const source = await readConfigurationSource(found.file, place.workingDirectory);
  const catalogue = await place.loadCatalogue();
  const reading =
    found.form === "hadolint" ? readHadolintConfiguration(source, catalogue) : readConfiguration(source, catalogue);
  return { ...reading, configuration: seenFrom(place.workingDirectory, dirname(found.file), reading.configuration) };
}

/** Rewrites the path patterns of a file, which are relative to its folder, so that they are relative to another one. */
function seenFrom(workingDirectory: string, folder: string, configuration: Configuration): Configuration {
  const prefix = prefixFrom(folder, workingDirectory);
  return {
    ...configuration,
    exclude: rebasePatterns(configuration.exclude, prefix),
    vex: configuration.vex.map((path) => seenPath(path, folder, workingDirectory)),
    policies: configuration.policies.map((path) => seenPath(path, folder, workingDirectory)),
    exceptions: configuration.exceptions.map((exception) =>
      exception.paths === undefined ? exception : { ...exception, paths: rebasePatterns(exception.paths, prefix) },
    ),
  };
}

function seenPath(path: string, folder: string, workingDirectory: string): string {
  return relative(workingDirectory, resolve(folder, path)).split(sep).join("/");
}

function namedConfiguration(workingDirectory: string, file: string): FoundConfiguration {
  const isHadolint = /^\.?hadolint\.ya?ml$/i.test(basename(file));
  return { file: isAbsolute(file) ? file : join(workingDirectory, file), form: isHadolint ? "hadolint" : "sekisho" };
}

/** Patterns of a file that does not stand above the working directory (`--config`) are relative to the latter. */
function prefixFrom(folder: string, workingDirectory: string): string {
  const path = relative(folder, workingDirectory);
  if (path === "" || path.startsWith("..") || isAbsolute(path)) return "";
  return path.split(sep).join("/");
}

/** Reads a file of configuration as text; `configuration-unreadable` when it is not there or is no text. */
export async function readConfigurationSource(file: string, workingDirectory: string): Promise<SourceText> {
  const name = relative(workingDirectory, file).split(sep).join("/");
  const reading = await readCappedFile(file, maxConfigurationBytes);
  if (reading.kind === "refused") throw unreadable(name, reading.message);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(reading.bytes);
    return createSourceText(name, text);
  } catch (cause) {
    throw unreadable(
      name,
      { en: "expected UTF-8 text, got other bytes", ja: "UTF-8 のテキストではありません。" },
      cause,
    );
  }
}

function unreadable(name: string, reason: Text, cause?: unknown): SekishoError {
  return new SekishoError(
    "configuration-unreadable",
    {
      en: `cannot read the configuration ${name}: ${reason.en}`,
      ja: `設定ファイル ${name} を読み取れません。${reason.ja}`,
    },
    { cause },
  );
}
