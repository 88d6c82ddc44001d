import { findTextAt, listAt, type ManifestMap, textMapAt, textsAt } from "./manifest-value.ts";

/** A way in which a Service is reached from outside of the cluster. */
export type ServiceExposure = "node-port" | "load-balancer" | "external-address";

/** Annotations that make a load balancer an inner one. Sources: the clouds' documentation of Service annotations. */
const innerAnnotations: ReadonlyMap<string, readonly string[]> = new Map([
  ["networking.gke.io/load-balancer-type", ["Internal"]],
  ["cloud.google.com/load-balancer-type", ["Internal"]],
  ["service.beta.kubernetes.io/azure-load-balancer-internal", ["true"]],
  ["service.beta.kubernetes.io/aws-load-balancer-internal", ["true", "0.0.0.0/0"]],
  ["service.beta.kubernetes.io/aws-load-balancer-scheme", ["internal"]],
  ["service.beta.kubernetes.io/oci-load-balancer-internal", ["true"]],
  ["service.beta.kubernetes.io/openstack-internal-load-balancer", ["true"]],
]);

/**
 * Gives the ways in which the content of a Service opens it to outside; none for a load balancer that is reached from
 * inside of the cloud's network or from named ranges alone.
 */
export function exposuresOf(content: ManifestMap): readonly ServiceExposure[] {
  const exposures: ServiceExposure[] = [];
  const type = findTextAt(content, "spec", "type");
  if (type === "NodePort") exposures.push("node-port");
  if (type === "LoadBalancer" && isOpen(content)) exposures.push("load-balancer");
  if (textsAt(content, "spec", "externalIPs").length > 0) exposures.push("external-address");
  return exposures;
}

function isOpen(content: ManifestMap): boolean {
  if (listAt(content, "spec", "loadBalancerSourceRanges").length > 0) return false;
  const annotations = textMapAt(content, "metadata", "annotations");
  return ![...innerAnnotations].some(([name, values]) => values.includes(annotations[name] ?? ""));
}
