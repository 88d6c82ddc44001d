import type { AnalyzerResult } from "../../model/analysis.ts";
import { folderOf, resolveInnerPath } from "../../semantics/package-identity/inner-path.ts";
import { normalizePythonName } from "../../semantics/python-metadata/python-name.ts";
import { readRecordPaths } from "../../semantics/python-metadata/python-record.ts";
import { type AnalyzedFile, defineAnalyzer } from "../define.ts";

const maxBytes = 64 * 1024 * 1024;
const infoFolder = /(?:^|\/)([^/]+?)-[^-/]+\.dist-info\/RECORD$/;

/** Reads which files a Python distribution installed. */
export const pythonRecord = defineAnalyzer({
  id: "language/python-record",
  version: 1,
  finds: ["fact"],
  scope: "installed",
  packageTypes: ["pypi"],
  paths: ["**/*.dist-info/RECORD"],
  maxBytes,
  analyze,
});

function analyze(file: AnalyzedFile): AnalyzerResult {
  const name = infoFolder.exec(file.path)?.[1];
  if (name === undefined) return {};
  const folder = folderOf(folderOf(file.path));
  const paths = readRecordPaths(file.bytes)
    .map((path) => resolveInnerPath(folder, path))
    .filter((path) => path !== undefined);
  return { facts: [{ kind: "file-list", type: "pypi", packageName: normalizePythonName(name), paths }] };
}
