import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import { readObjects } from "../kubernetes/read-objects.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import { type PodSecurityLevel, podSecurityControlsOf } from "./controls.ts";
import { evaluatePodSecurity } from "./evaluate-pod-security.ts";

/** A container that meets the restricted level of every version. */
const good =
  "securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: [ALL] }, seccompProfile: { type: RuntimeDefault } }";

interface Case {
  readonly name: string;
  /** The `spec` of a pod in flow style, or `metadata` and `spec`. */
  readonly pod: string;
  readonly level: PodSecurityLevel;
  /** Versions and what fails in them, counted from the sources of k8s.io/pod-security-admission 0.37. */
  readonly fails: Readonly<Record<number, readonly string[]>>;
}

const cases: readonly Case[] = [
  {
    name: "an empty container meets the baseline and misses all that the restricted level wants set",
    pod: "spec: { containers: [{ name: a }] }",
    level: "restricted",
    fails: {
      0: ["runAsNonRoot"],
      8: ["allowPrivilegeEscalation", "runAsNonRoot"],
      19: ["allowPrivilegeEscalation", "runAsNonRoot", "seccompProfile_restricted"],
      37: ["allowPrivilegeEscalation", "capabilities_restricted", "runAsNonRoot", "seccompProfile_restricted"],
    },
  },
  {
    name: "a good container meets the restricted level",
    pod: `spec: { containers: [{ name: a, ${good} }] }`,
    level: "restricted",
    fails: { 25: [], 31: [], 37: [] },
  },
  {
    name: "Windows is exempt from what its kernel does not have, since 1.25",
    pod: "spec: { os: { name: windows }, securityContext: { runAsNonRoot: true }, containers: [{ name: a }] }",
    level: "restricted",
    fails: { 24: ["allowPrivilegeEscalation", "capabilities_restricted", "seccompProfile_restricted"], 25: [], 37: [] },
  },
  {
    name: "a user namespace relaxes users from 1.35, /proc for the baseline alone",
    pod: "spec: { hostUsers: false, containers: [{ name: a, securityContext: { procMount: Unmasked, runAsUser: 0, allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }, seccompProfile: { type: Localhost } } }] }",
    level: "restricted",
    fails: { 34: ["procMount", "runAsNonRoot", "runAsUser"], 35: ["procMount_restricted"] },
  },
  {
    name: "a user namespace lets /proc be unmasked at the baseline from 1.35",
    pod: "spec: { hostUsers: false, containers: [{ name: a, securityContext: { procMount: Unmasked } }] }",
    level: "baseline",
    fails: { 34: ["procMount"], 35: [] },
  },
  {
    name: "hosts of probes and hooks from 1.34",
    pod: "spec: { containers: [{ name: a, startupProbe: { tcpSocket: { host: 192.0.2.1, port: 1 } } }] }",
    level: "baseline",
    fails: { 33: [], 34: ["hostProbesAndHostLifecycle"] },
  },
  {
    name: "container_engine_t from 1.31",
    pod: "spec: { securityContext: { seLinuxOptions: { type: container_engine_t } }, containers: [{ name: a }] }",
    level: "baseline",
    fails: { 30: ["seLinuxOptions"], 31: [] },
  },
  {
    name: "sysctls become safe at 1.27, 1.29, 1.32 and 1.37",
    pod: "spec: { securityContext: { sysctls: [{ name: net.ipv4.ip_local_reserved_ports }, { name: net.ipv4.tcp_keepalive_time }, { name: net.ipv4.tcp_rmem }, { name: net.ipv4.tcp_notsent_lowat }] }, containers: [{ name: a }] }",
    level: "baseline",
    fails: { 26: ["sysctls"], 29: ["sysctls"], 36: ["sysctls"], 37: [] },
  },
  {
    name: "an unsafe pod setting counts even when every container sets its own",
    pod: "spec: { securityContext: { seccompProfile: { type: Unconfined }, runAsNonRoot: false, runAsUser: 0, windowsOptions: { hostProcess: true } }, containers: [{ name: a, securityContext: { seccompProfile: { type: RuntimeDefault }, runAsNonRoot: true, runAsUser: 1, allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }, windowsOptions: { hostProcess: false } } }] }",
    level: "restricted",
    fails: { 37: ["windowsHostProcess", "runAsNonRoot", "runAsUser", "seccompProfile_restricted"] },
  },
  {
    name: "ephemeral and init containers count",
    pod: `spec: { containers: [{ name: a, ${good} }], initContainers: [{ name: b, ${good}, ports: [{ hostPort: 1 }] }], ephemeralContainers: [{ name: c, securityContext: { privileged: true } }] }`,
    level: "baseline",
    fails: { 37: ["hostPorts", "privileged"] },
  },
  {
    name: "names of capabilities are compared as written",
    pod: "spec: { containers: [{ name: a, securityContext: { capabilities: { add: [CAP_CHOWN] } } }, { name: b, securityContext: { capabilities: { add: [chown] } } }] }",
    level: "baseline",
    fails: { 37: ["capabilities_baseline"] },
  },
  {
    name: "the restricted level lists paths of the node among volumes",
    pod: `spec: { volumes: [{ name: v, hostPath: { path: /x } }, { name: w, nfs: {} }, { name: u, emptyDir: {} }], containers: [{ name: a, ${good} }] }`,
    level: "restricted",
    fails: { 37: ["restrictedVolumes"] },
  },
  {
    name: "AppArmor by annotation: a container that is not there counts too",
    pod: "metadata: { name: x, annotations: { container.apparmor.security.beta.kubernetes.io/gone: unconfined } }\nspec: { containers: [{ name: a }] }",
    level: "baseline",
    fails: { 25: ["appArmorProfile"], 37: ["appArmorProfile"] },
  },
  {
    name: "seccomp by annotation is asked before 1.19 only",
    pod: "metadata: { name: x, annotations: { seccomp.security.alpha.kubernetes.io/pod: unconfined } }\nspec: { containers: [{ name: a }] }",
    level: "baseline",
    fails: { 18: ["seccompProfile_baseline"], 19: [] },
  },
  {
    name: "fields of a wrong type and null count as not set",
    pod: "spec: { hostPID: null, volumes: [{ name: v, hostPath: null, emptyDir: {} }], containers: [{ name: a, securityContext: null }] }",
    level: "baseline",
    fails: { 37: [] },
  },
];

