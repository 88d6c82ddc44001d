import type { Package } from "../../model/package.ts";
import { isAtLeast } from "../../model/severity.ts";
import type { Vulnerability } from "../../model/vulnerability.ts";
import { flawSeverity } from "../matching/flaw-severity.ts";
import { matchInventory } from "../matching/match-inventory.ts";
import { inquire } from "../matching/questions.ts";
import { VersionReader } from "../matching/version-ranges.ts";
import { findVersionScheme } from "../version-scheme.ts";
import type { RemediationContext } from "./remediation-context.ts";
import { isPrerelease, releaseLine } from "./version-lines.ts";

/** How many versions of one package are judged: the lowest, where the least change is, and the highest. */
const maxLow = 24;
const maxHigh = 8;

/** A package whose version is to be raised, with the flaws to get rid of. */
export interface RaiseRequest {
  readonly package: Package;
  readonly flaws: readonly Vulnerability[];
}

/** A version that was judged. */
export interface JudgedVersion {
  readonly version: string;
  /** The flaws that are known of it and that nobody accepted. */
  readonly leaves: readonly Vulnerability[];
}

/** The version to raise a package to. */
export interface TargetVersion extends JudgedVersion {
  /** It has no known flaw at or above the threshold. */
  readonly isClean: boolean;
  readonly isPrerelease: boolean;
  /** Set where it belongs to another line of releases than the installed one: the best of that line. */
  readonly withinLine?: JudgedVersion;
  readonly crossesLine: boolean;
}

/**
 * Finds for each package the smallest version that has no known flaw at or above the threshold. Candidates are all
 * versions in which any of its flaws was repaired; each is judged by the matcher as the installed one was, so that a
 * version that repairs one flaw and brings another is not taken. Releases come before early ones. Where no candidate is
 * clean, the one that leaves the least risk is given; `undefined` where no repaired version is known.
 */
export function findTargetVersions(
  requests: readonly RaiseRequest[],
  context: RemediationContext,
): readonly (TargetVersion | undefined)[] {
  const searches = requests.map((request) => new VersionSearch(request, context));
  const known = new Map<string, readonly Vulnerability[]>();
  for (;;) {
    const asked = searches.flatMap((search) => {
      const version = search.next();
      return version === undefined ? [] : [{ search, version, key: keyOf(search.request.package, version) }];
    });
    if (asked.length === 0) break;
    // What several installed versions of a package lead to is judged once.
    const fresh = new Map<string, AskedVersion>();
    for (const { search, version, key } of asked) {
      if (!known.has(key)) fresh.set(key, { found: search.request.package, version });
    }
    const judged = judgeVersions([...fresh.values()], context);
    for (const [index, key] of [...fresh.keys()].entries()) known.set(key, judged[index] ?? []);
    for (const { search, version, key } of asked) search.take({ version, leaves: known.get(key) ?? [] });
  }
  return searches.map((search) => search.finish());
}

interface AskedVersion {
  readonly found: Package;
  readonly version: string;
}

/** Two packages with one key differ in their versions alone. */
function keyOf({ type, namespace = "", name }: Package, version: string): string {
  return `${type}\n${namespace}\n${name}\n${version}`;
}

/** Judges packages as if they were of other versions, all in one run. */
function judgeVersions(
  asked: readonly AskedVersion[],
  { inventory, store, isAccepted }: RemediationContext,
): readonly (readonly Vulnerability[])[] {
  const packages = asked.map(({ found: { source: _source, ...found }, version }, index): Package => {
    const purl = `#${index}`;
    return { ...found, id: purl, purl, version, locations: [{ path: found.locations[0].path }] };
  });
  const { vulnerabilities } = matchInventory({ ...inventory, packages }, store);
  const byPackage = Map.groupBy(vulnerabilities, ({ package: purl }) => purl);
  return asked.map(({ found }, index) =>
    (byPackage.get(`#${index}`) ?? [])
      .map((vulnerability) => ({ ...vulnerability, package: found.purl }))
      .filter((vulnerability) => vulnerability.suppressed === undefined && !isAccepted(vulnerability)),
  );
}

interface Candidate {
  readonly text: string;
  readonly parsed: unknown;
}

class VersionSearch {
  readonly request: RaiseRequest;
  readonly #context: RemediationContext;
  readonly #queue: string[];
  /** The highest candidate of the installed version's line. */
  readonly #highestInLine: string | undefined;
  readonly #judged: JudgedVersion[] = [];
  #clean: JudgedVersion | undefined;

  constructor(request: RaiseRequest, context: RemediationContext) {
    this.request = request;
    this.#context = context;
    const { type, version } = request.package;
    const reader = readerOf(request.package, context);
    const candidates = reader === undefined ? [] : listCandidates(request, reader, context);
    const isEarly = isPrerelease(type, version);
    const stable = candidates.filter(({ text }) => isEarly || !isPrerelease(type, text));
    const early = candidates.filter((candidate) => !stable.includes(candidate));
    const floor = reader === undefined ? undefined : findFloor(request, reader, context);
    const isHighEnough = ({ parsed }: Candidate): boolean =>
      floor === undefined || reader === undefined || reader.compare(parsed, floor) >= 0;
    this.#queue = [...cut(stable.filter(isHighEnough)), ...cut(early.filter(isHighEnough))];
    this.#highestInLine = stable.findLast(({ text }) => isSameLine(request.package, text))?.text;
  }

