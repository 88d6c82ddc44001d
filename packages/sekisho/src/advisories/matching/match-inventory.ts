import type { Inventory } from "../../model/inventory.ts";
import type { Package } from "../../model/package.ts";
import type { Vulnerability } from "../../model/vulnerability.ts";
import { findVersionScheme } from "../version-scheme.ts";
import type { AffectedRow, VulnerabilityStore } from "../vulnerability-store.ts";
import { type Channels, findChannels } from "./channels.ts";
import { type DescriptionContext, describeVulnerability } from "./describe-vulnerability.ts";
import { FlawNames } from "./flaw-names.ts";
import { type JudgedRow, judgeRow } from "./judge-row.ts";
import { inquire, isDistributionPackage, type Question } from "./questions.ts";
import type { Reach } from "./risk.ts";
import { VersionReader } from "./version-ranges.ts";
import { weighStatements } from "./weigh-statements.ts";

/** Why nothing can be said of packages. */
export type GapReason =
  /** They come from somebody else's repository. */
  | "third-party"
  | "unknown-distribution"
  /** Nobody publishes advisories for the kind of package. */
  | "unknown-ecosystem"
  /** The database has nothing of the ecosystem or release. */
  | "not-in-database"
  | "version-missing"
  | "version-unreadable";

/** Packages that nothing can be said of: they are neither vulnerable nor clean. */
export interface MatchGap {
  readonly reason: GapReason;
  /** The ecosystem or release that was asked, or the distribution's name. */
  readonly ecosystem: string;
  /** Ids of packages. */
  readonly packages: readonly string[];
}

/** What advisories say of an inventory. */
export interface MatchResult {
  /** Sorted by risk, flaw and package; suppressed ones last. */
  readonly vulnerabilities: readonly Vulnerability[];
  readonly gaps: readonly MatchGap[];
  /** How many packages were judged in each ecosystem or release, sorted by name. */
  readonly judged: readonly { readonly ecosystem: string; readonly packages: number }[];
}

/** What a match obeys. */
export interface MatchSettings {
  /** Lines of updates that the user says the target has: `esm-infra`, `eus-9.2`. */
  readonly channels?: readonly string[];
  /** From where the target can be reached; left out where no manifest tells. */
  readonly reach?: Reach;
  /** From where a package can be reached, where its parts are run in different places. */
  readonly reachOf?: (found: Package) => Reach | undefined;
}

/** Holds every package of an inventory against the advisories of a store. */
export function matchInventory(
  inventory: Inventory,
  store: VulnerabilityStore,
  settings: MatchSettings = {},
): MatchResult {
  const run = new MatchRun(inventory, store, settings);
  for (const found of inventory.packages) run.match(found);
  return run.finish();
}

class MatchRun {
  readonly #inventory: Inventory;
  readonly #store: VulnerabilityStore;
  readonly #channels: Channels;
  readonly #reachOf: (found: Package) => Reach | undefined;
  readonly #names: FlawNames;
  readonly #readers = new Map<string, VersionReader | undefined>();
  readonly #gaps = new Map<string, { readonly reason: GapReason; readonly ecosystem: string; packages: string[] }>();
  readonly #judged = new Map<string, number>();
  readonly #vulnerabilities: Vulnerability[] = [];
  readonly #dataDates: ReadonlyMap<string, string>;
  #packages: ReadonlyMap<string, Package> | undefined;

