import { parseJsonObject } from "../../formats/json/parse-json.ts";
import type { AnalyzerResult } from "../../model/analysis.ts";
import { locateNpmManifest } from "../../semantics/npm-manifest/npm-location.ts";
import { readNpmManifest } from "../../semantics/npm-manifest/npm-manifest.ts";
import { type AnalyzedFile, defineAnalyzer } from "../define.ts";

const maxBytes = 4 * 1024 * 1024;

/**
 * Reads the package.json of packages that npm, yarn, pnpm or bun installed, and of applications.
 *
 * A package.json deeper in a package is none of these: it only sets options for the files beside it, or is a sample.
 */
export const npmPackage = defineAnalyzer({
  id: "language/npm-package",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["npm"],
  paths: ["**/package.json"],
  maxBytes,
  analyze,
});

function analyze(file: AnalyzedFile): AnalyzerResult {
  const location = locateNpmManifest(file.path);
  if (location === undefined) return {};
  const { root, diagnostics } = parseJsonObject(file.bytes, file.path);
  // Templates with placeholders are called package.json, too: what is outside of node_modules need not be JSON.
  if (root === undefined) return location === "installed" ? { diagnostics } : {};
  const manifest = readNpmManifest(root, file.path);
  if (manifest.package === undefined) return { diagnostics: manifest.diagnostics };
  return {
    packages: [
      {
        ...manifest.package,
        ...(location === "carried" && { confidence: "possible" as const }),
        ...(location === "project" && { isProject: true }),
      },
    ],
  };
}
