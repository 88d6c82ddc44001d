import type { AnalyzerResult } from "../../model/analysis.ts";
import { isDocumentation } from "../../semantics/java-archive/archive-name.ts";
import { readJavaArchive } from "../../semantics/java-archive/read-archive.ts";
import { type AnalyzedFile, defineAnalyzer } from "../define.ts";

const mebibyte = 1024 * 1024;
const maxBytes = 256 * mebibyte;

const limits = { maxDepth: 8, maxArchiveBytes: maxBytes, maxInnerBytes: 1024 * mebibyte, maxArchives: 20_000 };

/** Reads Java archives and the archives in them: applications with their libraries, shaded libraries, plug-ins. */
export const javaArchive = defineAnalyzer({
  id: "language/java-archive",
  version: 1,
  finds: ["package"],
  scope: "everywhere",
  packageTypes: ["maven"],
  paths: ["**/*.{jar,war,ear,par,sar,rar,nar,hpi,jpi,kar,lpkg}"],
  maxBytes,
  analyze,
});

function analyze(file: AnalyzedFile): AnalyzerResult {
  if (isDocumentation(file.path)) return {};
  // RAR is the ending of another kind of archive, too.
  if (file.path.endsWith(".rar") && file.bytes.toString("latin1", 0, 4) === "Rar!") return {};
  return readJavaArchive(file.bytes, file.path, limits);
}
