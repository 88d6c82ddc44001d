import type { AnalyzerResult } from "../../model/analysis.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FoundPackage } from "../../model/package.ts";
import { quote } from "../../model/quote.ts";
import { defineStreamAnalyzer } from "../define.ts";
import { findExecutable } from "./executable.ts";
import { createGoBuildInfoReader, type GoBuildInfo } from "./go-build-info.ts";
import { type GoModule, parseGoModuleText } from "./go-module-text.ts";
import { findGoProgramVersion, standardLibraryVersion } from "./go-program-version.ts";

/** Reads the modules and the toolchain that a Go program was built from. */
export const go = defineStreamAnalyzer({
  id: "binary/go",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["golang"],
  open(file, start) {
    const executable = findExecutable(start, file.size);
    if (executable === undefined) return undefined;
    const reader = createGoBuildInfoReader(executable);
    return {
      write: reader.write,
      end() {
        reader.end();
        const info = reader.find();
        return info === undefined ? {} : describeGoProgram(info, file.path);
      },
    };
  },
});

/** Turns build information into packages: the main module, what it is built from, and the standard library. */
function describeGoProgram(info: GoBuildInfo, path: string): AnalyzerResult {
  const packages: FoundPackage[] = [];
  const diagnostics: Diagnostic[] = [];
  const text = parseGoModuleText(info.moduleText ?? "");
  if (text.mainModule !== undefined) {
    const program = findGoProgramVersion(text);
    packages.push({
      type: "golang",
      ...splitPath(text.mainModule.path),
      version: program?.version ?? "",
      isDirect: true,
      ...(program === undefined || program.confidence === "certain" ? {} : { confidence: program.confidence }),
    });
  }
  packages.push(...text.modules.map(describeModule));
  const version = standardLibraryVersion(info.toolchain ?? "");
  if (version !== undefined) packages.push({ type: "golang", name: "stdlib", version });
  else diagnostics.push(describeUnknownToolchain(path, info.toolchain));
  if (text.brokenLines > 0) diagnostics.push(describeBrokenLines(path, text.brokenLines));
  return { packages, diagnostics };
}

/** A replaced module is the one that was built; the name that others ask for stays with it. */
function describeModule(module: GoModule): FoundPackage {
  const { replacedBy } = module;
  if (replacedBy === undefined) return { type: "golang", ...splitPath(module.path), version: module.version };
  if (replacedBy.version === "" || replacedBy.version === "(devel)") {
    return { type: "golang", ...splitPath(module.path), version: "" };
  }
  return {
    type: "golang",
    ...splitPath(replacedBy.path),
    version: replacedBy.version,
    ...(replacedBy.path === module.path ? {} : { provides: [module.path] }),
  };
}

function splitPath(path: string): { readonly namespace?: string; readonly name: string } {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? { name: path } : { namespace: path.slice(0, slash), name: path.slice(slash + 1) };
}

function describeUnknownToolchain(path: string, toolchain: string | undefined): Diagnostic {
  const got = toolchain === undefined ? undefined : quote(toolchain);
  return {
    code: "binary/go-toolchain-unknown",
    level: "warning",
    message: {
      en: `The Go version that built ${quote(path)} is not known: expected a release such as go1.22.1, got ${got ?? "nothing readable"}. The standard library is not listed.`,
      ja: `${quote(path)} をビルドした Go のバージョンを特定できません。go1.22.1 のようなリリースが必要ですが、${got === undefined ? "読み取れる値がありません" : `${got} でした`}。標準ライブラリは一覧に含まれません。`,
    },
    location: { path },
  };
}

function describeBrokenLines(path: string, count: number): Diagnostic {
  return {
    code: "binary/go-module-line-broken",
    level: "warning",
    message: {
      en: `${count} lines of the Go build information of ${quote(path)} are neither path, mod, dep, => nor build; they are left out.`,
      ja: `${quote(path)} の Go ビルド情報のうち ${count} 行が path、mod、dep、=>、build のいずれでもないため、読み飛ばしました。`,
    },
    location: { path },
  };
}
