import { fields, integer, listOf, plainListOf, text, truth, type ValueOf } from "../kubernetes/shape.ts";

const seLinuxOptions = fields({ user: text, role: text, type: text, level: text });

const seccompProfile = fields({ type: text, localhostProfile: text });

const appArmorProfile = fields({ type: text, localhostProfile: text });

const windowsOptions = fields({
  gmsaCredentialSpecName: text,
  gmsaCredentialSpec: text,
  runAsUserName: text,
  hostProcess: truth,
});

/** Reads the `securityContext` of a pod. Source: Kubernetes API, PodSecurityContext v1. */
export const podSecurityContext = fields({
  seLinuxOptions,
  windowsOptions,
  runAsUser: integer,
  runAsGroup: integer,
  runAsNonRoot: truth,
  supplementalGroups: plainListOf(integer),
  supplementalGroupsPolicy: text,
  fsGroup: integer,
  sysctls: listOf(fields({ name: text, value: text })),
  fsGroupChangePolicy: text,
  seccompProfile,
  appArmorProfile,
  seLinuxChangePolicy: text,
});

/** Reads the `securityContext` of a container. Source: Kubernetes API, SecurityContext v1. */
export const containerSecurityContext = fields({
  capabilities: fields({ add: plainListOf(text), drop: plainListOf(text) }),
  privileged: truth,
  seLinuxOptions,
  windowsOptions,
  runAsUser: integer,
  runAsGroup: integer,
  runAsNonRoot: truth,
  readOnlyRootFilesystem: truth,
  allowPrivilegeEscalation: truth,
  procMount: text,
  seccompProfile,
  appArmorProfile,
});

/** The `securityContext` of a pod. */
export type PodSecurityContext = ValueOf<typeof podSecurityContext>;

/** The `securityContext` of a container. */
export type ContainerSecurityContext = ValueOf<typeof containerSecurityContext>;
