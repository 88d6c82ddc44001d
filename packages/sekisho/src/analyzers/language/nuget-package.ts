import { childrenOf, findChild, findChildText, parseXml, type XmlElement } from "../../formats/xml/parse-xml.ts";
import type { AnalyzerResult } from "../../model/analysis.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FoundPackage, Requirement } from "../../model/package.ts";
import type { SyntaxProblem } from "../../model/syntax-problem.ts";
import { checkIdentity } from "../../semantics/package-identity/usable-identity.ts";
import { type AnalyzedFile, defineAnalyzer } from "../define.ts";

const maxBytes = 4 * 1024 * 1024;

/**
 * Reads the manifests of NuGet packages that lie unpacked in a folder of packages: tools, caches that were left behind.
 *
 * Source: NuGet documentation, ".nuspec reference".
 */
export const nugetPackage = defineAnalyzer({
  id: "language/nuget-package",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["nuget"],
  paths: ["**/*.nuspec"],
  maxBytes,
  analyze,
});

function analyze(file: AnalyzedFile): AnalyzerResult {
  const { root, problems } = parseXml(file.bytes.toString("utf8"));
  const unreadable = problems.map((problem) => describeSyntax(file.path, problem));
  const metadata = findChild(root, "metadata");
  const name = findChildText(metadata, "id");
  const version = findChildText(metadata, "version");
  if (metadata === undefined || name === undefined || version === undefined) return { diagnostics: unreadable };
  // A manifest that is still to be packed has `$id$` and `$version$` in it.
  if (name.startsWith("$") || version.startsWith("$")) return { diagnostics: unreadable };
  const diagnostics = [...unreadable, ...checkIdentity(file.path, name, version)];
  if (diagnostics.length > unreadable.length) return { diagnostics };
  return { packages: [toPackage(metadata, { name, version })], diagnostics };
}

function toPackage(metadata: XmlElement, identity: Pick<FoundPackage, "name" | "version">): FoundPackage {
  const license = findChild(metadata, "license");
  const expression =
    license?.attributes.get("type") === "expression" ? license.text : findChildText(metadata, "licenseUrl");
  const vendor = findChildText(metadata, "authors");
  const requires = readRequirements(findChild(metadata, "dependencies"));
  return {
    type: "nuget",
    ...identity,
    ...(expression !== undefined && expression !== "" && { licenses: [expression] }),
    ...(vendor !== undefined && { vendor }),
    ...(requires.length > 0 && { requires }),
  };
}

/** Reads the requirements of all target frameworks, each name once. */
function readRequirements(dependencies: XmlElement | undefined): readonly Requirement[] {
  const groups = [dependencies, ...childrenOf(dependencies, "group")];
  const requires = new Map<string, Requirement>();
  for (const dependency of groups.flatMap((group) => childrenOf(group, "dependency"))) {
    const name = dependency.attributes.get("id") ?? "";
    const range = dependency.attributes.get("version");
    if (name !== "" && !requires.has(name)) requires.set(name, { name, ...(range !== undefined && { range }) });
  }
  return [...requires.values()];
}

function describeSyntax(path: string, { line, expected, got }: SyntaxProblem): Diagnostic {
  return {
    code: "nuget/manifest-unreadable",
    level: "error",
    message: {
      en: `Expected ${expected.en}, got "${got}".`,
      ja: `${expected.ja}を想定しましたが、「${got}」でした。`,
    },
    location: { path, startLine: line },
  };
}
