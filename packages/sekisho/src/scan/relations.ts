import type { Inventory } from "../model/inventory.ts";
import type { LifeCycleThing, Relation } from "../model/report.ts";
import { describeObject } from "../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../semantics/kubernetes/manifest-set.ts";

/** Gives what an image was built from: the Dockerfiles whose lines made its layers, and its base image. */
export function imageRelations({ target, instructions = [], baseImage }: Inventory): readonly Relation[] {
  if (target.kind !== "image") return [];
  const image = { kind: "image", name: target.name, ...withDigest(target.digest) } as const;
  const paths = [...new Set(instructions.map(({ path }) => path))];
  const built = paths.map((name): Relation => ({ from: { kind: "dockerfile", name }, kind: "builds", to: image }));
  if (baseImage?.name === undefined) return built;
  const base = { kind: "image", name: baseImage.name, ...withDigest(baseImage.digest) } as const;
  return [...built, { from: image, kind: "is-based-on", to: base }];
}

/** Which images workloads run, gathered set by set; what looks into a running pod is no part of it. */
export class WorkloadRelations {
  readonly #relations = new Map<string, Relation>();

  /** Takes a set of manifests; nothing else of it is kept. */
  add({ templates }: ManifestSet): void {
    for (const { workload, containers } of templates) {
      const from: LifeCycleThing = { kind: "workload", name: describeObject(workload) };
      for (const { role, spec } of containers) {
        if (role === "ephemeral" || spec.image === undefined || spec.image === "") continue;
        this.#relations.set(`${from.name}\n${spec.image}`, {
          from,
          kind: "runs",
          to: { kind: "image", name: spec.image },
        });
      }
    }
  }

  /** In the order of the workloads. */
  get list(): readonly Relation[] {
    return [...this.#relations.values()];
  }
}

/** Gives the field of a report; nothing where there are none. */
export function withRelations(relations: readonly Relation[]): { readonly relations?: readonly Relation[] } {
  return relations.length === 0 ? {} : { relations };
}

function withDigest(digest: string | undefined): { readonly digest?: string } {
  return digest === undefined ? {} : { digest };
}
