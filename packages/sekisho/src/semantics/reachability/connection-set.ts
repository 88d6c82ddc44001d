import {
  everyPort,
  formatPorts,
  intersectPorts,
  noPort,
  type PortIntervals,
  subtractPorts,
  unitePorts,
} from "./port-intervals.ts";

/** The protocols that network policies can name, in the order in which they are written. */
export const protocols = ["SCTP", "TCP", "UDP"] as const;

/** A protocol with ports. */
export type Protocol = (typeof protocols)[number];

/** Which connections are meant: the ports of the receiver, by protocol. */
export type ConnectionSet = { readonly [Name in Protocol]: PortIntervals };

/** Every connection. */
export const everyConnection: ConnectionSet = Object.freeze({ SCTP: everyPort, TCP: everyPort, UDP: everyPort });

/** No connection. */
export const noConnection: ConnectionSet = Object.freeze({ SCTP: noPort, TCP: noPort, UDP: noPort });

/** Gives connections to ports of one protocol. */
export function connectionsOf(protocol: Protocol, ports: PortIntervals): ConnectionSet {
  return { ...noConnection, [protocol]: ports };
}

/** Gives what is in either. */
export function uniteConnections(left: ConnectionSet, right: ConnectionSet): ConnectionSet {
  return eachProtocol((protocol) => unitePorts(left[protocol], right[protocol]));
}

/** Gives what is in both. */
export function intersectConnections(left: ConnectionSet, right: ConnectionSet): ConnectionSet {
  return eachProtocol((protocol) => intersectPorts(left[protocol], right[protocol]));
}

/** Gives what is in the first and not in the second. */
export function subtractConnections(left: ConnectionSet, right: ConnectionSet): ConnectionSet {
  return eachProtocol((protocol) => subtractPorts(left[protocol], right[protocol]));
}

/** Tells whether there is no connection in it. */
export function isEmptyConnection(connections: ConnectionSet): boolean {
  return protocols.every((protocol) => connections[protocol].length === 0);
}

/** Writes connections as `All`, `None`, or `TCP 80,8080-8090;UDP 53`. */
export function formatConnections(connections: ConnectionSet): string {
  if (protocols.every((protocol) => isEveryPort(connections[protocol]))) return "All";
  const parts: string[] = [];
  for (const protocol of protocols) {
    const ports = connections[protocol];
    if (ports.length > 0) parts.push(`${protocol} ${formatPorts(ports)}`);
  }
  return parts.length === 0 ? "None" : parts.join(";");
}

function isEveryPort(ports: PortIntervals): boolean {
  return ports.length === 2 && ports[0] === everyPort[0] && ports[1] === everyPort[1];
}

function eachProtocol(portsOf: (protocol: Protocol) => PortIntervals): ConnectionSet {
  return { SCTP: portsOf("SCTP"), TCP: portsOf("TCP"), UDP: portsOf("UDP") };
}
