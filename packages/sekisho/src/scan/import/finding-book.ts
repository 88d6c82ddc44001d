import type { ImportedFinding, ImportedTarget } from "../../importers/define.ts";
import type { FindingOrigin } from "../../importers/reading/document-part.ts";
import type { ListedPackage } from "../../model/report.ts";
import type { FlawAliases } from "./flaw-aliases.ts";
import { ImportTargets, type KnownTarget } from "./import-targets.ts";
import { matchEntries } from "./match-entries.ts";
import { type FindingNames, flawMark, toolOf } from "./name-finding.ts";
import { objectOf } from "./object-of.ts";
import { noPackages, type PackageBook, type TargetPackages } from "./package-book.ts";
import { type Place, placeOfEvidence } from "./same-place.ts";
import type { ValueSpool } from "./value-spool.ts";

/** Where a finding is kept, and what tells it apart from others of its rule. */
interface Entry {
  readonly at: number;
  readonly part: number;
  readonly place?: Place;
}

/** Nearly all are alone: no list is made for those. */
type Group = Entry | Entry[];

/** The findings of a target by what they are about, and which documents have told of it. */
export interface TargetBook {
  /** By rule and subject. */
  readonly groups: Map<string, Group>;
  /** How many findings each part told. */
  readonly told: Map<number, number>;
  readonly packages: TargetPackages;
}

/** Where everything that was told is kept. */
export interface BookStores {
  readonly findings: ValueSpool<ImportedFinding>;
  readonly packages: PackageBook;
}

/** What several entries say of one problem. */
export interface SameFinding {
  readonly entries: readonly {
    readonly told: ImportedFinding;
    readonly origin: FindingOrigin;
    readonly part: number;
  }[];
  /** Its turn among those of the same rule and subject, from 0. */
  readonly turn: number;
}

/** Puts findings of several documents together: by target, then by problem. */
export class FindingBook {
  readonly #names: FindingNames;
  readonly #stores: BookStores;
  readonly #aliases: FlawAliases;
  readonly #parts: FindingOrigin[] = [];
  readonly targets: ImportTargets<TargetBook>;

  constructor(names: FindingNames, stores: BookStores, aliases: FlawAliases, workingDirectory?: string) {
    this.targets = new ImportTargets(
      () => ({ groups: new Map(), told: new Map(), packages: noPackages() }),
      workingDirectory,
    );
    this.#names = names;
    this.#stores = stores;
    this.#aliases = aliases;
  }

