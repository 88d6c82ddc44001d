import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FoundPackage } from "../../model/package.ts";
import { quote } from "../../model/quote.ts";
import { parseSourcePackage } from "../../semantics/os-packages/rpm-package.ts";
import { defineAnalyzer } from "../define.ts";

/** How many lines of one file are complained about. */
const maxDiagnostics = 10;

/**
 * Reads the packages of distroless images of CBL-Mariner and Azure Linux, which have no rpm database: a list of names
 * (`container-manifest-1`), and one with ten columns parted by tabs (`container-manifest-2`).
 */
export const rpmManifest = defineAnalyzer({
  id: "os/rpm-manifest",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["rpm"],
  paths: ["var/lib/rpmmanifest/container-manifest-{1,2}"],
  maxBytes: 8 * 1024 * 1024,
  analyze({ path, bytes }) {
    const packages: FoundPackage[] = [];
    const diagnostics: Diagnostic[] = [];
    const parse = path.endsWith("1") ? parseName : parseColumns;
    for (const [index, line] of bytes.toString("utf8").split("\n").entries()) {
      if (line.trim() === "" || line.startsWith("gpg-pubkey")) continue;
      const found = parse(line.trim());
      if (found !== undefined) packages.push({ ...found, line: index + 1 });
      else if (diagnostics.length < maxDiagnostics) diagnostics.push(badLine(path, index + 1, line));
    }
    return { packages, diagnostics };
  },
});

/** Splits `bash-5.1.8-1.cm2.x86_64` from its end. */
function parseName(line: string): FoundPackage | undefined {
  const [, name, version, architecture] = /^(.+)-([^-]+-[^-]+)\.([^.-]+)$/.exec(line.slice(0, 512)) ?? [];
  if (name === undefined || version === undefined || architecture === undefined) return undefined;
  return { type: "rpm", name, version, architecture };
}

/** Columns: name, version-release, install time, build time, vendor, epoch, size, architecture, epoch as number, source. */
function parseColumns(line: string): FoundPackage | undefined {
  const [name, version, , , vendor, epoch, , architecture, , sourcePackage] = line.split("\t", 10);
  if (name === undefined || name === "" || version === undefined || !version.includes("-")) return undefined;
  const source = sourcePackage === undefined ? undefined : parseSourcePackage(sourcePackage);
  const hasEpoch = epoch !== undefined && /^\d+$/.test(epoch);
  return {
    type: "rpm",
    name,
    version: hasEpoch ? `${epoch}:${version}` : version,
    ...(architecture === undefined ? {} : { architecture }),
    ...(source === undefined ? {} : { source }),
    ...(vendor === undefined || vendor === "(none)" ? {} : { vendor }),
  };
}

function badLine(path: string, line: number, text: string): Diagnostic {
  return {
    code: "rpmdb/manifest-line",
    level: "error",
    message: {
      en: `Expected a package of rpm, got "${quote(text)}". The line is left out.`,
      ja: `rpm パッケージの記述を想定しましたが、「${quote(text)}」でした。この行は読み飛ばしました。`,
    },
    location: { path, startLine: line },
  };
}
