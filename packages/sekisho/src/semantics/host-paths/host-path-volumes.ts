import type { PodContainer, PodTemplate } from "../pod-settings/pod-template.ts";
import { classifyHostPath, type HostPathClass } from "./classify-host-path.ts";

/** A volume that is a path of the node. */
export interface HostPathVolume {
  readonly name: string;
  /** As written. */
  readonly path: string;
  readonly class: HostPathClass;
  /** JSON pointer of the path in the pod template. */
  readonly pointer: string;
  /** Where containers mount it so that they can write. */
  readonly writableMounts: readonly HostPathMount[];
}

/** A place where a container mounts a path of the node. */
export interface HostPathMount {
  readonly container: PodContainer;
  /** JSON pointer of the mount in the pod template. */
  readonly pointer: string;
}

/** Gives the volumes of a pod that are paths of its node. */
export function findHostPathVolumes(template: PodTemplate): readonly HostPathVolume[] {
  return (template.spec.volumes ?? []).flatMap(({ value: { name = "", hostPath }, pointer }) => {
    if (hostPath === undefined) return [];
    const { path = "" } = hostPath;
    return [
      {
        name,
        path,
        class: classifyHostPath(path),
        pointer: `${pointer}/hostPath/path`,
        writableMounts: findWritableMounts(template, name),
      },
    ];
  });
}

function findWritableMounts({ containers }: PodTemplate, volume: string): readonly HostPathMount[] {
  return containers.flatMap((container) =>
    (container.spec.volumeMounts ?? [])
      .filter(({ value }) => value.name === volume && value.readOnly !== true)
      .map(({ pointer }) => ({ container, pointer })),
  );
}
