import type { Diagnostic } from "../../model/diagnostic.ts";
import { quote } from "../../model/quote.ts";
import { defineStreamAnalyzer, type FileHead } from "../define.ts";
import { describeVersions } from "./describe-versions.ts";
import { findExecutable } from "./executable.ts";
import type { VersionSignature } from "./signatures/define.ts";
import { libraries } from "./signatures/libraries.ts";
import {
  type CompiledSignatures,
  compileSignatures,
  createVersionSearch,
  type FoundVersions,
} from "./version-search.ts";

/**
 * Finds libraries that are linked into programs, by the version texts that they bring, stripped programs included. The
 * file of a library itself is none of them: `binary/classifiers` names it. A text of a library that the program loads
 * when it runs tells with which headers it was built, not what is in it: it does not count either.
 */
export const staticLibraries = defineStreamAnalyzer({
  id: "binary/static-libraries",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["generic"],
  open(file, start) {
    const executable = findExecutable(start, file.size);
    if (executable === undefined) return undefined;
    if (isPacked(start)) return { write() {}, end: () => ({ diagnostics: [describePacked(file)] }) };
    const name = file.path.slice(file.path.lastIndexOf("/") + 1);
    const search = createVersionSearch(getCompiled(), executable);
    return {
      write: search.write,
      end() {
        search.end();
        return { packages: describeVersions(keepLinked(search.found, [name, ...search.loadedLibraries])) };
      },
    };
  },
});

let compiled: CompiledSignatures | undefined;

/** Prepared on first use: most calls look at no program at all. */
function getCompiled(): CompiledSignatures {
  compiled ??= compileSignatures(libraries, ({ isForOwnFiles }) => isForOwnFiles !== true);
  return compiled;
}

function keepLinked(found: FoundVersions, names: readonly string[]): FoundVersions {
  const kept = new Map<VersionSignature, ReadonlySet<string>>();
  for (const [signature, versions] of found) {
    if (!names.some((name) => signature.files.test(name))) kept.set(signature, versions);
  }
  return kept;
}

/** UPX writes its name behind the headers of ELF files, and names the sections of Windows programs after itself. */
function isPacked(start: Buffer): boolean {
  const headers = start.subarray(0, 1024);
  return headers.includes("UPX!") || headers.includes("UPX0\0");
}

function describePacked(file: FileHead): Diagnostic {
  return {
    code: "binary/packed",
    level: "error",
    message: {
      en: `${quote(file.path)} is packed with UPX: expected a plain program, so what it holds is not listed.`,
      ja: `${quote(file.path)} は UPX で圧縮されているため、含まれるソフトウェアを一覧にできません。圧縮されていない実行ファイルが必要です。`,
    },
    location: { path: file.path },
  };
}
