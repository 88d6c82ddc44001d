import type { ManifestMap } from "../kubernetes/manifest-value.ts";
import type { PodContainer, PodTemplate } from "../pod-settings/pod-template.ts";
import {
  annotationPointer,
  appArmorAnnotationPrefix,
  seccompContainerAnnotationPrefix,
  seccompPodAnnotation,
} from "./kernel-profiles.ts";

/** An annotation that names a profile, and the field that does so today. */
export interface ProfileAnnotation {
  readonly key: string;
  readonly value: string;
  readonly container: PodContainer | undefined;
  /** JSON pointer of the annotation in the pod template. */
  readonly pointer: string;
  /** JSON pointer of the field; `undefined` when no such container is there or the field is set already. */
  readonly place: string | undefined;
  /** What belongs into the field; `undefined` when the annotation's value means nothing. */
  readonly profile: ManifestMap | undefined;
}

/** Finds the annotations of a pod template that name profiles of AppArmor or seccomp. */
export function findProfileAnnotations(
  template: PodTemplate,
  kind: "apparmor" | "seccomp",
): readonly ProfileAnnotation[] {
  const prefix = kind === "apparmor" ? appArmorAnnotationPrefix : seccompContainerAnnotationPrefix;
  const field = kind === "apparmor" ? "appArmorProfile" : "seccompProfile";
  return Object.entries(template.annotations).flatMap(([key, value]) => {
    const isOfPod = kind === "seccomp" && key === seccompPodAnnotation;
    if (!isOfPod && !key.startsWith(prefix)) return [];
    const name = key.slice(prefix.length);
    const container = isOfPod ? undefined : template.containers.find((candidate) => candidate.name === name);
    const holder = isOfPod ? template.spec : container?.spec;
    const isFree = holder !== undefined && holder.securityContext?.[field] === undefined;
    return [
      {
        key,
        value,
        container,
        pointer: annotationPointer(key),
        place: isFree ? `${container?.pointer ?? "/spec"}/securityContext/${field}` : undefined,
        profile: profileOf(value),
      },
    ];
  });
}

function profileOf(value: string): ManifestMap | undefined {
  if (value === "runtime/default" || value === "docker/default") return { type: "RuntimeDefault" };
  if (value === "unconfined") return { type: "Unconfined" };
  const localhostProfile = /^localhost\/(.{1,4096})$/.exec(value)?.[1];
  return localhostProfile === undefined ? undefined : { type: "Localhost", localhostProfile };
}
