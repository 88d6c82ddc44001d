import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Fact } from "../../model/fact.ts";
import type { ImageDescription } from "../../model/image.ts";
import type { BaseImage, Distribution, Inventory, LayerInstruction } from "../../model/inventory.ts";
import type { Package } from "../../model/package.ts";
import type { Coverage, Target } from "../../model/report.ts";
import { findDistribution } from "../distribution/find-distribution.ts";
import type { PlacedFact, PlacedMalware, PlacedSecret } from "../image/image-content.ts";
import { createOwnership, type FindOwner } from "../ownership/create-ownership.ts";
import { resolveDependencies } from "./dependencies.ts";
import { joinSeparateFiles } from "./file-lists.ts";
import { listPackages, type PackageSettings, toPackage } from "./package-list.ts";
import { type PlacedAnalysis, placeAnalyses, type ReadLayers } from "./placed-analysis.ts";
import { type PlacedPackage, placePackages } from "./placed-package.ts";

/** Everything that was read of a target. */
export interface AssemblySource {
  readonly target: Target;
  readonly read: ReadLayers;
  readonly image?: ImageDescription;
  readonly baseImage?: BaseImage;
  readonly instructions?: readonly LayerInstruction[];
  readonly coverage: readonly Coverage[];
  /** What the source and the readers had to say beside the analyzers. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The content of a target in the form that checks and exporters ask. */
export interface AssembledContent {
  readonly inventory: Inventory;
  /** Facts of visible files. */
  readonly facts: readonly PlacedFact[];
  readonly secrets: readonly PlacedSecret[];
  readonly malware: readonly PlacedMalware[];
}

/**
 * Joins what was read file by file and layer by layer to one inventory.
 *
 * Packages and facts count where a container sees their files; secrets and malware everywhere, for a file that a later
 * layer deletes is still in the image. The same layers give the same inventory, in the same order.
 */
export function assemble(source: AssemblySource): AssembledContent {
  const analyses = placeAnalyses(source.read);
  const facts = placeFacts(analyses);
  const repositories = facts.flatMap(({ fact }) => (fact.kind === "repository" ? [fact] : []));
  const distribution = findDistribution(facts);
  const placed = joinSeparateFiles(placePackages(analyses), separateFiles(facts));
  const inventory: Inventory = {
    target: source.target,
    origin: { format: "scan" },
    ...(distribution === undefined ? {} : { distribution }),
    ...(source.image === undefined ? {} : { image: source.image }),
    ...(source.baseImage === undefined ? {} : { baseImage: source.baseImage }),
    ...(source.instructions === undefined ? {} : { instructions: source.instructions }),
    packages: joinPackages(placed, { source, facts, distribution }),
    repositories,
    contentSets: contentSetsOf(facts),
    coverage: source.coverage,
    diagnostics: [...source.diagnostics, ...source.read.tree.diagnostics, ...diagnosticsOf(analyses, source.read)],
  };
  return { inventory, facts, secrets: placeSecrets(analyses), malware: placeMalware(analyses) };
}

function placeFacts(analyses: readonly PlacedAnalysis[]): readonly PlacedFact[] {
  return analyses.flatMap(({ result, path, layer, isVisible }) =>
    isVisible ? (result.facts ?? []).map((fact) => ({ fact, path, layer, isVisible })) : [],
  );
}

function placeSecrets(analyses: readonly PlacedAnalysis[]): readonly PlacedSecret[] {
  return analyses.flatMap(({ result, path, layer, isVisible, hidden }) =>
    (result.secrets ?? []).map((secret) => ({
      secret,
      path,
      layer,
      isVisible,
      ...(hidden === undefined ? {} : { hidden }),
      ...(result.contentDigests === undefined ? {} : { contentDigests: result.contentDigests }),
    })),
  );
}

function placeMalware(analyses: readonly PlacedAnalysis[]): readonly PlacedMalware[] {
  return analyses.flatMap(({ result, path, layer, isVisible, hidden }) =>
    (result.malware ?? []).map((malware) => ({
      malware,
      path,
      layer,
      isVisible,
      ...(hidden === undefined ? {} : { hidden }),
    })),
  );
}

/** A broken file that a container does not see says nothing of what it holds, unless a secret may be in it. */
function diagnosticsOf(analyses: readonly PlacedAnalysis[], { layers }: ReadLayers): readonly Diagnostic[] {
  return analyses.flatMap(({ result, path, layer, isVisible }) => {
    if (!isVisible && result.secrets === undefined && result.malware === undefined) return [];
    const digest = layers[layer]?.diffId;
    return (result.diagnostics ?? []).map((diagnostic) => ({
      ...diagnostic,
      location: { ...diagnostic.location, path, ...(digest === undefined ? {} : { layer: digest }) },
    }));
  });
}

function separateFiles(facts: readonly PlacedFact[]): Parameters<typeof joinSeparateFiles>[1] {
  return {
    lists: facts.flatMap(({ fact }) => (fact.kind === "file-list" ? [fact] : [])),
    licenses: facts.flatMap(({ fact }) => (fact.kind === "licenses" ? [fact] : [])),
  };
}

function contentSetsOf(facts: readonly PlacedFact[]): readonly string[] {
  const names = facts.flatMap(({ fact }: { fact: Fact }) => (fact.kind === "content-sets" ? fact.names : []));
  return [...new Set(names)].toSorted();
}

interface JoinContext {
  readonly source: AssemblySource;
  readonly facts: readonly PlacedFact[];
  readonly distribution: Distribution | undefined;
}

function joinPackages(placed: readonly PlacedPackage[], context: JoinContext): readonly Package[] {
  const { source, facts, distribution } = context;
  const { tree } = source.read;
  const ownerAt = createOwnership(tree, placed, facts);
  const listed = listPackages(
    placed.filter((place) => !isNoteOfOwned(place, ownerAt)),
    distribution,
  );
  const idOf = new Map(listed.flatMap(({ id, places }) => places.map((place): [PlacedPackage, string] => [place, id])));
  const identified = listed.flatMap(({ id, places }) => places.map((place) => ({ ...place, id })));
  const edges = resolveDependencies(identified, (path) => tree.resolve(path)?.path);
  const settings: PackageSettings = {
    distribution,
    baseLayers: source.baseImage?.layers,
    hasLayers: source.image !== undefined,
  };
  const ownerOf = (place: PlacedPackage): string | undefined => {
    const index = ownerAt(place.path);
    const owner = index === undefined ? undefined : placed[index];
    // The database of the packages belongs to nobody, even where a package brought its first version.
    return owner === undefined || place.found.type === owner.found.type ? undefined : idOf.get(owner);
  };
  return listed.flatMap(
    (entry) => toPackage(entry, { dependsOn: [...(edges.get(entry.id) ?? [])].toSorted(), ownerOf }, settings) ?? [],
  );
}

/**
 * A note in a program names the source package that it was built from. Where the distribution's database says which
 * package the file belongs to, the note would only invent a second one.
 */
function isNoteOfOwned({ analyzer, path }: PlacedPackage, ownerAt: FindOwner): boolean {
  return analyzer === "binary/package-note" && ownerAt(path) !== undefined;
}
