import type { PodSecurityQuestion } from "./forbidden-value.ts";

/** Kinds of volumes that the restricted level allows. */
const restrictedVolumeKinds = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
] as const;

/**
 * Gives volumes of other kinds than the restricted level allows. A volume without any source is an emptyDir: the API
 * server makes it one before the pod is judged.
 */
export const findRestrictedVolumes: PodSecurityQuestion = ({ spec }) =>
  (spec.volumes ?? []).flatMap(({ value, pointer }) => {
    if (restrictedVolumeKinds.some((kind) => isHeld(value[kind]))) return [];
    const { name: _name, ...sources } = value;
    const kind = Object.entries(sources).find(([, source]) => isHeld(source))?.[0];
    return kind === undefined ? [] : [{ container: undefined, pointer: `${pointer}/${kind}`, value: kind }];
  });

/** Null is how the API leaves a field out. */
function isHeld(source: unknown): boolean {
  return source !== undefined && source !== null;
}
