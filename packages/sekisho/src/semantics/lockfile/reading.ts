import type { AnalyzerResult } from "../../model/analysis.ts";
import { type DataNode, kindOfNode } from "../../model/data-tree.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FoundPackage, PackageType, Requirement } from "../../model/package.ts";
import { quote } from "../../model/quote.ts";
import type { SyntaxProblem } from "../../model/syntax-problem.ts";
import type { Text } from "../../model/text.ts";

const maxDiagnostics = 100;

/** What has been read of one lock file so far. */
export interface LockfileReading {
  /** Path of the file. */
  readonly path: string;
  readonly packages: FoundPackage[];
  readonly diagnostics: Diagnostic[];
}

/** A package as a reader knows it: what is not known may be `undefined`. */
export type PackageEntry = {
  readonly [Key in keyof FoundPackage]?: FoundPackage[Key] | undefined;
} & { readonly type: PackageType };

/** Starts the reading of a lock file. */
export function startReading(path: string): LockfileReading {
  return { path, packages: [], diagnostics: [] };
}

/** Gives what was read. */
export function finishReading(reading: LockfileReading): AnalyzerResult {
  return { packages: reading.packages, diagnostics: reading.diagnostics };
}

/** Adds a package. One without a name or version becomes a diagnostic instead. */
export function addPackage(reading: LockfileReading, entry: PackageEntry): void {
  const { type, name, version } = entry;
  if (name === undefined || name === "" || version === undefined || version === "") {
    addIncomplete(reading, entry);
    return;
  }
  reading.packages.push({ ...withoutUndefined(entry), type, name, version });
}

/** The values are as declared: only keys without a value are left out. */
function withoutUndefined(entry: PackageEntry): Omit<FoundPackage, "type" | "name" | "version"> {
  const { namespace, hashes, requires, isDirect, isDevelopment, licenses, qualifiers, confidence, architecture } =
    entry;
  const { line, columns } = entry;
  return {
    ...(namespace === undefined || namespace === "" ? {} : { namespace }),
    ...(architecture === undefined ? {} : { architecture }),
    ...(licenses === undefined || licenses.length === 0 ? {} : { licenses }),
    ...(hashes === undefined || hashes.length === 0 ? {} : { hashes }),
    ...(qualifiers === undefined ? {} : { qualifiers }),
    ...(requires === undefined || requires.length === 0 ? {} : { requires }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(isDirect === undefined ? {} : { isDirect }),
    ...(isDevelopment === undefined ? {} : { isDevelopment }),
    ...(line === undefined ? {} : { line }),
    ...(columns === undefined ? {} : { columns }),
  };
}

function addIncomplete(reading: LockfileReading, entry: PackageEntry): void {
  const name = quote(entry.name ?? "");
  const missing = name === "" ? { en: "name", ja: "名前" } : { en: "version", ja: "バージョン" };
  addDiagnostic(reading, "lockfile/incomplete-package", entry.line, {
    en: `Expected a package with name and version, got ${name === "" ? "one" : `“${name}”`} without a ${missing.en}. The package is left out.`,
    ja: `名前とバージョンを持つパッケージを想定しましたが、${name === "" ? "" : `「${name}」の`}${missing.ja}がありません。このパッケージは一覧に含まれません。`,
  });
}

/** Adds a diagnostic of level `error`: something of the file is not in the result. */
export function addDiagnostic(
  reading: LockfileReading,
  code: `lockfile/${string}`,
  line: number | undefined,
  message: Text,
): void {
  push(reading, { code, level: "error", message, location: locate(reading, line) });
}

/** Adds a diagnostic of level `warning`: everything was read, but the file does not say all. */
export function addWarning(
  reading: LockfileReading,
  code: `lockfile/${string}`,
  line: number | undefined,
  message: Text,
): void {
  push(reading, { code, level: "warning", message, location: locate(reading, line) });
}

/** Says that a package is named without one exact version, so that nothing can be listed. */
export function addUnresolved(reading: LockfileReading, name: string, range: string, line: number | undefined): void {
  addWarning(reading, "lockfile/version-not-exact", line, {
    en: `“${quote(name)}” is declared with “${quote(range)}”, not with one exact version, so it is not listed. Scan a lock file or the installed packages to see its version.`,
    ja: `「${quote(name)}」は「${quote(range)}」と宣言されており、バージョンが一つに決まらないため一覧に含まれません。ロックファイルまたはインストール済みパッケージをスキャンしてください。`,
  });
}

/** Adds the problems of a parser. */
export function addSyntaxProblems(reading: LockfileReading, problems: readonly SyntaxProblem[]): void {
  for (const { line, expected, got } of problems) {
    const written = got === "" ? { en: "nothing", ja: "何もありません" } : { en: `“${got}”`, ja: `「${got}」です` };
    addDiagnostic(reading, "lockfile/syntax", line, {
      en: `Line ${line}: expected ${expected.en}, got ${written.en}. What could be read before and after it is listed.`,
      ja: `${line} 行目: ${expected.ja}を想定しましたが、実際は${written.ja}。読み取れた前後の部分は一覧に含まれます。`,
    });
  }
}

/** Gives a node when it is of the kind that the format says; another kind is a diagnostic, a missing one is not. */
export function expectKind(
  reading: LockfileReading,
  node: DataNode | undefined,
  kind: "list" | "map",
  name: string,
): DataNode | undefined {
  if (node === undefined || node.kind === kind || (node.kind === "scalar" && node.value === null)) return node;
  const expected = kind === "list" ? { en: "a list", ja: "リスト" } : { en: "a map", ja: "マップ" };
  addDiagnostic(reading, "lockfile/unexpected-value", node.line, {
    en: `Expected ${expected.en} at “${quote(name)}”, got a ${kindOfNode(node)}. This part is left out.`,
    ja: `「${quote(name)}」には${expected.ja}を想定しましたが、実際は ${kindOfNode(node)} です。この部分は一覧に含まれません。`,
  });
  return undefined;
}

/** Says that the version of the file's format is none that the reader knows. */
export function addUnknownFormat(reading: LockfileReading, expected: string, got: string): void {
  addDiagnostic(reading, "lockfile/unknown-format", 1, {
    en: `Expected ${expected}, got “${quote(got)}”. The file is not examined.`,
    ja: `${expected} を想定しましたが、実際は「${quote(got)}」です。このファイルは検査していません。`,
  });
}

/** Makes a requirement, leaving out what is not known. */
export function requirement(name: string, range: string | undefined, version?: string): Requirement {
  return {
    name,
    ...(range === undefined || range === "" ? {} : { range }),
    ...(version === undefined ? {} : { version }),
  };
}

function locate(reading: LockfileReading, line: number | undefined): NonNullable<Diagnostic["location"]> {
  return line === undefined ? { path: reading.path } : { path: reading.path, startLine: line };
}

function push(reading: LockfileReading, diagnostic: Diagnostic): void {
  if (reading.diagnostics.length < maxDiagnostics) reading.diagnostics.push(diagnostic);
  if (reading.diagnostics.length !== maxDiagnostics) return;
  reading.diagnostics.push({
    code: "lockfile/too-many-diagnostics",
    level: "error",
    message: {
      en: `${maxDiagnostics} diagnostics of this file are listed; the others are left out.`,
      ja: `このファイルの診断メッセージは ${maxDiagnostics} 件まで表示しています。残りは省略しました。`,
    },
    location: { path: reading.path },
  });
}
