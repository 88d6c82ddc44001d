import { type Gemspec, parseGemspec } from "../../formats/ruby-gemspec/parse-gemspec.ts";
import type { AnalyzerResult } from "../../model/analysis.ts";
import type { FoundPackage, Requirement } from "../../model/package.ts";
import { checkIdentity } from "../../semantics/package-identity/usable-identity.ts";
import { type AnalyzedFile, defineAnalyzer } from "../define.ts";

const maxBytes = 4 * 1024 * 1024;
/** `NAME-VERSION[-PLATFORM].gemspec`: how RubyGems names the specifications of installed gems. */
const fileNamePattern = /(?:^|\/)([^/]+)-(\d[\w.]*)(?:-([a-z][^/]*))?\.gemspec$/;

/** Reads the specifications of installed gems, of those that come with Ruby, and of those that Bundler took from git. */
export const rubyGem = defineAnalyzer({
  id: "language/ruby-gem",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["gem"],
  paths: ["**/specifications/{,default/}*.gemspec", "**/bundler/gems/*/{,*/}*.gemspec"],
  maxBytes,
  analyze,
});

function analyze(file: AnalyzedFile): AnalyzerResult {
  const gemspec = parseGemspec(file.bytes);
  const [, fileName, fileVersion, filePlatform] = fileNamePattern.exec(file.path) ?? [];
  const name = gemspec.name ?? fileName;
  const version = gemspec.version ?? fileVersion;
  if (name === undefined || version === undefined) return describeComputed(file.path, name);
  const diagnostics = checkIdentity(file.path, name, version);
  if (diagnostics.length > 0) return { diagnostics };
  const isGuessed = gemspec.name === undefined || gemspec.version === undefined;
  const platform = gemspec.platform ?? (isGuessed ? filePlatform : undefined);
  return {
    packages: [
      {
        ...toPackage(gemspec, { name, version }),
        ...(platform !== undefined && { qualifiers: { platform } }),
        ...(isGuessed && { confidence: "likely" as const }),
      },
    ],
  };
}

function toPackage(gemspec: Gemspec, identity: Pick<FoundPackage, "name" | "version">): FoundPackage {
  const requires = gemspec.dependencies.map(({ name, requirements }): Requirement => {
    return requirements.length === 0 ? { name } : { name, range: requirements.join(", ") };
  });
  return {
    type: "gem",
    ...identity,
    ...(gemspec.licenses.length > 0 && { licenses: gemspec.licenses }),
    ...(requires.length > 0 && { requires }),
  };
}

function describeComputed(path: string, name: string | undefined): AnalyzerResult {
  const missing = name === undefined ? { en: "name", ja: "名前" } : { en: "version", ja: "バージョン" };
  return {
    diagnostics: [
      {
        code: "ruby/gemspec-computed",
        level: "error",
        message: {
          en: `The ${missing.en} of the gem is computed by a program: expected a text in quotes. The specification was not run.`,
          ja: `gem の${missing.ja}がプログラムで計算されています。引用符で囲まれた文字列を想定しました。gemspec は実行していません。`,
        },
        location: { path },
      },
    ],
  };
}
