import { type ForbiddenValue, hasUserNamespace, type PodSecurityQuestion } from "./forbidden-value.ts";

/**
 * Gives what lets a container run as root: `runAsNonRoot: false`, or no setting for a container at all. What the pod sets
 * to false is given once, even when every container sets it anew.
 */
export const findRootNotRefused: PodSecurityQuestion = (template, minor) => {
  if (minor >= 35 && hasUserNamespace(template)) return [];
  const { spec, containers } = template;
  const found: ForbiddenValue[] = [];
  const field = "/securityContext/runAsNonRoot";
  const shared = spec.securityContext?.runAsNonRoot;
  if (shared === false) found.push({ container: undefined, pointer: `/spec${field}`, value: "false" });
  for (const container of containers) {
    const own = container.spec.securityContext?.runAsNonRoot;
    const pointer = container.pointer + field;
    if (own === false) found.push({ container, pointer, value: "false" });
    else if (own === undefined && shared === undefined) found.push({ container, pointer, value: "" });
  }
  return found;
};

/** Gives who runs as user 0 by number: the pod, or a container for itself. */
export const findRootUser: PodSecurityQuestion = (template, minor) => {
  if (minor >= 35 && hasUserNamespace(template)) return [];
  const { spec, containers } = template;
  const field = "/securityContext/runAsUser";
  const found: ForbiddenValue[] = [];
  if (spec.securityContext?.runAsUser === 0) found.push({ container: undefined, pointer: `/spec${field}`, value: "0" });
  for (const container of containers) {
    if (container.spec.securityContext?.runAsUser !== 0) continue;
    found.push({ container, pointer: container.pointer + field, value: "0" });
  }
  return found;
};
