import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import { groupOf } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { findTextAt, findValue, listAt, type ManifestValue, textMapAt } from "../kubernetes/manifest-value.ts";
import {
  type ConnectionSet,
  connectionsOf,
  intersectConnections,
  noConnection,
  uniteConnections,
} from "./connection-set.ts";
import type { EndpointGroup } from "./endpoint.ts";
import { type Labels, namespaceNameLabel } from "./label-predicate.ts";
import { portsBetween } from "./port-intervals.ts";
import type { Reachability } from "./reachability.ts";
import { readProtocol } from "./read-network-policy.ts";

/** The name that connections from controllers of Ingress, Route and Gateway objects stand under. */
export const ingressController = "{ingress-controller}";

/** A way into the cluster: a workload's ports behind an object that publishes them. */
export interface WayIn {
  readonly group: number;
  readonly object: ManifestObject;
  /** Ports of the pods. */
  readonly connections: ConnectionSet;
  /** Whether a controller hands the connections on, or the addresses outside reach the pods themselves. */
  readonly by: "controller" | "address";
}

/** Finds what Services, Ingress, Route and Gateway objects publish. */
export function findWaysIn(set: ManifestSet, groups: readonly EndpointGroup[]): readonly WayIn[] {
  const byNamespace = Map.groupBy(groups.keys(), (number) => groups[number]?.namespace ?? "");
  const backends: Backends = { set, groups, byNamespace };
  const ways: WayIn[] = [];
  for (const object of set.objects) {
    const address = { service: object, port: undefined };
    for (const way of isPublicService(object) ? wayTo(backends, object, address, "address") : []) ways.push(way);
    for (const backend of backendsOf(object, set)) {
      for (const way of wayTo(backends, object, backend, "controller")) ways.push(way);
    }
  }
  return ways;
}

/** Tells whether a Service is published outside of the cluster. */
function isPublicService(object: ManifestObject): boolean {
  if (object.kind !== "Service" || groupOf(object) !== "") return false;
  const type = findTextAt(object.content, "spec", "type");
  return type === "LoadBalancer" || type === "NodePort" || listAt(object.content, "spec", "externalIPs").length > 0;
}

/**
 * Gives the connections that controllers hand on to a group, as its policies allow them: the controllers' pods are not
 * known, so that a policy that lets in one of the well-known ones lets them in.
 */
export function acceptedFromControllers(reachability: Reachability, way: WayIn): ConnectionSet {
  const { table } = reachability;
  let accepted = noConnection;
  for (const controller of knownControllers) {
    const labels = { ...controller.labels };
    const namespaceLabels = {
      [namespaceNameLabel]: controller.namespace,
      name: controller.namespace,
      ...controller.namespaceLabels,
    };
    const number = reachability.acceptedFrom(way.group, { namespaceLabels, labels });
    accepted = uniteConnections(accepted, table.at(number));
  }
  return intersectConnections(accepted, way.connections);
}

interface KnownController {
  readonly namespace: string;
  readonly namespaceLabels?: Labels;
  readonly labels: Labels;
}

/** Where the controllers of Ingress, Route and Gateway objects run by their own installation guides. */
const knownControllers: readonly KnownController[] = [
  {
    namespace: "ingress-nginx",
    labels: { "app.kubernetes.io/name": "ingress-nginx", "app.kubernetes.io/component": "controller" },
  },
  {
    namespace: "openshift-ingress",
    namespaceLabels: {
      "network.openshift.io/policy-group": "ingress",
      "policy-group.network.openshift.io/ingress": "",
    },
    labels: {},
  },
  {
    namespace: "openshift-ingress-operator",
    namespaceLabels: { "openshift.io/cluster-monitoring": "true" },
    labels: {},
  },
  { namespace: "traefik", labels: { "app.kubernetes.io/name": "traefik" } },
  { namespace: "istio-system", labels: { istio: "ingressgateway", app: "istio-ingressgateway" } },
  { namespace: "istio-ingress", labels: { istio: "ingress" } },
  { namespace: "kong", labels: { "app.kubernetes.io/name": "kong" } },
  { namespace: "projectcontour", labels: { app: "envoy" } },
  { namespace: "envoy-gateway-system", labels: { "app.kubernetes.io/name": "envoy" } },
  { namespace: "haproxy-controller", labels: { run: "haproxy-ingress" } },
];

