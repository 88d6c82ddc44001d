import { childPointer } from "../kubernetes/manifest-value.ts";
import type { ContainerSpec } from "./container-spec.ts";
import type { PodSpec } from "./pod-spec.ts";
import type { ContainerSecurityContext, PodSecurityContext } from "./security-context.ts";

/** A value with the place that sets it. */
export interface EffectiveValue<Value> {
  readonly value: Value;
  /** JSON pointer in the pod template. */
  readonly pointer: string;
}

type Shared = keyof NonNullable<ContainerSecurityContext> & keyof NonNullable<PodSecurityContext>;

type SettingOf<Name extends Shared> = EffectiveValue<NonNullable<NonNullable<ContainerSecurityContext>[Name]>>;

/**
 * The settings that a pod gives to its containers and a container may set anew: the container's win. `undefined` where
 * neither sets one. Source: Kubernetes documentation, "Configure a Security Context for a Pod or Container".
 */
export interface EffectiveSettings {
  readonly runAsUser: SettingOf<"runAsUser"> | undefined;
  readonly runAsGroup: SettingOf<"runAsGroup"> | undefined;
  readonly runAsNonRoot: SettingOf<"runAsNonRoot"> | undefined;
  readonly seccompProfile: SettingOf<"seccompProfile"> | undefined;
  readonly appArmorProfile: SettingOf<"appArmorProfile"> | undefined;
  readonly seLinuxOptions: SettingOf<"seLinuxOptions"> | undefined;
  readonly windowsOptions: SettingOf<"windowsOptions"> | undefined;
}

/** Gives what holds for a container of a pod. */
export function effectiveSettings(pod: PodSpec, container: ContainerSpec, pointer: string): EffectiveSettings {
  const own = container?.securityContext;
  const shared = pod?.securityContext;
  const choose = <Name extends Shared>(name: Name): SettingOf<Name> | undefined => {
    const set = own?.[name];
    if (set !== undefined) return { value: set, pointer: childPointer(childPointer(pointer, "securityContext"), name) };
    const given = shared?.[name];
    return given === undefined ? undefined : { value: given, pointer: childPointer("/spec/securityContext", name) };
  };
  return {
    runAsUser: choose("runAsUser"),
    runAsGroup: choose("runAsGroup"),
    runAsNonRoot: choose("runAsNonRoot"),
    seccompProfile: choose("seccompProfile"),
    appArmorProfile: choose("appArmorProfile"),
    seLinuxOptions: choose("seLinuxOptions"),
    windowsOptions: choose("windowsOptions"),
  };
}
