import { pointerPart } from "../kubernetes/manifest-value.ts";
import type { PodContainer, PodTemplate } from "../pod-settings/pod-template.ts";
import type { ForbiddenValue, PodSecurityQuestion } from "./forbidden-value.ts";

/** Begins the annotation that named a container's AppArmor profile before there was a field. */
export const appArmorAnnotationPrefix = "container.apparmor.security.beta.kubernetes.io/";

/** The annotation that named the seccomp profile of a pod before there was a field. */
export const seccompPodAnnotation = "seccomp.security.alpha.kubernetes.io/pod";

/** Begins the annotation that named the seccomp profile of a container. */
export const seccompContainerAnnotationPrefix = "container.seccomp.security.alpha.kubernetes.io/";

/** Gives AppArmor profiles other than the runtime's or one of the node, by field or by annotation. */
export const findAppArmorProfiles: PodSecurityQuestion = (template) => {
  const found = wrongTypes(template, "appArmorProfile");
  for (const [key, value] of Object.entries(template.annotations)) {
    if (!key.startsWith(appArmorAnnotationPrefix)) continue;
    if (value === "" || value === "runtime/default" || value.startsWith("localhost/")) continue;
    const name = key.slice(appArmorAnnotationPrefix.length);
    const container = template.containers.find((candidate) => candidate.name === name);
    found.push({ container, pointer: annotationPointer(key), value });
  }
  return found;
};

/** Gives seccomp profiles other than the runtime's or one of the node; before v1.19 by annotation, since then by field. */
export const findSeccompProfiles: PodSecurityQuestion = (template, minor) =>
  minor >= 19 ? wrongTypes(template, "seccompProfile") : wrongSeccompAnnotations(template);

/** Gives the containers for which neither they nor the pod have a usable seccomp profile, where no wrong one is set. */
export const findSeccompProfilesMissing: PodSecurityQuestion = (template, minor) => {
  if (minor >= 25 && template.system === "windows") return [];
  const shared = template.spec.securityContext?.seccompProfile;
  if (shared !== undefined && isUsable(shared.type)) return [];
  return template.containers
    .filter(({ spec }) => spec.securityContext?.seccompProfile === undefined)
    .map((container) => ({ container, pointer: `${container.pointer}/securityContext/seccompProfile`, value: "" }));
};

/** Gives wrong seccomp profiles as the restricted level sees them: nothing for Windows since v1.25. */
export const findSeccompProfilesOutsideWindows: PodSecurityQuestion = (template, minor) =>
  minor >= 25 && template.system === "windows" ? [] : wrongTypes(template, "seccompProfile");

const seLinuxTypes: ReadonlySet<string> = new Set(["", "container_t", "container_init_t", "container_kvm_t"]);

/** Gives SELinux settings that change more than the level: a type of no container, a user, a role. */
export const findSeLinuxOptions: PodSecurityQuestion = ({ spec, containers }, minor) => {
  const isAllowed = (type: string) => seLinuxTypes.has(type) || (minor >= 31 && type === "container_engine_t");
  const judge = (
    options: NonNullable<PodTemplate["spec"]["securityContext"]>["seLinuxOptions"],
    container: PodContainer | undefined,
  ): readonly ForbiddenValue[] => {
    if (options === undefined) return [];
    const pointer = `${container?.pointer ?? "/spec"}/securityContext/seLinuxOptions`;
    const { type = "", user = "", role = "" } = options;
    return [
      ...(isAllowed(type) ? [] : [{ container, pointer: `${pointer}/type`, value: `type ${type}` }]),
      ...(user === "" ? [] : [{ container, pointer: `${pointer}/user`, value: `user ${user}` }]),
      ...(role === "" ? [] : [{ container, pointer: `${pointer}/role`, value: `role ${role}` }]),
    ];
  };
  return [
    ...judge(spec.securityContext?.seLinuxOptions, undefined),
    ...containers.flatMap((container) => judge(container.spec.securityContext?.seLinuxOptions, container)),
  ];
};

/** Gives the pointer of an annotation in its pod template. */
export function annotationPointer(key: string): string {
  return `/metadata/annotations${pointerPart(key)}`;
}

function isUsable(type: string | undefined): boolean {
  return type === "RuntimeDefault" || type === "Localhost";
}

function wrongTypes(template: PodTemplate, field: "appArmorProfile" | "seccompProfile"): ForbiddenValue[] {
  const found: ForbiddenValue[] = [];
  const place = `/securityContext/${field}`;
  const shared = template.spec.securityContext?.[field];
  if (shared !== undefined && !isUsable(shared.type)) {
    found.push({ container: undefined, pointer: `/spec${place}/type`, value: shared.type ?? "" });
  }
  for (const container of template.containers) {
    const own = container.spec.securityContext?.[field];
    if (own === undefined || isUsable(own.type)) continue;
    found.push({ container, pointer: `${container.pointer}${place}/type`, value: own.type ?? "" });
  }
  return found;
}

function wrongSeccompAnnotations({ annotations, containers }: PodTemplate): readonly ForbiddenValue[] {
  const asked: readonly (readonly [string, PodContainer | undefined])[] = [
    [seccompPodAnnotation, undefined],
    ...containers.map((container) => [seccompContainerAnnotationPrefix + container.name, container] as const),
  ];
  return asked.flatMap(([key, container]) => {
    const value = annotations[key];
    if (value === undefined || value === "runtime/default" || value === "docker/default") return [];
    return value.startsWith("localhost/") ? [] : [{ container, pointer: annotationPointer(key), value }];
  });
}
