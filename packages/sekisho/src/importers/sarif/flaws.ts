import { parsePackageUrl } from "../../semantics/package-url/package-url.ts";
import { type ToolPackage, toolPackageUrl } from "../parts/tool-package-url.ts";
import type { SarifResult, SarifRule } from "./schema.ts";

/** A package with a known flaw, as far as the text of a result tells it. */
export interface ReadFlaw {
  readonly id: string;
  readonly package: string;
  readonly name: string;
  readonly installed: string;
  readonly fixedIn?: string;
}

const flawId =
  /^(?:CVE-\d{4}-\d{4,19}|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}|(?:ALAS2?|ALSA|DSA|DLA|ELSA|GMS|GO|OSV|PYSEC|RHSA|RUSTSEC|SNYK|SUSE|TEMP|USN|ALPINE-CVE|DEBIAN-CVE)-[\w.:-]{1,100})/;

/** Finds the name of a known flaw in the id of a rule: `CVE-2024-10001-openssl` is one of Grype. */
export function findFlawId(rule: string): string | undefined {
  return flawId.exec(rule)?.[0];
}

/**
 * Reads which package a result is about: SARIF has no place for it, so that each tool writes it in a way of its own, and
 * always the same one. What is not found stays a flaw of the file that the result names.
 */
export function readFlaw(
  id: string,
  { result, rule, message, path }: { result: SarifResult; rule: SarifRule | undefined; message: string; path: string },
): ReadFlaw {
  const found = fromTrivy(message) ?? fromScout(message) ?? fromGrype(message) ?? fromOsv(message);
  const purls = [result.properties, rule?.properties].flatMap((one) => [...(one?.purls ?? []), one?.purl ?? ""]);
  const purl = purls.find((one) => one.startsWith("pkg:"));
  const repaired = found?.fixedIn ?? fixedVersion(rule?.properties?.fixed_version ?? "");
  const fixedIn = repaired === "" ? {} : { fixedIn: repaired };
  const url = parsePackageUrl(found?.purl ?? purl ?? "");
  if (url !== undefined) {
    const installed = url.version ?? found?.version ?? "";
    return { id, package: found?.purl ?? purl ?? "", name: url.name, installed, ...fixedIn };
  }
  const name = found?.name ?? (path === "" ? "unnamed" : path);
  const version = found?.version ?? "";
  return {
    id,
    package: toolPackageUrl({ kinds: found?.kinds ?? [], name, version }),
    name,
    installed: version,
    ...fixedIn,
  };
}

interface Found extends Partial<ToolPackage> {
  readonly purl?: string;
  readonly fixedIn?: string;
}

function linesOf(message: string): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  for (const line of message.slice(0, 10_000).split("\n", 60)) {
    const colon = line.indexOf(":");
    if (colon > 0) lines.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return lines;
}

/** Lines such as `Package: openssl`, `Installed Version: 3.0.1`, `Fixed Version: 3.0.2`. */
function fromTrivy(message: string): Found | undefined {
  const lines = linesOf(message);
  const name = lines.get("package");
  const version = lines.get("installed version");
  if (name === undefined || version === undefined) return undefined;
  return { name, version, fixedIn: lines.get("fixed version") ?? "" };
}

/** Lines such as `Package : pkg:deb/debian/openssl@3.0.1`, `Fixed version : 3.0.2`. */
function fromScout(message: string): Found | undefined {
  const lines = linesOf(message);
  const purl = lines.get("package");
  if (purl === undefined || !purl.startsWith("pkg:")) return undefined;
  return { purl, fixedIn: fixedVersion(lines.get("fixed version") ?? "") };
}

function fixedVersion(written: string): string {
  return written.toLowerCase() === "not fixed" ? "" : written;
}

/** `A high vulnerability in deb package: openssl, version 3.0.1 was found at: /var/lib/dpkg/status`. */
function fromGrype(message: string): Found | undefined {
  const sentence =
    /^An? [\w-]{1,20} vulnerability in (\S{1,40}) package: (\S{1,300}), version (\S{1,200}) was found at/;
  const [, kind, name, version] = sentence.exec(message) ?? [];
  return name === undefined || version === undefined ? undefined : { kinds: [kind], name, version };
}

/** `Package 'openssl@3.0.1' is vulnerable to 'CVE-2024-10001'`. */
function fromOsv(message: string): Found | undefined {
  const [, name, version] = /^Package '(@?[^'@]{1,300})@([^'@]{1,200})' is vulnerable to '/.exec(message) ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}
