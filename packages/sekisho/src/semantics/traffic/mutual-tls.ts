import { matchesLabelSelector } from "../kubernetes/label-selector.ts";
import { groupOf, type ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { findTextAt, mapAt } from "../kubernetes/manifest-value.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";

/** What a service mesh does with connections to a workload. */
export type MutualTls =
  /** Nothing in the set says that there is a mesh. */
  | { readonly kind: "none" }
  /** `mode` is that of Istio; only `STRICT` refuses clear text. */
  | { readonly kind: "istio"; readonly object: ManifestObject; readonly mode: string }
  /** `policy` is the default for what comes in; `isStrict` when it takes mutual TLS alone. */
  | { readonly kind: "linkerd"; readonly policy: string; readonly isStrict: boolean };

/**
 * Gives what a service mesh does with connections to a workload.
 * Sources: Istio reference, PeerAuthentication; Linkerd documentation, "Automatic mTLS" and "Authorization Policy".
 */
export function mutualTlsOf(template: PodTemplate, set: ManifestSet): MutualTls {
  const found = findPeerAuthentication(template, set);
  return found === undefined ? readLinkerd(template, set) : { kind: "istio", ...found };
}

/** Tells whether connections in clear text are refused. */
export function refusesClearText(tls: MutualTls): boolean {
  return tls.kind === "istio" ? tls.mode === "STRICT" : tls.kind === "linkerd" && tls.isStrict;
}

const meshRoot = "istio-system";

/** The most specific one counts: of the workload, of its namespace, of the mesh. */
function findPeerAuthentication(
  { workload, labels }: PodTemplate,
  set: ManifestSet,
): { readonly object: ManifestObject; readonly mode: string } | undefined {
  let best: { readonly object: ManifestObject; readonly mode: string; readonly rank: number } | undefined;
  for (const object of set.ofKind("PeerAuthentication")) {
    if (groupOf(object) !== "security.istio.io") continue;
    const mode = findTextAt(object.content, "spec", "mtls", "mode");
    if (mode === undefined || mode === "UNSET") continue;
    const selector = mapAt(object.content, "spec", "selector");
    const hasSelector = Object.keys(selector).length > 0;
    const isHere = object.namespace === workload.namespace;
    if (!isHere && (object.namespace !== meshRoot || hasSelector)) continue;
    if (hasSelector && !matchesLabelSelector(selector, labels)) continue;
    const rank = Number(isHere) + Number(hasSelector);
    if (best === undefined || rank > best.rank) best = { object, mode, rank };
  }
  return best === undefined ? undefined : { object: best.object, mode: best.mode };
}

const authenticatedPolicies = ["all-authenticated", "cluster-authenticated"];

function readLinkerd({ workload, annotations }: PodTemplate, set: ManifestSet): MutualTls {
  const namespace = set.find("Namespace", "", workload.namespace)?.annotations ?? {};
  const read = (key: string): string | undefined => annotations[key] ?? namespace[key];
  if (read("linkerd.io/inject") !== "enabled") return { kind: "none" };
  const policy = read("config.linkerd.io/default-inbound-policy") ?? "";
  return { kind: "linkerd", policy, isStrict: authenticatedPolicies.includes(policy) };
}
