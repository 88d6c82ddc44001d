import { parseProperties } from "../../formats/java-properties/parse-properties.ts";
import type { AnalyzerResult } from "../../model/analysis.ts";
import { checkIdentity } from "../../semantics/package-identity/usable-identity.ts";
import { type AnalyzedFile, defineAnalyzer } from "../define.ts";

const maxBytes = 256 * 1024;

/**
 * Reads the `release` file of a Java runtime, also of one that jlink put together for one application.
 *
 * Source: JEP 223 and jlink(1); the file has the form of properties with values in quotes.
 */
export const javaRuntime = defineAnalyzer({
  id: "language/java-runtime",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["generic"],
  paths: ["**/release"],
  maxBytes,
  analyze,
});

function analyze(file: AnalyzedFile): AnalyzerResult {
  // Many files are called so; one of a Java runtime names the version in one of its lines.
  if (!file.bytes.includes("JAVA_VERSION=")) return {};
  const properties = parseProperties(file.bytes);
  const version = unquote(properties.get("JAVA_RUNTIME_VERSION")) ?? unquote(properties.get("JAVA_VERSION"));
  if (version === undefined) return {};
  const diagnostics = checkIdentity(file.path, "openjdk", version);
  if (diagnostics.length > 0) return { diagnostics };
  const vendor = unquote(properties.get("IMPLEMENTOR"));
  return { packages: [{ type: "generic", name: "openjdk", version, ...(vendor !== undefined && { vendor }) }] };
}

function unquote(value: string | undefined): string | undefined {
  const text = value?.replaceAll('"', "").trim();
  return text === "" ? undefined : text;
}
