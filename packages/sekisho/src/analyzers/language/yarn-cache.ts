import { parseJsonObject } from "../../formats/json/parse-json.ts";
import { readZipEntry } from "../../formats/zip/read-entry.ts";
import { readZip } from "../../formats/zip/read-zip.ts";
import type { ZipProblem } from "../../formats/zip/zip-problem.ts";
import type { AnalyzerResult } from "../../model/analysis.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FoundPackage } from "../../model/package.ts";
import { locateNpmManifest } from "../../semantics/npm-manifest/npm-location.ts";
import { readNpmManifest } from "../../semantics/npm-manifest/npm-manifest.ts";
import { type AnalyzedFile, defineAnalyzer } from "../define.ts";

const maxBytes = 256 * 1024 * 1024;
const maxManifestBytes = 4 * 1024 * 1024;

/**
 * Reads the archives that yarn runs packages from without unpacking them (Plug'n'Play).
 *
 * Each holds one package below `node_modules`, and with it the packages that are bundled in it.
 * Source: Yarn documentation, "Zero-installs" and "Plug'n'Play".
 */
export const yarnCache = defineAnalyzer({
  id: "language/yarn-cache",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["npm"],
  paths: ["**/.yarn/{,berry/}cache/*.zip"],
  maxBytes,
  analyze,
});

function analyze(file: AnalyzedFile): AnalyzerResult {
  const packages: FoundPackage[] = [];
  const { entries, problems } = readZip(file.bytes, isManifest);
  const diagnostics = problems.map((problem) => toDiagnostic(file.path, problem));
  for (const entry of entries) {
    const content = readZipEntry(file.bytes, entry, maxManifestBytes);
    if (content.kind === "problem") {
      diagnostics.push(toDiagnostic(file.path, content.problem));
      continue;
    }
    const document = parseJsonObject(content.bytes, file.path);
    diagnostics.push(...document.diagnostics);
    if (document.root === undefined) continue;
    const manifest = readNpmManifest(document.root, file.path);
    diagnostics.push(...manifest.diagnostics);
    if (manifest.package !== undefined) packages.push({ ...manifest.package, innerPath: entry.name });
  }
  return { packages, diagnostics };
}

function isManifest(name: string): boolean {
  return name.endsWith("/package.json") && locateNpmManifest(name) === "installed";
}

function toDiagnostic(path: string, problem: ZipProblem): Diagnostic {
  return { ...problem, level: "error", location: { path } };
}
