import type { Diagnostic } from "../../model/diagnostic.ts";
import { quote } from "../../model/quote.ts";
import { defineStreamAnalyzer, type FileHead, type FileWatch } from "../define.ts";
import { describeVersions } from "./describe-versions.ts";
import { type Executable, findExecutable } from "./executable.ts";
import { dataStores } from "./signatures/data-stores.ts";
import type { VersionSignature } from "./signatures/define.ts";
import { infrastructure } from "./signatures/infrastructure.ts";
import { libraries } from "./signatures/libraries.ts";
import { networkServices } from "./signatures/network-services.ts";
import { runtimes } from "./signatures/runtimes.ts";
import { tools } from "./signatures/tools.ts";
import { webServers } from "./signatures/web-servers.ts";
import { compileSignatures, createVersionSearch, type FoundVersions } from "./version-search.ts";

/** Everything that is recognised in a file of its own. */
export const classifiedProducts: readonly VersionSignature[] = [
  ...dataStores,
  ...infrastructure,
  ...libraries,
  ...networkServices,
  ...runtimes,
  ...tools,
  ...webServers,
];

/** Recognises programs and libraries that came without a package database, by file name and the version in the file. */
export const classifiers = defineStreamAnalyzer({
  id: "binary/classifiers",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["generic"],
  open(file, start) {
    const executable = findExecutable(start, file.size);
    if (executable === undefined) return undefined;
    const name = file.path.slice(file.path.lastIndexOf("/") + 1);
    const signatures = classifiedProducts.filter(({ files }) => files.test(name));
    if (signatures.length === 0) return undefined;
    return watchVersions({ file, name, signatures, executable });
  },
});

interface Classification {
  readonly file: FileHead;
  readonly name: string;
  readonly signatures: readonly VersionSignature[];
  readonly executable: Executable;
}

function watchVersions({ file, name, signatures, executable }: Classification): FileWatch {
  const search = createVersionSearch(
    compileSignatures(signatures, () => true),
    executable,
  );
  return {
    write: search.write,
    end() {
      search.end();
      const packages = describeVersions(keepSeries(search.found, name));
      return { packages, ...(executable.isGuess ? { diagnostics: [describeGuess(file)] } : {}) };
    },
  };
}

/** A name that holds a series, `php8.2`, takes away the versions of others. */
function keepSeries(found: FoundVersions, name: string): FoundVersions {
  const kept = new Map<VersionSignature, ReadonlySet<string>>();
  for (const [signature, versions] of found) {
    const series = signature.files.exec(name)?.[1];
    const fitting = [...versions].filter(
      (version) => series === undefined || version === series || version.startsWith(`${series}.`),
    );
    if (fitting.length > 0) kept.set(signature, new Set(fitting));
  }
  return kept;
}

function describeGuess(file: FileHead): Diagnostic {
  return {
    code: "binary/header-unreadable",
    level: "warning",
    message: {
      en: `The headers of ${quote(file.path)} do not tell where its data lie: expected a table within the first bytes; the whole file was searched instead.`,
      ja: `${quote(file.path)} のヘッダーからデータの位置を特定できません。先頭部分に有効な表が必要です。代わりにファイル全体を検索しました。`,
    },
    location: { path: file.path },
  };
}