describe.each(cases)("$name", ({ pod, level, fails }) => {
  test.each(Object.keys(fails).map((version) => ({ minor: Number(version) })))("1.$minor", ({ minor }) => {
    const failed = evaluatePodSecurity(podOf(pod), level, minor).map(({ control }) => control.id);

    expect(failed.toSorted()).toEqual([...(fails[minor] ?? [])].toSorted());
  });
});

// Counted in the sources of k8s.io/pod-security-admission 0.37: what is registered from when, and what is overridden.
test.each([
  { level: "baseline" as const, minor: 25, count: 11 },
  { level: "baseline" as const, minor: 34, count: 12 },
  { level: "restricted" as const, minor: 25, count: 14 },
  { level: "restricted" as const, minor: 34, count: 15 },
  { level: "restricted" as const, minor: 37, count: 15 },
])("$level 1.$minor has $count controls", ({ level, minor, count }) => {
  expect(podSecurityControlsOf(level, minor)).toHaveLength(count);
});

function podOf(pod: string): PodTemplate {
  const head = pod.startsWith("metadata:")
    ? "apiVersion: v1\nkind: Pod\n"
    : "apiVersion: v1\nkind: Pod\nmetadata: { name: x }\n";
  const { objects } = readObjects(parseYamlSource(head + pod), { path: "pod.yaml" });
  const [template] = createManifestSet(objects).templates;
  if (template === undefined) throw new Error("no pod");
  return template;
}
