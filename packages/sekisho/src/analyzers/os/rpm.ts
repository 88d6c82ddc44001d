import { parsePackage, type RpmPackage } from "../../formats/rpmdb/parse-package.ts";
import { readBerkeley } from "../../formats/rpmdb/read-berkeley.ts";
import { readNdb } from "../../formats/rpmdb/read-ndb.ts";
import { openDatabase } from "../../formats/sqlite/open-database.ts";
import { readTable } from "../../formats/sqlite/read-table.ts";
import type { AnalyzerResult } from "../../model/analysis.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Fact } from "../../model/fact.ts";
import type { FoundPackage } from "../../model/package.ts";
import { quote } from "../../model/quote.ts";
import { toChecksums, toFoundPackage } from "../../semantics/os-packages/rpm-package.ts";
import { type AnalyzedFile, defineAnalyzer } from "../define.ts";

const logEnding = "-wal";
/** More complaints than this about one database help nobody. */
const maxDiagnostics = 20;

/**
 * Reads the packages of an rpm database in each of its three formats: SQLite with its write-ahead log, ndb of SUSE,
 * and the hash table of Berkeley DB. Public keys (`gpg-pubkey`) stand in the database, too, and are no packages.
 */
export const rpm = defineAnalyzer({
  id: "os/rpm",
  version: 1,
  finds: ["package", "fact"],
  scope: "installed",
  packageTypes: ["rpm"],
  paths: ["{usr/lib/sysimage,usr/share,var/lib}/rpm/{rpmdb.sqlite,Packages.db,Packages}"],
  companions: [logEnding],
  maxBytes: 256 * 1024 * 1024,
  analyze(file) {
    const packages: FoundPackage[] = [];
    const facts: Fact[] = [];
    const diagnostics: Diagnostic[] = [];
    const complain = (diagnostic: Diagnostic) => {
      if (diagnostics.length < maxDiagnostics) diagnostics.push(diagnostic);
    };
    for (const blob of blobsOf(file, complain)) {
      const found = parsePackage(blob);
      if ("expected" in found) complain(badHeader(file.path, found.expected, found.got));
      else if (found.name !== "gpg-pubkey") {
        if (found.hasTooManyFiles) complain(tooManyFiles(file.path, found));
        packages.push(toFoundPackage(found));
        const checksums = toChecksums(found);
        if (checksums !== undefined) facts.push(checksums);
      }
    }
    return { packages, facts, diagnostics } satisfies AnalyzerResult;
  },
});

function* blobsOf(file: AnalyzedFile, complain: (diagnostic: Diagnostic) => void): Generator<Buffer> {
  const { path, bytes, companions } = file;
  if (path.endsWith("/rpmdb.sqlite")) {
    yield* sqliteBlobs(path, bytes, companions?.get(logEnding), complain);
    return;
  }
  const { blobs, diagnostics } = path.endsWith(".db") ? readNdb(path, bytes) : readBerkeley(path, bytes);
  for (const diagnostic of diagnostics) complain(diagnostic);
  yield* blobs;
}

function* sqliteBlobs(
  path: string,
  bytes: Buffer,
  log: Buffer | undefined,
  complain: (diagnostic: Diagnostic) => void,
): Generator<Buffer> {
  const { database, diagnostics } = openDatabase(log === undefined ? { path, bytes } : { path, bytes, log });
  for (const diagnostic of diagnostics) complain(diagnostic);
  if (database === undefined) return;
  const rows = readTable(database, "Packages", complain);
  if (rows === undefined) complain(noTable(path));
  for (const [, blob] of rows ?? []) {
    if (Buffer.isBuffer(blob)) yield blob;
  }
}

function noTable(path: string): Diagnostic {
  return {
    code: "rpmdb/no-table",
    level: "error",
    message: {
      en: "Expected a table named Packages in the rpm database, got none. Its packages were not examined.",
      ja: "rpm データベースに Packages という表を想定しましたが、ありませんでした。このデータベースのパッケージは検査していません。",
    },
    location: { path },
  };
}

function badHeader(path: string, expected: string, got: string): Diagnostic {
  return {
    code: "rpmdb/bad-header",
    level: "error",
    message: {
      en: `Expected a package header with ${expected}, got ${got}. The package was not examined.`,
      ja: `パッケージヘッダーに不備があります（想定: ${expected}、実際: ${got}）。このパッケージは検査していません。`,
    },
    location: { path },
  };
}

function tooManyFiles(path: string, { name, files }: RpmPackage): Diagnostic {
  return {
    code: "rpmdb/too-many-files",
    level: "error",
    message: {
      en: `The paths of package ${quote(name)} are longer than its header allows for. Only the first ${files.length} were kept.`,
      ja: `パッケージ ${quote(name)} のファイルパスの総量が、ヘッダーの大きさに対して過大です。先頭の ${files.length} 件のみを採用しました。`,
    },
    location: { path },
  };
}