interface Backend {
  readonly service: ManifestObject;
  /** Port of the Service, by number or name; every port when not given. */
  readonly port: string | number | undefined;
}

interface Backends {
  readonly set: ManifestSet;
  readonly groups: readonly EndpointGroup[];
  readonly byNamespace: ReadonlyMap<string, readonly number[]>;
}

function backendsOf(object: ManifestObject, set: ManifestSet): readonly Backend[] {
  const group = groupOf(object);
  const find = (name: string | undefined, namespace = object.namespace) =>
    name === undefined ? undefined : set.find("Service", namespace, name);
  if (object.kind === "Ingress" && (group === "networking.k8s.io" || group === "extensions")) {
    return ingressBackends(object).flatMap((backend) => {
      const named = findValue(backend, "service");
      const service = find(findTextAt(named, "name") ?? findTextAt(backend, "serviceName"));
      const number =
        findValue(named, "port", "number") ?? findValue(named, "port", "name") ?? findValue(backend, "servicePort");
      return service === undefined ? [] : [{ service, port: asPort(number) }];
    });
  }
  if (object.kind === "Route" && group === "route.openshift.io") {
    const spec = findValue(object.content, "spec");
    const targets = [findValue(spec, "to"), ...listAt(spec, "alternateBackends")];
    return targets.flatMap((target) => {
      const service = find(findTextAt(target, "name"));
      return service === undefined ? [] : [{ service, port: asPort(findValue(spec, "port", "targetPort")) }];
    });
  }
  if (group !== "gateway.networking.k8s.io" || !object.kind.endsWith("Route")) return [];
  return listAt(object.content, "spec", "rules").flatMap((rule) =>
    listAt(rule, "backendRefs").flatMap((reference) => {
      const service = find(findTextAt(reference, "name"), findTextAt(reference, "namespace") ?? object.namespace);
      return service === undefined ? [] : [{ service, port: asPort(findValue(reference, "port")) }];
    }),
  );
}

function ingressBackends({ content }: ManifestObject): readonly ManifestValue[] {
  const fallback = findValue(content, "spec", "defaultBackend") ?? findValue(content, "spec", "backend");
  const paths = listAt(content, "spec", "rules").flatMap((rule) => listAt(rule, "http", "paths"));
  const backends = paths.flatMap((path) => findValue(path, "backend") ?? []);
  return fallback === undefined || fallback === null ? backends : [fallback, ...backends];
}

function asPort(value: ManifestValue | undefined): string | number | undefined {
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}

function wayTo(
  { groups, byNamespace }: Backends,
  object: ManifestObject,
  { service, port }: Backend,
  by: WayIn["by"],
): readonly WayIn[] {
  const selector = Object.entries(textMapAt(service.content, "spec", "selector"));
  if (selector.length === 0) return [];
  return (byNamespace.get(service.namespace) ?? []).flatMap((number) => {
    const group = groups[number];
    if (group === undefined || !selector.every(([key, value]) => group.labels[key] === value)) return [];
    const connections = podPorts(service, port, group);
    return connections === noConnection ? [] : [{ group: number, object, connections, by }];
  });
}

/** Gives the ports of a group's pods behind a port of a Service; a Route may name the pods' port itself. */
export function podPorts(
  service: ManifestObject,
  port: string | number | undefined,
  group: EndpointGroup,
): ConnectionSet {
  let connections = noConnection;
  for (const written of listAt(service.content, "spec", "ports")) {
    const number = findValue(written, "port");
    const target = findValue(written, "targetPort") ?? number;
    const isOne = port === undefined || port === number || port === findTextAt(written, "name") || port === target;
    const protocol = readProtocol(findTextAt(written, "protocol") ?? "TCP");
    if (!isOne || protocol === undefined) continue;
    const numbers =
      typeof target === "string"
        ? group.namedPorts
            .filter((named) => named.name === target && named.protocol === protocol)
            .map((named) => named.port)
        : [target];
    for (const podPort of numbers) {
      if (typeof podPort !== "number") continue;
      connections = uniteConnections(connections, connectionsOf(protocol, portsBetween(podPort, podPort)));
    }
  }
  return connections;
}
