import { describeGroupKind } from "./group-kind.ts";
import type { ManifestObject } from "./manifest-object.ts";
import { findTextAt, findValue, isManifestMap, listAt, type ManifestValue } from "./manifest-value.ts";

/** A place where a route sends traffic to a Service. */
export interface BackendReference {
  /** JSON pointer of the backend in the route. */
  readonly pointer: string;
  readonly namespace: string;
  readonly service: string;
  /** A number, a name, or `undefined` when none is written. */
  readonly port: number | string | undefined;
}

/** The kinds whose backends are read, `Kind.group`. */
export const routeKinds = [
  "Ingress.networking.k8s.io",
  "Ingress.extensions",
  "HTTPRoute.gateway.networking.k8s.io",
  "GRPCRoute.gateway.networking.k8s.io",
  "TLSRoute.gateway.networking.k8s.io",
  "TCPRoute.gateway.networking.k8s.io",
  "UDPRoute.gateway.networking.k8s.io",
  "Route.route.openshift.io",
] as const;

/** Gives the Services that an Ingress, a route of the Gateway API or an OpenShift Route sends traffic to. */
export function backendReferences(object: ManifestObject): readonly BackendReference[] {
  const kind = describeGroupKind(object);
  if (kind === "Ingress.networking.k8s.io" || kind === "Ingress.extensions") return ingressBackends(object);
  if (kind === "Route.route.openshift.io") return openShiftBackends(object);
  return routeKinds.some((known) => known === kind) ? gatewayBackends(object) : [];
}

function ingressBackends({ content, namespace }: ManifestObject): readonly BackendReference[] {
  const places: (readonly [string, ManifestValue | undefined])[] = [
    ["/spec/defaultBackend", findValue(content, "spec", "defaultBackend")],
    ["/spec/backend", findValue(content, "spec", "backend")],
  ];
  for (const [rule, written] of listAt(content, "spec", "rules").entries()) {
    for (const [path, held] of listAt(written, "http", "paths").entries()) {
      places.push([`/spec/rules/${rule}/http/paths/${path}/backend`, findValue(held, "backend")]);
    }
  }
  return places.flatMap(([pointer, backend]): readonly BackendReference[] => {
    const service = findTextAt(backend, "service", "name") ?? findTextAt(backend, "serviceName");
    if (service === undefined) return [];
    const port =
      findValue(backend, "service", "port", "number") ??
      findValue(backend, "service", "port", "name") ??
      findValue(backend, "servicePort");
    return [{ pointer, namespace, service, port: portOf(port) }];
  });
}

function gatewayBackends({ content, namespace }: ManifestObject): readonly BackendReference[] {
  return listAt(content, "spec", "rules").flatMap((rule, index) =>
    listAt(rule, "backendRefs").flatMap((backend, place): readonly BackendReference[] => {
      const isService = (findTextAt(backend, "kind") ?? "Service") === "Service" && !findTextAt(backend, "group");
      const service = findTextAt(backend, "name");
      if (!isService || service === undefined) return [];
      return [
        {
          pointer: `/spec/rules/${index}/backendRefs/${place}`,
          namespace: findTextAt(backend, "namespace") ?? namespace,
          service,
          port: portOf(findValue(backend, "port")),
        },
      ];
    }),
  );
}

function openShiftBackends({ content, namespace }: ManifestObject): readonly BackendReference[] {
  const others = listAt(content, "spec", "alternateBackends").map(
    (backend, index) => [`/spec/alternateBackends/${index}`, backend] as const,
  );
  return [["/spec/to", findValue(content, "spec", "to")] as const, ...others].flatMap(([pointer, backend]) => {
    const service = findTextAt(backend, "name");
    if (!isManifestMap(backend) || service === undefined) return [];
    return [{ pointer, namespace, service, port: undefined }];
  });
}

function portOf(value: ManifestValue | undefined): number | string | undefined {
  return typeof value === "number" || typeof value === "string" ? value : undefined;
}
