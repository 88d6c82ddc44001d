import type { ToldContainer, ToldObject } from "../parts/object-subject.ts";
import type { KubescapeObject } from "./schema.ts";

/** An object with the names of its containers: paths name them by number. */
export interface NamedResource {
  readonly object: ToldObject;
  readonly main: readonly string[];
  readonly init: readonly string[];
  readonly ephemeral: readonly string[];
  /** The file that it stands in. */
  readonly path?: string;
}

/** Gives what is known of a resource by its id: `apps/v1/shop/Deployment/web`, with `path=…/api=` before it in files. */
export function resourceOfId(id: string): NamedResource {
  const api = id.lastIndexOf("api=");
  const parts = id.slice(api === -1 ? 0 : api + "api=".length, 4000).split("/");
  const [name = "", kind = "", namespace = "", version = "", group = ""] = parts.toReversed();
  const apiVersion = group === "" ? version : `${group}/${version}`;
  return { object: { apiVersion, kind, name, namespace }, main: [], init: [], ephemeral: [] };
}

/** Gives what is known of a resource by its content, and by its id where it has none. */
export function resourceOf(id: string, told: KubescapeObject | null | undefined, path?: string): NamedResource {
  const known = resourceOfId(id);
  if (told === undefined || told === null) return known;
  const { metadata, spec } = told;
  const pod = spec?.template?.spec ?? spec?.jobTemplate?.spec?.template?.spec ?? spec;
  return {
    object: {
      apiVersion: told.apiVersion ?? told.apiGroup ?? known.object.apiVersion,
      kind: told.kind ?? known.object.kind,
      name: metadata?.name ?? told.name ?? known.object.name,
      namespace: metadata?.namespace ?? told.namespace ?? known.object.namespace,
    },
    main: namesOf(pod?.containers),
    init: namesOf(pod?.initContainers),
    ephemeral: namesOf(pod?.ephemeralContainers),
    ...(path === undefined || path === "" ? {} : { path }),
  };
}

const roles = { containers: "main", initContainers: "init", ephemeralContainers: "ephemeral" } as const;

function namesOf(list: readonly { readonly name?: string | null | undefined }[] | null | undefined): readonly string[] {
  return (list ?? []).map(({ name }) => name ?? "");
}

/**
 * Finds the containers that paths such as `spec.template.spec.containers[0].securityContext` lead to; `undefined` when one of
 * them leads elsewhere, so that the object as a whole is meant.
 */
export function containersAt(paths: readonly string[], resource: NamedResource): readonly ToldContainer[] | undefined {
  const found = new Map<string, ToldContainer>();
  for (const path of paths) {
    const [, list, index] =
      /\b(containers|initContainers|ephemeralContainers)\[(\d{1,4})\]/.exec(path.slice(0, 2000)) ?? [];
    if (list !== "containers" && list !== "initContainers" && list !== "ephemeralContainers") return undefined;
    const role = roles[list];
    const name = resource[role][Number(index)];
    if (name === undefined || name === "") return undefined;
    found.set(`${role} ${name}`, { name, role });
  }
  return found.size === 0 ? undefined : [...found.values()];
}
