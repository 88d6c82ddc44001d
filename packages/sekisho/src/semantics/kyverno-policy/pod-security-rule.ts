import { findTextAt, listAt, type ManifestMap, type ManifestValue, textsAt } from "../kubernetes/manifest-value.ts";
import type { PodSecurityControlId } from "../pod-security/controls.ts";
import { evaluatePodSecurity, type FailedControl } from "../pod-security/evaluate-pod-security.ts";
import type { ForbiddenValue } from "../pod-security/forbidden-value.ts";
import type { KyvernoRule, RuleBreach } from "./kyverno-rule.ts";
import type { Unanswerable } from "./match-resource.ts";
import { matchesText } from "./match-scalar.ts";

/** The names that the Pod Security Standards give to controls, and how Kubernetes' own admission names them. */
const controlsByName: ReadonlyMap<string, readonly PodSecurityControlId[]> = new Map<
  string,
  readonly PodSecurityControlId[]
>(
  Object.entries({
    HostProcess: ["windowsHostProcess"],
    "Host Namespaces": ["hostNamespaces"],
    "Privileged Containers": ["privileged"],
    Capabilities: ["capabilities_baseline", "capabilities_restricted"],
    "HostPath Volumes": ["hostPathVolumes"],
    "Host Ports": ["hostPorts"],
    "Host Probes / Lifecycle Hooks": ["hostProbesAndHostLifecycle"],
    AppArmor: ["appArmorProfile"],
    SELinux: ["seLinuxOptions"],
    "/proc Mount Type": ["procMount", "procMount_restricted"],
    Seccomp: ["seccompProfile_baseline", "seccompProfile_restricted"],
    Sysctls: ["sysctls"],
    "Volume Types": ["restrictedVolumes"],
    "Privilege Escalation": ["allowPrivilegeEscalation"],
    "Running as Non-root": ["runAsNonRoot"],
    "Running as Non-root user": ["runAsUser"],
  }),
);

/** An exclusion of a control, for all or for the containers with certain images. */
interface Exclusion {
  readonly controls: readonly PodSecurityControlId[];
  readonly images: readonly string[];
}

/** Reads `podSecurity` of a rule: a level and a version of the Pod Security Standards, less what is excluded. */
export function readPodSecurityRule(
  written: ManifestMap,
  pointer: string,
  unanswerable: Unanswerable[],
): KyvernoRule["judge"] {
  const level = findTextAt(written, "level") === "restricted" ? "restricted" : "baseline";
  const version = findTextAt(written, "version") ?? "latest";
  const wantedMinor = /^v1\.(\d{1,3})$/.exec(version)?.[1];
  const exclusions = listAt(written, "exclude").map((one, index) =>
    readExclusion(one, `${pointer}/exclude/${index}`, unanswerable),
  );
  return ({ template, kubernetesMinor }) => {
    if (template === undefined) return [];
    const minor = wantedMinor === undefined ? kubernetesMinor : Number(wantedMinor);
    return evaluatePodSecurity(template, level, minor).flatMap((failed) => breachesOf(failed, exclusions));
  };
}

function readExclusion(written: ManifestValue, pointer: string, unanswerable: Unanswerable[]): Exclusion {
  const controls = controlsByName.get(findTextAt(written, "controlName") ?? "");
  if (controls === undefined) unanswerable.push({ pointer: `${pointer}/controlName`, what: "controlName" });
  if (findTextAt(written, "restrictedField") !== undefined)
    unanswerable.push({ pointer: `${pointer}/restrictedField`, what: "restrictedField" });
  return { controls: controls ?? [], images: textsAt(written, "images") };
}

function breachesOf({ control, values }: FailedControl, exclusions: readonly Exclusion[]): readonly RuleBreach[] {
  const own = exclusions.filter(({ controls }) => controls.includes(control.id));
  return values
    .filter((value) => !own.some((exclusion) => isExcluded(value, exclusion)))
    .map(({ container, pointer, value }) => ({
      pointer,
      message: messageOf(control.id, value),
      ...(container === undefined ? {} : { container: container.name }),
    }));
}

/** With images, an exclusion is for what stands in containers with one of them. */
function isExcluded({ container }: ForbiddenValue, { images }: Exclusion): boolean {
  if (images.length === 0) return true;
  const image = container?.spec.image;
  return image !== undefined && images.some((pattern) => matchesText(pattern, image));
}

function messageOf(control: string, value: string) {
  const shown = value === "" ? "" : `: ${value}`;
  return {
    en: `The control ${control} of the Pod Security Standards is not met${shown}.`,
    ja: `Pod Security Standards の ${control} を満たしていません${shown}。`,
  };
}
