import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ShapeProblem } from "../kubernetes/shape.ts";
import type { ContainerSpec } from "./container-spec.ts";
import type { EffectiveSettings } from "./effective-settings.ts";
import type { PodSpec } from "./pod-spec.ts";

/**
 * What a container is for: `init` ends before the others start; `sidecar` is an init container that goes on
 * (`restartPolicy: Always`); `ephemeral` was put into a running pod.
 */
export type ContainerRole = "main" | "init" | "sidecar" | "ephemeral";

/** One container of a pod template. */
export interface PodContainer {
  readonly role: ContainerRole;
  /** Empty when it has none. */
  readonly name: string;
  /** JSON pointer in the pod template: `/spec/initContainers/0`. */
  readonly pointer: string;
  readonly spec: ContainerSpec;
  readonly template: PodTemplate;
  /** What holds when the container runs: its own settings over the pod's. */
  readonly effective: EffectiveSettings;
}

/** The pods that a workload makes, or one that stands alone. */
export interface PodTemplate {
  readonly workload: ManifestObject;
  /** JSON pointer in the workload of what holds the pod's `metadata` and `spec`: `/spec/template`, empty for a Pod. */
  readonly pointer: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: PodSpec;
  /** Init containers, then the main ones, then ephemeral ones, in the order of the text. */
  readonly containers: readonly PodContainer[];
  /** The ServiceAccount of its namespace, where the set holds it. */
  readonly serviceAccount: ManifestObject | undefined;
  /** `windows` when the pod says so, else `linux`. */
  readonly system: "linux" | "windows";
  /** Fields of a wrong type. Pointers are of the pod template. */
  readonly problems: readonly ShapeProblem[];
  /** Pointers in the pod template of fields that the API does not know. */
  readonly unknownFields: readonly string[];
}