  /** Gives the version to judge next; the best of the installed line last, where the search left that line. */
  next(): string | undefined {
    if (this.#clean === undefined) {
      const version = this.#queue.shift();
      if (version !== undefined) return version;
    }
    const highest = this.#highestInLine;
    if (highest === undefined || this.#judged.some(({ version }) => version === highest)) return undefined;
    const chosen = this.#clean ?? this.#leastRisk();
    return chosen !== undefined && isSameLine(this.request.package, chosen.version) ? undefined : highest;
  }

  take(judged: JudgedVersion): void {
    this.#judged.push(judged);
    if (isClean(judged, this.#context)) this.#clean ??= judged;
  }

  finish(): TargetVersion | undefined {
    const chosen = this.#clean ?? this.#leastRisk();
    if (chosen === undefined) return undefined;
    const { package: found } = this.request;
    const crossesLine = !isSameLine(found, chosen.version);
    const withinLine = crossesLine ? this.#judged.find(({ version }) => version === this.#highestInLine) : undefined;
    return {
      ...chosen,
      isClean: isClean(chosen, this.#context),
      isPrerelease: isPrerelease(found.type, chosen.version),
      crossesLine,
      ...(withinLine === undefined ? {} : { withinLine }),
    };
  }

  /** The earliest judged of those that leave the least risk. */
  #leastRisk(): JudgedVersion | undefined {
    let best: { readonly judged: JudgedVersion; readonly risk: number } | undefined;
    for (const judged of this.#judged) {
      const risk = judged.leaves.reduce((sum, vulnerability) => sum + dangerOf(vulnerability), 0);
      if (best === undefined || risk < best.risk) best = { judged, risk };
    }
    return best?.judged;
  }
}

/** The risk without the points for a repair: these say what can be done first, not what is worse. */
function dangerOf({ riskParts }: Vulnerability): number {
  return riskParts.reduce((sum, { part, points }) => (part === "fix-available" ? sum : sum + points), 0);
}

function isClean({ leaves }: JudgedVersion, { threshold }: RemediationContext): boolean {
  return !leaves.some((vulnerability) => isAtLeast(flawSeverity(vulnerability), threshold));
}

function isSameLine({ type, version }: Package, other: string): boolean {
  return releaseLine(type, version) === releaseLine(type, other);
}

function cut(candidates: readonly Candidate[]): readonly string[] {
  const texts = candidates.map(({ text }) => text);
  return texts.length <= maxLow + maxHigh ? texts : [...texts.slice(0, maxLow), ...texts.slice(-maxHigh)];
}

function readerOf(found: Package, { inventory, store }: RemediationContext): VersionReader | undefined {
  const inquiry = inquire(found, inventory);
  if (inquiry.kind !== "asked") return undefined;
  const question = inquiry.questions.find(({ ecosystem }) => store.covers(ecosystem));
  const scheme = question === undefined ? undefined : findVersionScheme(question.ecosystem);
  return scheme === undefined ? undefined : new VersionReader(scheme);
}

/** Gives every version above the installed one in which a flaw of the package was repaired, the lowest first. */
function listCandidates(
  { package: found, flaws }: RaiseRequest,
  reader: VersionReader,
  { inventory, store }: RemediationContext,
): readonly Candidate[] {
  const inquiry = inquire(found, inventory);
  const questions = inquiry.kind === "asked" ? inquiry.questions : [];
  const texts = new Set(flaws.flatMap(({ fixedIn }) => (fixedIn === undefined ? [] : [fixedIn])));
  for (const { ecosystem, name } of questions) {
    const ranges = store.rowsOf(ecosystem, name).flatMap(({ affected }) => affected.ranges);
    for (const { fixed } of ranges) if (fixed !== undefined) texts.add(fixed);
  }
  const installed = reader.parseInstalled(found.version);
  const read = [...texts].flatMap((text): Candidate[] => {
    const parsed = reader.parseBound(text);
    if (parsed === undefined || (installed !== undefined && reader.compare(parsed, installed) <= 0)) return [];
    return [{ text, parsed }];
  });
  const sorted = read.toSorted((left, right) => reader.compare(left.parsed, right.parsed));
  return sorted.filter(({ parsed }, index) => {
    const before = sorted[index - 1];
    return before === undefined || reader.compare(before.parsed, parsed) !== 0;
  });
}

/** Gives the highest of the lowest repaired versions of the flaws that count: below it, one of them is there. */
function findFloor({ flaws }: RaiseRequest, reader: VersionReader, { threshold }: RemediationContext): unknown {
  let floor: unknown;
  for (const vulnerability of flaws) {
    const { fixedIn } = vulnerability;
    if (fixedIn === undefined || !isAtLeast(flawSeverity(vulnerability), threshold)) continue;
    const parsed = reader.parseBound(fixedIn);
    if (parsed !== undefined && (floor === undefined || reader.compare(parsed, floor) > 0)) floor = parsed;
  }
  return floor;
}
