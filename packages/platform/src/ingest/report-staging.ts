import { setImmediate } from "node:timers/promises";
import type pg from "pg";
import type { ImportOutcome } from "../contract/report.ts";
import { copyRows, RowBuffer } from "../store/copy-rows.ts";
import type { ListedPackages } from "./listed-packages.ts";
import type { MatchedList, MatchedPackages } from "./match-inventory.ts";
import { MergeFlow } from "./merge-flow.ts";
import type { OpenedDocument } from "./open-document.ts";
import type { PlacedReport } from "./place-report.ts";
import type { ReportedFinding } from "./reported-finding.ts";
import { toolsOf } from "./said-by-tools.ts";
import type { Speakers } from "./speakers.ts";
import {
  componentColumns,
  componentDigest,
  componentOfFinding,
  componentOfPackage,
  type SeenComponent,
  stageComponent,
} from "./staged-components.ts";
import { type FindingPlace, stagedColumns, stageFinding } from "./staged-finding.ts";

/** What was read of a report. */
export interface StagingResult {
  readonly findings: number;
  readonly duplicates: number;
  readonly invalid: number;
  readonly diagnostics: ImportOutcome["diagnostics"];
}

interface StagedReport {
  readonly places: readonly PlacedReport[];
  readonly speakers: Speakers;
  /** Brings a part of the staged findings into the book. */
  readonly merge: (client: pg.PoolClient) => Promise<void>;
}

interface StagedComponent {
  readonly component: SeenComponent;
  readonly witnessId: string;
  readonly assetId: string;
}

const maxDiagnostics = 100;
/** Rows of packages that wait to be copied, once it is known that something is new. */
const maxListedBytes = 4 * 1024 * 1024;

/** Copies what a report says into the staging tables of a connection, and has its findings merged while it is read. */
export class ReportStaging {
  readonly #client: pg.PoolClient;
  readonly #report: StagedReport;
  readonly #flow: MergeFlow;
  /** Packages of findings: far fewer than findings. */
  readonly #components = new Map<string, StagedComponent>();
  /** Rows of the packages that the document lists and that were not copied yet. */
  readonly #listed = new RowBuffer();
  readonly #seen = new Set<string>();
  /** Places of which packages are listed. */
  readonly #listing = new Set<PlacedReport>();
  #position = 0;
  #duplicates = 0;

  constructor(client: pg.PoolClient, report: StagedReport) {
    this.#client = client;
    this.#report = report;
    const { merge } = report;
    this.#flow = new MergeFlow({ client, table: "staged_findings", columns: stagedColumns, merge });
  }

  /** Reads a document to its end. */
  async read(document: OpenedDocument, matched: MatchedPackages | undefined): Promise<StagingResult> {
    const diagnostics = document.problems.slice(0, maxDiagnostics);
    let [findings, invalid] = [0, 0];
    for (const { report } of document.inventories) {
      const place = this.#report.places[report];
      if (place !== undefined) this.#listing.add(place);
    }
    try {
      for await (const batch of document.findings()) {
        invalid += batch.problems.length;
        diagnostics.push(...batch.problems.slice(0, maxDiagnostics - diagnostics.length));
        findings += batch.findings.length;
        for (const { report, finding } of batch.findings) await this.#stage(finding, this.#report.places[report]);
        // Documents of other tools are read without waiting for anything: the database is to have its turn.
        if (this.#flow.isMerging) await setImmediate();
      }
      for (const list of matched?.lists ?? []) findings += await this.#stageMatched(list);
      for (const inventory of document.inventories) await this.#stageInventory(inventory);
    } catch (error) {
      await this.#flow.abort();
      throw error;
    }
    return { findings, duplicates: this.#duplicates, invalid, diagnostics };
  }

  /** Merges what is held back; where nothing is new, the database need not hear of it. */
  async end(isNothingNew: boolean): Promise<void> {
    if (isNothingNew) {
      await this.#flow.abort();
      return;
    }
    await this.#flow.end();
    for (const { component, ...place } of this.#components.values()) {
      const row = stageComponent(component, place);
      if (row !== undefined) this.#listed.write(row);
    }
    await this.#copyListed();
  }

  async #stage(finding: ReportedFinding, place: PlacedReport | undefined): Promise<void> {
    if (place === undefined) return;
    const { assetId } = place;
    for (const { source, statements } of toolsOf(finding, place.producer)) {
      const witnessId = this.#report.speakers.idOf(place, source);
      if (witnessId === undefined) continue;
      if (!this.#listing.has(place)) this.#noteComponent(finding, { witnessId, assetId });
      await this.#write(finding, { witnessId, source, assetId, statements });
    }
  }

  /** Of what stands twice in a report the first counts. */
  async #write(finding: ReportedFinding, place: FindingPlace): Promise<void> {
    const { speakers } = this.#report;
    const staged = stageFinding(finding, place, this.#position++);
    speakers.hear(place.witnessId, staged.digest);
    const size = this.#seen.size;
    if (this.#seen.add(`${staged.findingId}${place.witnessId}`).size === size) this.#duplicates++;
    else await this.#flow.write(staged.values, !speakers.hasNewcomer);
  }

  /** What advisories say of the listed packages; who has nothing to say has looked, too. */
  async #stageMatched({ report, source, findings }: MatchedList): Promise<number> {
    const place = this.#report.places[report];
    const witnessId = place === undefined ? undefined : this.#report.speakers.idOf(place, source);
    if (place === undefined || witnessId === undefined) return 0;
    const { assetId } = place;
    for (const finding of findings) await this.#write(finding, { witnessId, source, assetId, statements: [] });
    return findings.length;
  }

  #noteComponent(finding: ReportedFinding, place: Omit<StagedComponent, "component">): void {
    const component = componentOfFinding(finding);
    if (component === undefined) return;
    this.#components.set(`${place.witnessId}${place.assetId}${component.packageUrl}`, { component, ...place });
  }

  /**
   * Who lists packages is another witness than the same tool that looks for flaws: each may speak without the other.
   * Rows wait only where nothing may be new.
   */
  async #stageInventory(inventory: ListedPackages): Promise<void> {
    const place = this.#report.places[inventory.report];
    if (place === undefined) return;
    const { assetId } = place;
    const { speakers } = this.#report;
    let witnessId: string | undefined;
    for (const found of inventory.take()) {
      witnessId ??= speakers.idOf(place, inventory.source);
      if (witnessId === undefined) return;
      const component = componentOfPackage(found);
      speakers.hear(witnessId, componentDigest(component));
      const row = stageComponent(component, { witnessId, assetId });
      if (row !== undefined) this.#listed.write(row);
      if (speakers.hasNewcomer && this.#listed.bytes > maxListedBytes) {
        // The connection works on nothing else meanwhile.
        await this.#flow.end();
        await this.#copyListed();
      }
    }
  }

  async #copyListed(): Promise<void> {
    await copyRows({ client: this.#client, table: "staged_components", columns: componentColumns }, this.#listed);
  }
}