  /** Takes a finding of a part of a document, by the number of the part. */
  add(told: ImportedFinding, origin: FindingOrigin, part: number): void {
    this.#parts[part] ??= origin;
    const { target, kept } = this.targets.find(told.target ?? origin.target);
    kept.told.set(part, (kept.told.get(part) ?? 0) + 1);
    const { vulnerability } = told;
    const key = this.#names.keyOf(told, toolOf(told, origin).id, target.kind);
    // A flaw with one name teaches nothing.
    const aliases = vulnerability?.aliases ?? [];
    if (vulnerability !== undefined && aliases.length > 0) this.#aliases.learn([vulnerability.id, ...aliases]);
    const entry: Entry = { at: this.#stores.findings.add(withoutTarget(told)), part };
    const place = vulnerability === undefined ? placeOfEvidence(told.evidence) : undefined;
    const group = kept.groups.get(key);
    const placed = place === undefined ? entry : { ...entry, place };
    if (group === undefined) kept.groups.set(key, placed);
    else if ("part" in group) kept.groups.set(key, [group, placed]);
    else group.push(placed);
  }

  /** Takes a package of a target that a part of a document lists, by the number of the part. */
  addPackage(listed: ListedPackage, target: ImportedTarget, origin: FindingOrigin, part: number): void {
    this.#parts[part] ??= origin;
    this.#stores.packages.add(this.targets.find(target).kept.packages, listed, part);
  }

  /** Takes a target that a part is about, though it may have told nothing of it. */
  addTarget(target: ImportedTarget): KnownTarget<TargetBook> {
    return this.targets.find(target);
  }

  /** Gives the findings of a target, each with everything that was told of it. */
  *findingsOf({ groups }: TargetBook): Generator<SameFinding> {
    for (const [key, group] of joinContainers(this.#joinNames(groups))) {
      const entries = entriesOf(group);
      if (key.startsWith(flawMark)) yield { entries: this.#read(entries), turn: 0 };
      else for (const [turn, same] of matchEntries(entries).entries()) yield { entries: this.#read(same), turn };
    }
  }

  /** Gives how many findings a target has. */
  countOf({ groups }: TargetBook): number {
    let count = 0;
    for (const [key, group] of joinContainers(this.#joinNames(groups)))
      count += key.startsWith(flawMark) ? 1 : matchEntries(entriesOf(group)).length;
    return count;
  }

  /** Flaws that a document calls by another name go to those that have the name that stands for all. */
  #joinNames(groups: ReadonlyMap<string, Group>): ReadonlyMap<string, Group> {
    const moved: (readonly [string, string])[] = [];
    for (const key of groups.keys()) {
      if (!key.startsWith(flawMark) || key.startsWith(`${flawMark}CVE-`)) continue;
      const end = key.indexOf("\n", flawMark.length);
      const name = this.#aliases.nameOf(key.slice(flawMark.length, end));
      const other = flawMark + name + key.slice(end);
      if (other !== key) moved.push([key, other]);
    }
    if (moved.length === 0) return groups;
    const joined = new Map(groups);
    for (const [key, other] of moved) {
      joined.set(other, [...entriesOf(joined.get(other)), ...entriesOf(joined.get(key))]);
      joined.delete(key);
    }
    return joined;
  }

  #read(entries: readonly Entry[]): SameFinding["entries"] {
    return entries.flatMap(({ at, part }) => {
      const origin = this.#parts[part];
      return origin === undefined ? [] : [{ told: this.#stores.findings.get(at), origin, part }];
    });
  }
}

function entriesOf(group: Group | undefined): readonly Entry[] {
  if (group === undefined) return [];
  return "part" in group ? [group] : group;
}

/** The book knows the target, which many documents say with every finding. */
function withoutTarget(told: ImportedFinding): ImportedFinding {
  const { target: _target, ...kept } = told;
  return kept;
}

/**
 * What a document says of an object without naming a container goes to the containers of which others say the same. A document
 * that speaks of both means two things.
 */
function joinContainers(groups: ReadonlyMap<string, Group>): ReadonlyMap<string, Group> {
  const containers = new Map<string, string[]>();
  for (const key of groups.keys()) {
    const object = key.startsWith(flawMark) ? undefined : objectOf(key);
    if (object === undefined || !groups.has(object)) continue;
    const known = containers.get(object);
    if (known === undefined) containers.set(object, [key]);
    else known.push(key);
  }
  if (containers.size === 0) return groups;
  const joined = new Map(groups);
  for (const [object, keys] of containers) {
    const told = new Set(keys.flatMap((key) => entriesOf(groups.get(key)).map(({ part }) => part)));
    const entries = entriesOf(groups.get(object));
    if (entries.some(({ part }) => told.has(part))) continue;
    const left: Entry[] = [];
    for (const ofPart of Map.groupBy(entries, ({ part }) => part).values())
      left.push(...shareOut(ofPart, keys, joined));
    if (left.length === 0) joined.delete(object);
    else joined.set(object, left);
  }
  return joined;
}

/** One entry means all of the containers, several mean one each; gives those that are left over. */
function shareOut(entries: readonly Entry[], keys: readonly string[], groups: Map<string, Group>): readonly Entry[] {
  for (const [index, key] of keys.entries()) {
    const entry = entries.length === 1 ? entries[0] : entries[index];
    if (entry === undefined) break;
    // The place of an object is that of none of its containers.
    groups.set(key, [...entriesOf(groups.get(key)), { at: entry.at, part: entry.part }]);
  }
  return entries.length === 1 ? [] : entries.slice(keys.length);
}
