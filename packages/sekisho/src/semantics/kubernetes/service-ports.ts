import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { ManifestObject } from "./manifest-object.ts";
import { findTextAt, findValue, listAt } from "./manifest-value.ts";

/** A port of a Service. */
export interface ServicePort {
  /** JSON pointer of the port in the Service. */
  readonly pointer: string;
  readonly name: string | undefined;
  readonly port: number | undefined;
  /** The port of the container, by number or name; the Service's own number when none is written. */
  readonly target: number | string | undefined;
  /** Whether the target is written. */
  readonly hasTarget: boolean;
  readonly protocol: string;
}

/** Gives the ports of a Service. */
export function servicePorts({ content }: ManifestObject): readonly ServicePort[] {
  return listAt(content, "spec", "ports").map((written, index) => {
    const port = findValue(written, "port");
    const target = findValue(written, "targetPort");
    const hasTarget = typeof target === "number" || typeof target === "string";
    const number = typeof port === "number" ? port : undefined;
    return {
      pointer: `/spec/ports/${index}`,
      name: findTextAt(written, "name"),
      port: number,
      target: hasTarget ? target : number,
      hasTarget,
      protocol: findTextAt(written, "protocol") ?? "TCP",
    };
  });
}

/** A port that a container of a pod declares. */
export interface DeclaredPort {
  readonly name: string | undefined;
  readonly port: number | undefined;
  readonly protocol: string;
}

/** Gives the ports that the running containers of a pod declare. */
export function declaredPorts({ containers }: PodTemplate): readonly DeclaredPort[] {
  return containers
    .filter(({ role }) => role === "main" || role === "sidecar")
    .flatMap(({ spec }) =>
      (spec.ports ?? []).map(({ value }) => ({
        name: value.name,
        port: value.containerPort,
        protocol: value.protocol ?? "TCP",
      })),
    );
}

/** Tells whether a text may name a port. Source: RFC 6335, section 5.1, as Kubernetes validates it. */
export function isPortName(text: string): boolean {
  return (
    text.length <= 15 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(text) && /[a-z]/.test(text) && !text.includes("--")
  );
}

/** Tells whether a number may be a port. */
export function isPortNumber(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}
