import type { CheckDescription } from "../../model/check.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { SekishoError } from "../../model/error.ts";
import { locationOf } from "../../model/location.ts";
import { positionAt, type SourceText } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { type Configuration, defaultConfiguration } from "./configuration.ts";
import { configurationFileShape } from "./configuration-file.ts";
import { hadolintFileShape } from "./hadolint-file.ts";
import type { ConfigurationProblem } from "./place.ts";
import { createRuleIndex } from "./rule-index.ts";
import type { JsonSchema, Shape } from "./shape.ts";
import { readYamlTree } from "./yaml-tree.ts";

/** A configuration, and what is doubtful in its file. */
export interface ConfigurationReading {
  readonly configuration: Configuration;
  /** Warnings; errors are thrown. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads `.sekisho.yaml`.
 *
 * @throws {SekishoError} `configuration-invalid`, naming every error of the file with line and column.
 */
export function readConfiguration(source: SourceText, catalogue: readonly CheckDescription[]): ConfigurationReading {
  const shape = configurationFileShape(createRuleIndex(catalogue), source.path);
  return readWith(shape, source, { ...defaultConfiguration, path: source.path });
}

/**
 * Reads `.hadolint.yaml`: its lists become exceptions, severities, parameters and labels of ours.
 *
 * @throws {SekishoError} `configuration-invalid`, naming every error of the file with line and column.
 */
export function readHadolintConfiguration(
  source: SourceText,
  catalogue: readonly CheckDescription[],
): ConfigurationReading {
  const shape = hadolintFileShape(createRuleIndex(catalogue), source.path);
  return readWith(shape, source, { ...defaultConfiguration, path: source.path });
}

/** Gives the JSON Schema of `.sekisho.yaml` with the checks of the catalogue. */
export function configurationSchema(catalogue: readonly CheckDescription[]): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Sekisho configuration (.sekisho.yaml)",
    ...configurationFileShape(createRuleIndex(catalogue), ".sekisho.yaml").schema,
  };
}

function readWith(shape: Shape<Configuration>, source: SourceText, whenEmpty: Configuration): ConfigurationReading {
  const problems: ConfigurationProblem[] = [];
  const tree = readYamlTree(source);
  for (const problem of tree.problems) problems.push({ level: "error", ...problem });
  const isEmpty = tree.root === undefined || (tree.root.kind === "scalar" && tree.root.value === null);
  const configuration = tree.root === undefined || isEmpty ? whenEmpty : shape.read(tree.root, { name: "", problems });
  const errors = problems.filter((problem) => problem.level === "error");
  if (errors.length > 0 || configuration === undefined) throw invalid(source, errors);
  return { configuration, diagnostics: problems.map((problem) => toDiagnostic(source, problem)) };
}

/**
 * Reads a file that a user wrote by hand, as a shape says.
 *
 * @throws {SekishoError} `configuration-invalid`, naming every error of the file with line and column.
 */
export function readConfigurationFile<Value>(shape: Shape<Value>, source: SourceText): Value {
  const problems: ConfigurationProblem[] = [];
  const tree = readYamlTree(source);
  for (const problem of tree.problems) problems.push({ level: "error", ...problem });
  const value = tree.root === undefined ? undefined : shape.read(tree.root, { name: "", problems });
  const errors = problems.filter((problem) => problem.level === "error");
  if (value === undefined && errors.length === 0) {
    errors.push({
      level: "error",
      start: 0,
      end: 0,
      text: { en: "the file is empty", ja: "ファイルの内容が空です。" },
    });
  }
  if (errors.length > 0 || value === undefined) throw invalid(source, errors);
  return value;
}

/** A file with more errors than this is not what it was taken for. */
const maxNamedErrors = 100;

function invalid(source: SourceText, errors: readonly ConfigurationProblem[]): SekishoError {
  const lines = errors
    .toSorted((left, right) => left.start - right.start)
    .slice(0, maxNamedErrors)
    .map((error): Text => {
      const { line, column } = positionAt(source, error.start);
      const place = `${source.path}:${line}:${column}: `;
      return { en: `${place}${error.text.en}`, ja: `${place}${error.text.ja}` };
    });
  const more = errors.length - lines.length;
  if (more > 0) lines.push({ en: `… and ${more} more errors`, ja: `…ほか ${more} 件のエラー` });
  return new SekishoError("configuration-invalid", {
    en: lines.map((line) => line.en).join("\n"),
    ja: lines.map((line) => line.ja).join("\n"),
  });
}

function toDiagnostic(source: SourceText, problem: ConfigurationProblem): Diagnostic {
  return {
    code: "configuration/doubtful",
    level: problem.level,
    message: problem.text,
    location: locationOf(source, problem),
  };
}
