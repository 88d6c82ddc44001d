/** Orders in which people write the fields of an object, by the key that holds the map; nothing depends on them but looks. */
const orders: ReadonlyMap<string, readonly string[]> = new Map([
  ["", ["apiVersion", "kind", "metadata", "automountServiceAccountToken", "type", "immutable", "spec"]],
  ["metadata", ["name", "generateName", "namespace", "labels", "annotations"]],
  [
    "containers",
    [
      "name",
      "image",
      "imagePullPolicy",
      "command",
      "args",
      "workingDir",
      "ports",
      "envFrom",
      "env",
      "resources",
      "restartPolicy",
      "volumeMounts",
      "volumeDevices",
      "livenessProbe",
      "readinessProbe",
      "startupProbe",
      "lifecycle",
      "securityContext",
    ],
  ],
  [
    "pod",
    [
      "serviceAccountName",
      "automountServiceAccountToken",
      "enableServiceLinks",
      "hostNetwork",
      "hostPID",
      "hostIPC",
      "hostUsers",
      "shareProcessNamespace",
      "runtimeClassName",
      "priorityClassName",
      "terminationGracePeriodSeconds",
      "securityContext",
      "initContainers",
      "containers",
      "restartPolicy",
      "nodeSelector",
      "affinity",
      "tolerations",
      "topologySpreadConstraints",
      "volumes",
    ],
  ],
  [
    "workload",
    ["replicas", "revisionHistoryLimit", "strategy", "updateStrategy", "selector", "serviceName", "template"],
  ],
  ["resources", ["requests", "limits"]],
]);

/** Gives the conventional order of the keys of a map; empty when there is none. */
export function conventionalOrder(path: readonly string[], keys: readonly string[]): readonly string[] {
  const held = path.at(-1) ?? "";
  if (keys.includes("containers") && held === "spec") return orders.get("pod") ?? [];
  if (keys.includes("template") && held === "spec") return orders.get("workload") ?? [];
  if (/^\d{1,9}$/.test(held))
    return /^(?:init|ephemeral)?containers$/i.test(path.at(-2) ?? "") ? containerOrder() : objectOrder(keys);
  return orders.get(held) ?? [];
}

function containerOrder(): readonly string[] {
  return orders.get("containers") ?? [];
}

/** An item of a List is an object of its own. */
function objectOrder(keys: readonly string[]): readonly string[] {
  return keys.includes("kind") ? (orders.get("") ?? []) : [];
}
