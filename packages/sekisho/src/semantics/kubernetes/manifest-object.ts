import type { ManifestMap } from "./manifest-value.ts";

/** Where an object is written. */
export interface ObjectSource {
  /** Relative to the working directory, with forward slashes; of a rendered object the file that it was rendered from. */
  readonly path: string;
  /** Which document of the file, from 0. */
  readonly document: number;
  /** JSON pointer of the object in its document: empty, or `/items/3` in a List. */
  readonly pointer: string;
  /**
   * What rendered it: lines of the file are then those of the rendered text. `undefined` for an object that stands in the
   * file as it is.
   */
  readonly rendering?: RenderingReference;
}

/** Which rendering of a chart or overlay an object comes from. */
export interface RenderingReference {
  readonly tool: "helm" | "kustomize";
  /** The directory of the chart or overlay, as reports name it. */
  readonly directory: string;
  /** The values files of this rendering; empty for the chart's own. */
  readonly values: readonly string[];
}

/** One Kubernetes object of a manifest. */
export interface ManifestObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty where the object is named by the server (`generateName`) or has no name. */
  readonly name: string;
  /**
   * The namespace it lives in: as written, `default` for a namespaced kind without one, empty for a kind of the cluster.
   */
  readonly namespace: string;
  /** Whether the namespace is written, and not assumed. */
  readonly hasNamespace: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly content: ManifestMap;
  readonly source: ObjectSource;
}

/** Gives the group of an object's API: empty for the core group. */
export function groupOf({ apiVersion }: Pick<ManifestObject, "apiVersion">): string {
  const slash = apiVersion.indexOf("/");
  return slash === -1 ? "" : apiVersion.slice(0, slash);
}

/**
 * Names an object as reports do: `shop/web[Deployment]`, `viewer[ClusterRole]`; kinds of other groups than Kubernetes' own
 * with their group, `shop/web[Service.serving.knative.dev]`. The version of the API is left out: raising it changes nothing
 * of what the object is.
 */
export function describeObject(object: Pick<ManifestObject, "apiVersion" | "kind" | "name" | "namespace">): string {
  const group = groupOf(object);
  const isOwn = !group.includes(".") || group.endsWith(".k8s.io");
  const kind = isOwn ? object.kind : `${object.kind}.${group}`;
  return `${object.namespace === "" ? "" : `${object.namespace}/`}${object.name}[${kind}]`;
}
