import { parseElfNotes } from "../../formats/elf/elf-notes.ts";
import type { AnalyzerResult } from "../../model/analysis.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { type FoundPackage, type PackageType, packageTypes } from "../../model/package.ts";
import { quote } from "../../model/quote.ts";
import { defineStreamAnalyzer } from "../define.ts";
import { findExecutable } from "./executable.ts";
import { createRegionWindow } from "./region-window.ts";

const packageNoteType = 0xcafe1a7e;
const maxNoteBytes = 64 * 1024;

/**
 * Reads the note in which a distribution writes to whose package an ELF file belongs. The name is the one of the source
 * package. The file says it of itself and anyone can write it: `likely`.
 *
 * Source: systemd, "Package Metadata for Executable Files".
 */
export const packageNote = defineStreamAnalyzer({
  id: "binary/package-note",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["deb", "rpm", "apk", "alpm", "generic"],
  open(file, start) {
    const executable = findExecutable(start, file.size);
    const regions = executable?.notes.filter((region) => region.end - region.start <= maxNoteBytes) ?? [];
    if (executable === undefined || regions.length === 0) return undefined;
    const results: AnalyzerResult[] = [];
    const window = createRegionWindow({
      regions,
      contextBytes: 0,
      look({ bytes }) {
        for (const note of parseElfNotes(bytes, executable.isLittleEndian)) {
          if (note.owner !== "FDO" || note.type !== packageNoteType) continue;
          results.push(readPackageNote(note.description.toString("utf8").replace(/\0+$/, ""), file.path));
        }
      },
    });
    return {
      write: window.write,
      end() {
        window.end();
        return {
          packages: results.flatMap(({ packages }) => packages ?? []),
          diagnostics: results.flatMap(({ diagnostics }) => diagnostics ?? []),
        };
      },
    };
  },
});

function readPackageNote(json: string, path: string): AnalyzerResult {
  let document: unknown;
  try {
    document = JSON.parse(json);
  } catch {
    return { diagnostics: [describeBroken(path, json)] };
  }
  if (!isRecord(document)) return { diagnostics: [describeBroken(path, json)] };
  const { type, name, version, architecture, os } = document;
  if (typeof name !== "string" || name === "" || typeof version !== "string") {
    return { diagnostics: [describeBroken(path, json)] };
  }
  const found: FoundPackage = {
    type: packageType(type),
    name,
    version,
    confidence: "likely",
    ...(typeof architecture === "string" ? { architecture } : {}),
    ...(typeof os === "string" && os !== "" ? { vendor: os } : {}),
    source: { name, version },
  };
  return { packages: [found] };
}

function packageType(written: unknown): PackageType {
  return packageTypes.find((type) => type === written) ?? "generic";
}

function describeBroken(path: string, got: string): Diagnostic {
  return {
    code: "binary/package-note-broken",
    level: "warning",
    message: {
      en: `The package note of ${quote(path)} cannot be read: expected JSON with name and version, got ${quote(got)}.`,
      ja: `${quote(path)} のパッケージノートを読み取れません。name と version を含む JSON が必要ですが、${quote(got)} でした。`,
    },
    location: { path },
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
