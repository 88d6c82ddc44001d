import { readZipEntry } from "../../formats/zip/read-entry.ts";
import { readZip } from "../../formats/zip/read-zip.ts";
import type { ZipProblem } from "../../formats/zip/zip-problem.ts";
import type { AnalyzerResult } from "../../model/analysis.ts";
import { readPythonMetadata } from "../../semantics/python-metadata/python-metadata.ts";
import { type AnalyzedFile, defineAnalyzer } from "../define.ts";

const maxBytes = 256 * 1024 * 1024;
const maxMetadataBytes = 8 * 1024 * 1024;

/** Reads Python eggs that are installed as one zip archive. Source: setuptools, "The Internal Structure of Python Eggs". */
export const pythonEgg = defineAnalyzer({
  id: "language/python-egg",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["pypi"],
  paths: ["**/*.egg"],
  maxBytes,
  analyze,
});

function analyze(file: AnalyzedFile): AnalyzerResult {
  const { entries, problems } = readZip(file.bytes, (name) => name === "EGG-INFO/PKG-INFO");
  const [entry] = entries;
  if (entry === undefined) return report(file.path, problems);
  const content = readZipEntry(file.bytes, entry, maxMetadataBytes);
  if (content.kind === "problem") return report(file.path, [...problems, content.problem]);
  const metadata = readPythonMetadata(content.bytes, file.path);
  const { diagnostics = [] } = report(file.path, problems);
  return {
    ...(metadata.package !== undefined && { packages: [metadata.package] }),
    diagnostics: [...diagnostics, ...metadata.diagnostics],
  };
}

function report(path: string, problems: readonly ZipProblem[]): AnalyzerResult {
  return { diagnostics: problems.map((problem) => ({ ...problem, level: "error", location: { path } })) };
}
