import { familiarRepository, parseImageReference } from "sekisho";
import type { ReportScope } from "../contract/scope.ts";
import { idOf } from "../store/uuid.ts";
import type { ReportedRelation, ReportHead } from "./reported-finding.ts";
import { lookingTools } from "./said-by-tools.ts";

/** Where the findings of one report belong. */
export interface PlacedReport {
  readonly scopeId: string;
  readonly scopeKind: ReportScope["kind"] | "target";
  readonly scopeParts: Readonly<Record<string, string>>;
  /** Who looked, findings or not; who else speaks is found in the findings. */
  readonly looking: readonly string[];
  readonly producer: string;
  readonly assetId: string;
  readonly asset: { readonly kind: string; readonly name: string; readonly digest: string | undefined };
  /** What else the report says of its target. */
  readonly facts: unknown;
  readonly coverage: unknown;
  /** How the asset hangs together with others. */
  readonly edges: readonly PlacedEdge[];
  /** The producer looked at everything: what it does not say is not there. */
  readonly isComplete: boolean;
}

/** An asset that a report names, its target or another thing. */
export interface NamedAsset {
  readonly assetId: string;
  readonly kind: string;
  readonly name: string;
  readonly digest: string | undefined;
}

/** How two assets hang together. */
export interface PlacedEdge {
  readonly from: NamedAsset;
  readonly kind: "builds" | "is-based-on" | "runs" | "holds";
  readonly to: NamedAsset;
}

/** What places depend on beside the report. */
export interface PlacingContext {
  readonly projectId: string;
  /** As the uploader says it; each target is a scope of its own without one. */
  readonly scope: ReportScope | null;
  /** The document lists packages and says nothing of what is wrong with them. */
  readonly isInventory: boolean;
}

/** Finds out what a report is about: its scope and the asset. Both have ids that follow from names, as witnesses have. */
export function placeReport(head: ReportHead, { projectId, scope, isInventory }: PlacingContext): PlacedReport {
  const { producer, target, coverage } = head;
  const name = assetName({ ...target, name: calledName(target) }, scope);
  const { kind: scopeKind, ...scopeParts } = scope ?? { kind: "target" as const, target: `${target.kind}:${name}` };
  const parts = Object.entries<string | undefined>(scopeParts)
    .map(([part, value = ""]): [string, string] => [part, value])
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
  const scopeId = idOf("scope", projectId, scopeKind, ...parts.flat());
  const { kind, name: _name, digest, ...facts } = target;
  return {
    scopeId,
    scopeKind,
    scopeParts: Object.fromEntries(parts),
    looking: isInventory ? [] : lookingTools(head),
    producer: producer.name,
    assetId: idOf("asset", projectId, kind, name),
    asset: { kind, name, digest },
    facts: { ...facts, producerVersion: producer.version },
    coverage,
    edges: edgesOf(head, { projectId, scope }),
    isComplete: coverage.every(({ ended }) => ended === "done" || ended === "skipped"),
  };
}

/** What workloads run, and what images are made from; a cluster that is looked at holds its workloads. */
function edgesOf(
  { relations = [], target }: ReportHead,
  { projectId, scope }: Pick<PlacingContext, "projectId" | "scope">,
): readonly PlacedEdge[] {
  const cluster = scope?.kind === "cluster" ? scope.cluster : undefined;
  const edges = new Map<string, PlacedEdge>();
  const add = (edge: PlacedEdge): void => void edges.set(`${edge.from.assetId}${edge.kind}${edge.to.assetId}`, edge);
  for (const { from, kind, to } of relations) {
    const placed = { from: assetOf(from), kind, to: assetOf(to) };
    add(placed);
    if (cluster !== undefined && from.kind === "workload") {
      add({ from: assetOf({ kind: "cluster", name: cluster }), kind: "holds", to: placed.from });
    }
  }
  return [...edges.values()];

  function assetOf(thing: ReportedRelation["from"]): NamedAsset {
    const { kind, digest } = thing;
    const called = kind === target.kind && thing.name === target.name ? calledName(target) : thing.name;
    // Workloads of two clusters may have one name.
    const name =
      kind === "workload" && cluster !== undefined ? `${cluster}/${called}` : assetName({ kind, name: called }, null);
    return { assetId: idOf("asset", projectId, kind, name), kind, name, digest };
  }
}

/** The path of an archive says nothing of who runs the image in it; what the archive calls it does. */
function calledName({ image, name }: ReportHead["target"]): string {
  return image?.tags?.[0] ?? name;
}

/** Gives the id of a tool that speaks about a scope. */
export function witnessIdOf(scopeId: string, source: string): string {
  return idOf("witness", scopeId, source);
}

/**
 * An image is one asset through all its builds, so that a flaw that a new build repairs is fixed and not left behind; only
 * who asks for one digest by the scope gets an asset of that digest.
 */
function assetName({ kind, name }: ReportedRelation["from"], scope: ReportScope | null): string {
  if (kind !== "image") return name;
  const repository = repositoryOf(name);
  return scope?.kind === "image" ? `${repository}@${scope.digest}` : repository;
}

/** `docker.io/library/nginx:1.25@sha256:…` is `nginx`. */
function repositoryOf(reference: string): string {
  const parsed = parseImageReference(reference);
  if (parsed !== undefined) return familiarRepository(parsed);
  const [named = ""] = reference.split("@", 1);
  const colon = named.lastIndexOf(":");
  return colon > named.lastIndexOf("/") ? named.slice(0, colon) : named;
}
