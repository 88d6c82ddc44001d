import { open } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import type { CheckDescription } from "../../model/check.ts";
import { SekishoError } from "../../model/error.ts";
import { createSourceText, type SourceText } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { defaultConfiguration } from "./configuration.ts";
import { type FoundConfiguration, findConfiguration } from "./find-configuration.ts";
import type { ConfigurationReading } from "./read-configuration.ts";

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
 * Loads the configuration that holds: the named file, or the one found upwards, or the defaults.
 *
 * @throws {SekishoError} `configuration-unreadable` or `configuration-invalid`.
 */
export async function loadConfiguration(place: ConfigurationPlace): Promise<ConfigurationReading> {
  const found =
    place.file === undefined
      ? await findConfiguration(place.workingDirectory, place.home)
      : namedConfiguration(place.workingDirectory, place.file);
  if (found === undefined) return { configuration: defaultConfiguration, diagnostics: [] };
  const { readConfiguration, readHadolintConfiguration } = await import("./read-configuration.ts");
  const source = await readSource(found.file, place.workingDirectory);
  const catalogue = await place.loadCatalogue();
  const reading =
    found.form === "hadolint" ? readHadolintConfiguration(source, catalogue) : readConfiguration(source, catalogue);
  const pathPrefix = prefixFrom(dirname(found.file), place.workingDirectory);
  if (pathPrefix === "") return reading;
  return { ...reading, configuration: { ...reading.configuration, pathPrefix } };
}

function namedConfiguration(workingDirectory: string, file: string): FoundConfiguration {
  const isHadolint = /^\.?hadolint\.ya?ml$/i.test(basename(file));
  return { file: isAbsolute(file) ? file : join(workingDirectory, file), form: isHadolint ? "hadolint" : "sekisho" };
}

/** A file outside the working directory's line of folders has no say over where its globs start: they start here. */
function prefixFrom(folder: string, workingDirectory: string): string {
  const path = relative(folder, workingDirectory);
  if (path === "" || path.startsWith("..") || isAbsolute(path)) return "";
  return `${path.split(sep).join("/")}/`;
}

async function readSource(file: string, workingDirectory: string): Promise<SourceText> {
  const name = relative(workingDirectory, file).split(sep).join("/");
  const bytes = await readBytes(file, name);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return createSourceText(name, text);
  } catch (cause) {
    throw unreadable(
      name,
      { en: "expected UTF-8 text, got other bytes", ja: "UTF-8 のテキストではありません。" },
      cause,
    );
  }
}

async function readBytes(file: string, name: string): Promise<Uint8Array> {
  try {
    const handle = await open(file, "r");
    try {
      const status = await handle.stat();
      if (!status.isFile()) throw unreadable(name, notRegular);
      if (status.size > maxConfigurationBytes) throw unreadable(name, tooLarge(status.size));
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof SekishoError) throw cause;
    throw unreadable(name, reasonOf(cause), cause);
  }
}

const notRegular: Text = {
  en: "expected a regular file, got something else",
  ja: "通常のファイルではありません。",
};

function tooLarge(bytes: number): Text {
  return {
    en: `expected at most ${maxConfigurationBytes} bytes, got ${bytes}`,
    ja: `${maxConfigurationBytes} バイトまでですが、${bytes} バイトあります。`,
  };
}

function reasonOf(cause: unknown): Text {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ENOENT") return { en: "the file does not exist", ja: "ファイルが存在しません。" };
  if (code === "EACCES" || code === "EPERM") {
    return { en: "reading it is not permitted", ja: "読み取り権限がありません。" };
  }
  const detail = cause instanceof Error ? cause.message : String(cause);
  return { en: detail, ja: detail };
}

function unreadable(name: string, reason: Text, cause?: unknown): SekishoError {
  return new SekishoError(
    "configuration-unreadable",
    {
      en: `cannot read the configuration ${name}: ${reason.en}`,
      ja: `設定ファイル ${name} を読み取れません: ${reason.ja}`,
    },
    { cause },
  );
}
