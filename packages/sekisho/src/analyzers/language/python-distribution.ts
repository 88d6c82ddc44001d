import type { AnalyzerResult } from "../../model/analysis.ts";
import { readPythonMetadata } from "../../semantics/python-metadata/python-metadata.ts";
import { type AnalyzedFile, defineAnalyzer } from "../define.ts";

const maxBytes = 8 * 1024 * 1024;

/**
 * Reads the metadata of installed Python distributions: those of wheels (`dist-info`) and the older ones of setuptools
 * and distutils (`egg-info`, a folder or a file; unpacked eggs).
 */
export const pythonDistribution = defineAnalyzer({
  id: "language/python-distribution",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["pypi"],
  paths: ["**/*.dist-info/METADATA", "**/*.egg-info", "**/*.egg-info/PKG-INFO", "**/EGG-INFO/PKG-INFO"],
  maxBytes,
  analyze,
});

function analyze(file: AnalyzedFile): AnalyzerResult {
  const metadata = readPythonMetadata(file.bytes, file.path);
  if (metadata.package === undefined) return { diagnostics: metadata.diagnostics };
  return { packages: [metadata.package] };
}
