import type { ContainerSpec } from "../pod-settings/container-spec.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { VolumeSpec } from "../pod-settings/volume-spec.ts";
import { findTextAt, listAt } from "./manifest-value.ts";
import type { Placed } from "./shape.ts";

/** A place where a pod names another object of its namespace. */
export interface ObjectReference {
  readonly kind: "ConfigMap" | "Secret" | "PersistentVolumeClaim" | "ServiceAccount";
  readonly name: string;
  /** The keys of it that are read; `undefined` when it is read as a whole, or has no keys. */
  readonly keys: readonly string[] | undefined;
  /** JSON pointer in the pod template. */
  readonly pointer: string;
  /** Whether the pod starts without it. */
  readonly isOptional: boolean;
}

const known = new WeakMap<PodTemplate, readonly ObjectReference[]>();

/** Gives every place where a pod names a ConfigMap, Secret, claim or ServiceAccount. */
export function podReferences(template: PodTemplate): readonly ObjectReference[] {
  const before = known.get(template);
  if (before !== undefined) return before;
  const references = [
    ...template.containers.flatMap(({ spec }) => containerReferences(spec)),
    ...volumeReferences(template),
    ...(template.spec.imagePullSecrets ?? []).flatMap(({ value, pointer }) =>
      reference("Secret", value.name, { pointer: `${pointer}/name`, isOptional: true }),
    ),
    ...accountReference(template),
  ];
  known.set(template, references);
  return references;
}

type Rest = Pick<ObjectReference, "pointer"> & {
  readonly keys?: readonly string[];
  readonly isOptional?: boolean | undefined;
};

function reference(
  kind: ObjectReference["kind"],
  name: string | undefined,
  { pointer, keys, isOptional }: Rest,
): readonly ObjectReference[] {
  if (name === undefined || name === "") return [];
  return [{ kind, name, keys, pointer, isOptional: isOptional ?? false }];
}

function containerReferences(spec: ContainerSpec): readonly ObjectReference[] {
  const found: ObjectReference[] = [];
  for (const { value, pointer } of spec.env ?? []) {
    const { configMapKeyRef: map, secretKeyRef: secret } = value.valueFrom ?? {};
    found.push(
      ...reference("ConfigMap", map?.name, {
        pointer: `${pointer}/valueFrom/configMapKeyRef`,
        keys: map?.key === undefined ? [] : [map.key],
        isOptional: map?.optional,
      }),
      ...reference("Secret", secret?.name, {
        pointer: `${pointer}/valueFrom/secretKeyRef`,
        keys: secret?.key === undefined ? [] : [secret.key],
        isOptional: secret?.optional,
      }),
    );
  }
  for (const { value, pointer } of spec.envFrom ?? []) {
    const { configMapRef: map, secretRef: secret } = value;
    found.push(
      ...reference("ConfigMap", map?.name, { pointer: `${pointer}/configMapRef/name`, isOptional: map?.optional }),
      ...reference("Secret", secret?.name, { pointer: `${pointer}/secretRef/name`, isOptional: secret?.optional }),
    );
  }
  return found;
}

function volumeReferences({ spec, workload }: PodTemplate): readonly ObjectReference[] {
  // A StatefulSet puts a claim of its own in the place of a volume with the same name.
  const own = new Set(
    listAt(workload.content, "spec", "volumeClaimTemplates").map((claim) => findTextAt(claim, "metadata", "name")),
  );
  return (spec.volumes ?? []).flatMap(({ value, pointer }) =>
    own.has(value.name) ? [] : referencesOfVolume(value, pointer),
  );
}

function referencesOfVolume(volume: VolumeSpec, pointer: string): readonly ObjectReference[] {
  const { configMap, secret, projected, persistentVolumeClaim: claim, csi } = volume;
  return [
    ...reference("ConfigMap", configMap?.name, {
      pointer: `${pointer}/configMap/name`,
      ...keysOf(configMap?.items),
      isOptional: configMap?.optional,
    }),
    ...reference("Secret", secret?.secretName, {
      pointer: `${pointer}/secret/secretName`,
      ...keysOf(secret?.items),
      isOptional: secret?.optional,
    }),
    ...reference("PersistentVolumeClaim", claim?.claimName, { pointer: `${pointer}/persistentVolumeClaim/claimName` }),
    ...reference("Secret", csi?.nodePublishSecretRef?.name, {
      pointer: `${pointer}/csi/nodePublishSecretRef/name`,
    }),
    ...(projected?.sources ?? []).flatMap(({ value: source, pointer: place }) => [
      ...reference("ConfigMap", source.configMap?.name, {
        pointer: `${place}/configMap/name`,
        ...keysOf(source.configMap?.items),
        isOptional: source.configMap?.optional,
      }),
      ...reference("Secret", source.secret?.name, {
        pointer: `${place}/secret/name`,
        ...keysOf(source.secret?.items),
        isOptional: source.secret?.optional,
      }),
    ]),
  ];
}

function keysOf(items: readonly Placed<{ readonly key?: string }>[] | undefined): {
  readonly keys?: readonly string[];
} {
  if (items === undefined) return {};
  return { keys: items.flatMap(({ value }) => value.key ?? []) };
}

function accountReference({ spec }: PodTemplate): readonly ObjectReference[] {
  const field = spec.serviceAccountName === undefined ? "serviceAccount" : "serviceAccountName";
  return reference("ServiceAccount", spec[field], { pointer: `/spec/${field}` });
}
