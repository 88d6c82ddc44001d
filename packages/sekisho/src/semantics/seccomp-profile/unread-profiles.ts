import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import type { PodContainer, PodTemplate } from "../pod-settings/pod-template.ts";

/** A profile of the node that a pod names and that is not in the set. */
export interface UnreadProfile {
  /** The container that names it; the pod itself when `undefined`. */
  readonly container: PodContainer | undefined;
  /** JSON pointer in the pod template. */
  readonly pointer: string;
  /** The path as the pod names it; empty when it names none. */
  readonly file: string;
}

/**
 * Gives the `Localhost` seccomp profiles of a pod whose content nobody has seen. The folder on the node is not that of the
 * repository, so that the file's name decides; a SeccompProfile object of the operator becomes a file with its name and `.json`.
 */
export function findUnreadSeccompProfiles(template: PodTemplate, set: ManifestSet): readonly UnreadProfile[] {
  const places = [
    { container: undefined, base: "/spec", context: template.spec.securityContext },
    ...template.containers.map((container) => ({
      container,
      base: container.pointer,
      context: container.spec.securityContext,
    })),
  ];
  return places.flatMap(({ container, base, context }) => {
    const { type, localhostProfile: file = "" } = context?.seccompProfile ?? {};
    if (type !== "Localhost" || (file !== "" && profileNames(set).has(fileName(file)))) return [];
    return [{ container, pointer: `${base}/securityContext/seccompProfile/localhostProfile`, file }];
  });
}

const known = new WeakMap<ManifestSet, ReadonlySet<string>>();

/** Names of the files that the profiles of a set become on a node. */
function profileNames(set: ManifestSet): ReadonlySet<string> {
  const before = known.get(set);
  if (before !== undefined) return before;
  const names = new Set(
    set.ofKind("SeccompProfile").map(({ apiVersion, name }) => (apiVersion === "" ? name : `${name}.json`)),
  );
  known.set(set, names);
  return names;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
