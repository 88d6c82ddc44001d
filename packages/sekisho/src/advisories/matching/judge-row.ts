import type { AffectedPackage } from "../../model/advisory.ts";
import type { Package } from "../../model/package.ts";
import type { StatementVerdict } from "../../model/vulnerability.ts";
import type { AffectedRow } from "../vulnerability-store.ts";
import type { Channels } from "./channels.ts";
import type { Question } from "./questions.ts";
import { askRanges, type InstalledVersion, type VersionReader } from "./version-ranges.ts";

/** A row that speaks of a package, and what it says. */
export interface JudgedRow {
  readonly row: AffectedRow;
  readonly question: Question;
  readonly verdict: StatementVerdict;
  /** The installed version, read; `undefined` where it cannot be. */
  readonly parsed: unknown;
}

/** What rows are held against. */
export interface RowSubject {
  readonly package: Package;
  readonly question: Question;
  readonly version: InstalledVersion;
  readonly reader: VersionReader;
  readonly channels: Channels;
  /** Every row of the name: some are read in the light of the others. */
  readonly rows: readonly AffectedRow[];
}

/** Bug fixes and enhancements: errata of no flaw. */
const harmlessErratum = /^(?:AL|RL|RH|RX|EL)(?:BA|EA)-/;

/** What a row says, and the version that it was compared with, read. */
export type RowAnswer = Pick<JudgedRow, "verdict" | "parsed">;

/** Judges a row; `undefined` when it does not speak of this package: another architecture, stream, line or kind of name. */
export function judgeRow(row: AffectedRow, subject: RowSubject): RowAnswer | undefined {
  const { affected, advisory } = row;
  if (affected.names !== subject.question.names || harmlessErratum.test(advisory)) return undefined;
  if (!meansArchitecture(affected, subject.package) || !meansStream(affected, subject)) return undefined;
  if (!meansLine(affected, subject) || !meansKernelLine(affected, subject)) return undefined;
  if (!meansBuild(affected, subject)) return undefined;
  const version = versionFor(affected, subject);
  const verdict = judgeVersion(version, affected, subject);
  return verdict === undefined ? undefined : { verdict, parsed: version.parsed };
}

function judgeVersion(
  version: InstalledVersion,
  affected: AffectedPackage,
  { reader }: RowSubject,
): StatementVerdict | undefined {
  const isNegative = affected.status === "not-affected";
  if (isNegative && affected.ranges.length === 0 && affected.versions.length === 0) return "not-affected";
  const answer = askRanges(reader, version, affected);
  if (isNegative) return answer === "inside" ? "not-affected" : undefined;
  if (answer === "outside") return "repaired";
  return answer === "undecided" || affected.status === "under-investigation" ? "undecided" : "affected";
}

function meansArchitecture({ architectures }: AffectedPackage, { architecture }: Package): boolean {
  if (architectures === undefined || architectures.length === 0) return true;
  if (architecture === undefined || architecture === "noarch" || architecture === "all") return true;
  return architectures.includes(architecture);
}

/**
 * A package of a module is compared inside its own stream only, and one outside of modules never with a stream's rows.
 * Without a label the release tells a module's build; of which stream is then guessed by the first number of the version.
 */
function meansStream(affected: AffectedPackage, { package: found, version }: RowSubject): boolean {
  if (found.type !== "rpm") return true;
  const isModular = found.module !== undefined || found.version.includes(".module");
  const isStreamRow = affected.module !== undefined || affected.ranges.some(({ fixed }) => isModuleBuild(fixed));
  if (isModular !== isStreamRow) return false;
  if (!isModular) return true;
  if (found.module !== undefined && affected.module !== undefined) return streamOf(found.module) === affected.module;
  return affected.ranges.some(({ fixed }) => fixed === undefined || majorOf(fixed) === majorOf(version.text));
}

function isModuleBuild(version: string | undefined): boolean {
  return version?.includes(".module") === true;
}

/** Name and stream of `name:stream:version:context`. */
function streamOf(module: string): string {
  return module.split(":").slice(0, 2).join(":");
}

function majorOf(version: string): string {
  return /^(?:\d+:)?(\d+)/.exec(version)?.[1] ?? version;
}

/** Lines with versions of their own: who does not run one is not helped by its repairs, nor harmed by its flaws. */
const separateLine = /^(?:fips|realtime)/;
const extendedSupport = /^esm/;
const separateBuild = /fips|realtime/i;

/**
 * Ordinary rows speak to everybody. Extended support of Ubuntu speaks to everybody too: who has no subscription has the
 * flaw until they get one. FIPS, real-time and minor streams speak to those who have them.
 */
function meansLine({ channel, ecosystem }: AffectedPackage, { channels, package: found, rows }: RowSubject): boolean {
  const isSeparate = found.type === "deb" && separateBuild.test(found.version);
  if (channel === undefined) {
    return !isSeparate || !rows.some(({ affected }) => separateLine.test(affected.channel ?? ""));
  }
  if (channels.has(channel) || extendedSupport.test(channel)) return true;
  if (separateLine.test(channel)) return isSeparate && found.version.toLowerCase().includes(lineWord(channel));
  // Extras of Amazon Linux are the only source of packages that the ordinary repository does not have.
  return ecosystem.startsWith("amzn:") && rows.every(({ affected }) => affected.channel !== undefined);
}

function lineWord(channel: string): string {
  return channel.startsWith("fips") ? "fips" : "realtime";
}

const amazonKernel = /^kernel(?:-|$)/;
const oracleKernel = /^kernel-uek(?:-|$)/;
const kernelLine = /^(\d+\.\d+)\./;

/** Amazon Linux 2 and Oracle have several lines of kernels under one name: 4.14 is not repaired by a 5.10. */
function meansKernelLine(affected: AffectedPackage, { package: found }: RowSubject): boolean {
  const isOfLines =
    (affected.ecosystem.startsWith("amzn:") && amazonKernel.test(found.name)) ||
    (affected.ecosystem.startsWith("ol:") && oracleKernel.test(found.name));
  if (!isOfLines) return true;
  const installed = kernelLine.exec(found.version)?.[1];
  return affected.ranges.some(({ fixed }) => fixed === undefined || kernelLine.exec(fixed)?.[1] === installed);
}

const oracleBuild = /ksplice|fips/;

/** Oracle builds some packages twice more, for patches of what runs (`ksplice1`) and for FIPS (`_fips`), each with errata. */
function meansBuild({ ecosystem, ranges }: AffectedPackage, { package: found }: RowSubject): boolean {
  if (!ecosystem.startsWith("ol:")) return true;
  const installed = oracleBuild.exec(found.version)?.[0];
  return ranges.every(({ fixed }) => fixed === undefined || oracleBuild.exec(fixed)?.[0] === installed);
}

const epoch = /^\d+:/;

/** Feeds of rpm leave out epochs now and then: where only the package has one, it is left out of the comparison too. */
function versionFor(affected: AffectedPackage, { package: found, version, reader }: RowSubject): InstalledVersion {
  if (found.type !== "rpm" || !epoch.test(version.text) || affected.ranges.length === 0) return version;
  const bounds = affected.ranges.flatMap(({ introduced, fixed, lastAffected }) =>
    [introduced, fixed, lastAffected].filter((bound) => bound !== undefined && bound !== "0"),
  );
  if (bounds.length === 0 || bounds.some((bound) => bound !== undefined && epoch.test(bound))) return version;
  const text = version.text.replace(epoch, "");
  return { text, parsed: reader.parseInstalled(text) };
}