  constructor(inventory: Inventory, store: VulnerabilityStore, settings: MatchSettings) {
    this.#inventory = inventory;
    this.#store = store;
    this.#channels = findChannels(inventory, settings.channels ?? []);
    this.#reachOf = settings.reachOf ?? (() => settings.reach);
    this.#names = new FlawNames(store);
    this.#dataDates = new Map(
      store.segments.flatMap(({ source, ecosystem, dataDate }) =>
        dataDate === undefined ? [] : [[`${source.id}\n${ecosystem}`, dataDate] as const],
      ),
    );
  }

  match(found: Package): void {
    const inquiry = inquire(found, this.#inventory);
    if (inquiry.kind === "no-data") {
      this.#addGap(inquiry.reason, inquiry.ecosystem, found);
      return;
    }
    const questions = inquiry.questions.filter(({ ecosystem }) => this.#store.covers(ecosystem));
    const [first] = questions;
    if (first === undefined) {
      this.#addGap("not-in-database", inquiry.questions[0]?.ecosystem ?? found.type, found);
      return;
    }
    // No collection has all products: one that none of them names is not known to be clean.
    if (found.type === "generic" && !this.#isNamed(questions)) {
      this.#addGap("unknown-ecosystem", found.type, found);
      return;
    }
    if (found.version === "") {
      this.#matchAnyVersion(questions, first.ecosystem, found);
      return;
    }
    this.#judged.set(first.ecosystem, (this.#judged.get(first.ecosystem) ?? 0) + 1);
    const rows = questions.flatMap((question) => this.#ask(question, found));
    if (rows.length > 0) this.#describe(found, rows);
  }

  #isNamed(questions: readonly Question[]): boolean {
    return questions.some(({ ecosystem, name }) => this.#store.rowsOf(ecosystem, name).length > 0);
  }

  /**
   * Where nothing is said of any version, the version does not matter: a program's own module mostly has none. What is said of
   * all versions holds.
   */
  #matchAnyVersion(questions: readonly Question[], ecosystem: string, found: Package): void {
    const said = questions.map((question) => ({
      question,
      rows: this.#store.rowsOf(question.ecosystem, question.name),
    }));
    if (said.some(({ rows }) => rows.length > 0)) this.#addGap("version-missing", ecosystem, found);
    else this.#judged.set(ecosystem, (this.#judged.get(ecosystem) ?? 0) + 1);
    const rows = said.flatMap((one) => readWithoutOrder(one.rows, one.question));
    if (rows.length > 0) this.#describe(found, rows);
  }

  finish(): MatchResult {
    return {
      vulnerabilities: this.#vulnerabilities.toSorted(compareVulnerabilities),
      gaps: [...this.#gaps.values()],
      judged: [...this.#judged]
        .map(([ecosystem, packages]) => ({ ecosystem, packages }))
        .toSorted((left, right) => compareTexts(left.ecosystem, right.ecosystem)),
    };
  }

  #ask(question: Question, found: Package): readonly JudgedRow[] {
    const rows = this.#store.rowsOf(question.ecosystem, question.name);
    const reader = rows.length === 0 ? undefined : this.#readerOf(question.ecosystem);
    if (reader === undefined) return [];
    const parsed = reader.parseInstalled(question.version);
    if (parsed === undefined) {
      this.#addGap("version-unreadable", question.ecosystem, found);
      return readWithoutOrder(rows, question);
    }
    const version = { text: question.version, parsed };
    const subject = { package: found, question, version, reader, channels: this.#channels, rows };
    return rows.flatMap((row): JudgedRow[] => {
      const answer = judgeRow(row, subject);
      return answer === undefined ? [] : [{ row, question, ...answer }];
    });
  }

  #describe(found: Package, rows: readonly JudgedRow[]): void {
    const weighed = weighStatements(rows, this.#names, this.#channels);
    if (weighed.length === 0) return;
    const context: DescriptionContext = {
      names: this.#names,
      owner: this.#findOwner(found),
      reach: this.#reachOf(found),
      isContainer: this.#inventory.image !== undefined || this.#inventory.target.kind === "image",
      readerOf: (ecosystem) => this.#readerOf(ecosystem),
      dataDateOf: (source, ecosystem) => this.#dataDates.get(`${source}\n${ecosystem}`),
      described: new Map(),
    };
    for (const one of weighed) this.#vulnerabilities.push(describeVulnerability(found, one, context));
  }

  /**
   * Finds the package of the distribution that a language's package belongs to at all its places. One of somebody else's
   * repository, or of a release that the database has nothing of, answers for nothing.
   */
  #findOwner(found: Package): string | undefined {
    if (isDistributionPackage(found)) return undefined;
    const owner = found.locations[0].owner;
    if (owner === undefined || found.locations.some((location) => location.owner === undefined)) return undefined;
    this.#packages ??= new Map(this.#inventory.packages.map((candidate) => [candidate.id, candidate]));
    for (const { owner: id = "" } of found.locations) {
      const owning = this.#packages.get(id);
      const inquiry = owning === undefined ? undefined : inquire(owning, this.#inventory);
      if (inquiry?.kind !== "asked") return undefined;
      if (!inquiry.questions.some(({ ecosystem }) => this.#store.covers(ecosystem))) return undefined;
    }
    return owner;
  }

  #readerOf(ecosystem: string): VersionReader | undefined {
    if (this.#readers.has(ecosystem)) return this.#readers.get(ecosystem);
    const scheme = findVersionScheme(ecosystem);
    const reader = scheme === undefined ? undefined : new VersionReader(scheme);
    this.#readers.set(ecosystem, reader);
    return reader;
  }

  #addGap(reason: GapReason, ecosystem: string, found: Package): void {
    const key = `${reason}\n${ecosystem}`;
    const gap = this.#gaps.get(key) ?? { reason, ecosystem, packages: [] };
    this.#gaps.set(key, gap);
    if (gap.packages.at(-1) !== found.id) gap.packages.push(found.id);
  }
}

/** A version that its scheme cannot order is affected where an advisory names it, or every version. */
function readWithoutOrder(rows: readonly AffectedRow[], question: Question): readonly JudgedRow[] {
  return rows.flatMap((row): JudgedRow[] => {
    const { names, versions, ranges, status, channel, module } = row.affected;
    if (names !== question.names || status === "not-affected" || channel !== undefined || module !== undefined)
      return [];
    const isNamed = versions.includes(question.version);
    const isEvery = ranges.some(
      ({ introduced = "0", fixed, lastAffected }) =>
        introduced === "0" && fixed === undefined && lastAffected === undefined,
    );
    const verdict = status === "under-investigation" ? "undecided" : "affected";
    return isNamed || isEvery ? [{ row, question, verdict, parsed: undefined }] : [];
  });
}

function compareVulnerabilities(left: Vulnerability, right: Vulnerability): number {
  return (
    Number(left.suppressed !== undefined) - Number(right.suppressed !== undefined) ||
    right.risk - left.risk ||
    compareTexts(left.flaw, right.flaw) ||
    compareTexts(left.package, right.package)
  );
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
