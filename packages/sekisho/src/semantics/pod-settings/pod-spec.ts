import {
  anything,
  fields,
  integer,
  integerOrText,
  listOf,
  plainListOf,
  quantityText,
  recordOf,
  text,
  truth,
  type ValueOf,
} from "../kubernetes/shape.ts";
import { containerSpec } from "./container-spec.ts";
import { podSecurityContext } from "./security-context.ts";
import { volumeSpec } from "./volume-spec.ts";

const requirement = fields({ key: text, operator: text, values: plainListOf(text) });

/** Reads a label selector. Source: Kubernetes API, LabelSelector v1. */
const labelSelector = fields({ matchLabels: recordOf(text), matchExpressions: listOf(requirement) });

const podAffinityTerm = fields({
  labelSelector,
  namespaces: plainListOf(text),
  topologyKey: text,
  namespaceSelector: labelSelector,
  matchLabelKeys: plainListOf(text),
  mismatchLabelKeys: plainListOf(text),
});

const podAffinity = fields({
  requiredDuringSchedulingIgnoredDuringExecution: listOf(podAffinityTerm),
  preferredDuringSchedulingIgnoredDuringExecution: listOf(fields({ weight: integer, podAffinityTerm })),
});

const nodeSelectorTerm = fields({ matchExpressions: listOf(requirement), matchFields: listOf(requirement) });

const affinity = fields({
  nodeAffinity: fields({
    requiredDuringSchedulingIgnoredDuringExecution: fields({ nodeSelectorTerms: listOf(nodeSelectorTerm) }),
    preferredDuringSchedulingIgnoredDuringExecution: listOf(fields({ weight: integer, preference: nodeSelectorTerm })),
  }),
  podAffinity,
  podAntiAffinity: podAffinity,
});

const toleration = fields({ key: text, operator: text, value: text, effect: text, tolerationSeconds: integer });

const topologySpreadConstraint = fields({
  maxSkew: integer,
  topologyKey: text,
  whenUnsatisfiable: text,
  labelSelector,
  minDomains: integer,
  nodeAffinityPolicy: text,
  nodeTaintsPolicy: text,
  matchLabelKeys: plainListOf(text),
});

/** Reads what a pod is made of. Source: Kubernetes API, PodSpec v1. */
export const podSpec = fields({
  volumes: listOf(volumeSpec),
  initContainers: listOf(containerSpec),
  containers: listOf(containerSpec),
  ephemeralContainers: listOf(containerSpec),
  restartPolicy: text,
  terminationGracePeriodSeconds: integer,
  activeDeadlineSeconds: integer,
  dnsPolicy: text,
  nodeSelector: recordOf(text),
  serviceAccountName: text,
  serviceAccount: text,
  automountServiceAccountToken: truth,
  nodeName: text,
  hostNetwork: truth,
  hostPID: truth,
  hostIPC: truth,
  hostUsers: truth,
  shareProcessNamespace: truth,
  securityContext: podSecurityContext,
  imagePullSecrets: listOf(fields({ name: text })),
  hostname: text,
  subdomain: text,
  hostnameOverride: text,
  affinity,
  schedulerName: text,
  tolerations: listOf(toleration),
  hostAliases: listOf(fields({ ip: text, hostnames: plainListOf(text) })),
  priorityClassName: text,
  priority: integer,
  dnsConfig: fields({
    nameservers: plainListOf(text),
    searches: plainListOf(text),
    options: listOf(fields({ name: text, value: integerOrText })),
  }),
  readinessGates: listOf(fields({ conditionType: text })),
  runtimeClassName: text,
  enableServiceLinks: truth,
  preemptionPolicy: text,
  overhead: recordOf(quantityText),
  topologySpreadConstraints: listOf(topologySpreadConstraint),
  setHostnameAsFQDN: truth,
  os: fields({ name: text }),
  schedulingGates: listOf(fields({ name: text })),
  resourceClaims: anything,
  resources: fields({ limits: recordOf(quantityText), requests: recordOf(quantityText) }),
  workloadRef: anything,
});

/** What a pod is made of, as written: fields of a wrong type are left out. */
export type PodSpec = ValueOf<typeof podSpec>;
