import { findTextAt, findValue, type ManifestValue } from "../kubernetes/manifest-value.ts";

/** What a port of a Service carries, as far as it is in clear text. */
export type ClearProtocol = "HTTP" | "gRPC";

/**
 * Gives the protocol in clear text that a port of a Service says it carries; `undefined` for one that is encrypted or says
 * nothing.
 *
 * `appProtocol` counts, then the name of the port up to its first hyphen. `kubernetes.io/h2c` and `h2c` are HTTP/2 without TLS,
 * which gRPC is made of. Sources: Kubernetes documentation, "Application protocol"; Istio documentation, "Protocol Selection";
 * RFC 7540, section 3.2 (h2c).
 */
export function clearProtocolOf(port: ManifestValue): ClearProtocol | undefined {
  const application = findTextAt(port, "appProtocol")?.toLowerCase();
  const named = findTextAt(port, "name")?.toLowerCase() ?? "";
  if (application !== undefined) return clearProtocols.get(application) ?? fromNumber(port, application === "");
  if (namesEncryption(named)) return undefined;
  return clearProtocols.get(named) ?? clearProtocols.get(prefixOf(named)) ?? fromNumber(port, true);
}

const clearProtocols: ReadonlyMap<string, ClearProtocol> = new Map([
  ["http", "HTTP"],
  ["ws", "HTTP"],
  ["kubernetes.io/ws", "HTTP"],
  ["grpc", "gRPC"],
  ["grpc-web", "gRPC"],
  ["h2c", "gRPC"],
  ["kubernetes.io/h2c", "gRPC"],
]);

/** Words of a port's name that say that its connections are encrypted: `grpc-tls`, `grpcs`, `https`. */
function namesEncryption(name: string): boolean {
  return name.split("-").some((word) => ["https", "grpcs", "wss", "tls", "mtls", "ssl"].includes(word));
}

function prefixOf(name: string): string {
  const [first = ""] = name.split("-", 1);
  return first;
}

function fromNumber(port: ManifestValue, isSilent: boolean): ClearProtocol | undefined {
  return isSilent && findValue(port, "port") === 80 ? "HTTP" : undefined;
}
