import type { AffectedPackage } from "../../model/advisory.ts";
import type { Channels } from "./channels.ts";
import type { Flaw, FlawNames } from "./flaw-names.ts";
import type { JudgedRow } from "./judge-row.ts";
import { rankSource } from "./source-rank.ts";

/** What all statements together say of one flaw in one package. */
export interface WeighedFlaw {
  readonly flaw: Flaw;
  /** The nearest to the package first. */
  readonly rows: readonly [JudgedRow, ...JudgedRow[]];
  /** False where somebody who knows better says that the package does not have it. */
  readonly counts: boolean;
}

interface PlacedRow {
  readonly judged: JudgedRow;
  /** Less is nearer. */
  readonly distance: number;
}

/**
 * Groups the statements on a package by flaw and decides each by the nearest ones: those of the line of updates that the
 * package takes, of the ecosystem's or the distribution's own database, then others. Of equally near ones that disagree,
 * the one that says "affected" decides: a record with several ranges is several rows. Withdrawn advisories say nothing.
 */
export function weighStatements(
  rows: readonly JudgedRow[],
  names: FlawNames,
  channels: Channels,
): readonly WeighedFlaw[] {
  const groups = new Map<string, { readonly flaw: Flaw; readonly placed: PlacedRow[] }>();
  const place = (judged: JudgedRow, flaws: readonly Flaw[]): void => {
    const placed = { judged, distance: distanceOf(judged, names, channels) };
    for (const flaw of flaws) {
      const group = groups.get(flaw.name) ?? { flaw, placed: [] };
      groups.set(flaw.name, group);
      group.placed.push(placed);
    }
  };
  const said = new Set<string>();
  for (const judged of rows) {
    if (isPositive(judged) && names.findAdvisory(judged.row)?.withdrawn === undefined) {
      place(judged, names.flawsOf(judged.row));
      said.add(voiceOf(judged));
    }
  }
  if (groups.size === 0) return [];
  for (const judged of rows) {
    if (isPositive(judged) || !canCancel(judged, said)) continue;
    const flaws = names.flawsOf(judged.row).filter(({ name }) => groups.has(name));
    if (flaws.length > 0 && names.findAdvisory(judged.row)?.withdrawn === undefined) place(judged, flaws);
  }
  return [...groups.values()].flatMap(({ flaw, placed }) => weigh(flaw, placed) ?? []);
}

function isPositive({ verdict }: JudgedRow): boolean {
  return verdict === "affected" || verdict === "undecided";
}

/** Who speaks of which line of updates. */
function voiceOf({ row }: JudgedRow): string {
  return `${row.source} ${row.affected.channel ?? ""} ${minorsOf(row.affected).join(" ")}`;
}

/** The minor release that an rpm was built for: `9_7` of `1.9.5p2-15.el9_7`. */
const minorRelease = /\.el(\d{1,3}_\d{1,3})(?!\d)/;

function minorOf(version: string): string | undefined {
  return minorRelease.exec(version)?.[1];
}

function minorsOf({ ranges }: AffectedPackage): readonly string[] {
  return ranges.flatMap(({ fixed }) => (fixed === undefined ? [] : (minorOf(fixed) ?? [])));
}

/** Only another source, or another line of updates, can say something different of the same flaw. */
function canCancel(judged: JudgedRow, said: ReadonlySet<string>): boolean {
  return said.size > 1 || !said.has(voiceOf(judged));
}

function weigh(flaw: Flaw, placed: readonly PlacedRow[]): WeighedFlaw | undefined {
  const sorted = placed.toSorted(
    (left, right) => left.distance - right.distance || verdictOrder(left.judged) - verdictOrder(right.judged),
  );
  const [first, ...others] = sorted.map(({ judged }) => judged);
  if (first === undefined) return undefined;
  return { flaw, rows: [first, ...others], counts: isPositive(first) };
}

const order = { affected: 0, undecided: 1, "not-affected": 2, repaired: 3 } as const;

function verdictOrder({ verdict }: JudgedRow): number {
  return order[verdict];
}

function distanceOf(judged: JudgedRow, names: FlawNames, channels: Channels): number {
  const { row, question } = judged;
  const isReviewed = row.source === "osv-go" ? names.findAdvisory(row)?.isReviewed : undefined;
  return rankSource(row.source, question.ecosystem, isReviewed) * 3 + lineDistance(judged, channels);
}

/**
 * The line that the package comes from, then the ordinary one, then those that it could take. Where errata repair one flaw
 * in several minor releases, that of the minor release that the package was built for is the package's own: it is neither
 * affected because a later release got a higher version, nor repaired because an earlier one got a lower.
 */
function lineDistance({ row, question }: JudgedRow, channels: Channels): number {
  const { channel } = row.affected;
  if (channel !== undefined) {
    const isTaken = channels.has(channel) || (channel.startsWith("esm") && question.version.includes("esm"));
    return isTaken ? 0 : 2;
  }
  const minor = minorOf(question.version);
  return minor !== undefined && minorsOf(row.affected).includes(minor) ? 0 : 1;
}
