import type { OffsetRange } from "../../model/source-text.ts";

/** A part of a port specification with its range in the text. */
export interface PortPart extends OffsetRange {
  readonly text: string;
}

/** `[address:[host port:]]port[-port][/protocol]` taken apart; nothing is checked. */
export interface PortSpecification {
  /** Without its colon; brackets of an IPv6 address kept. */
  readonly address: PortPart | undefined;
  /** Without its colon. */
  readonly hostPort: PortPart | undefined;
  /** One port, or two joined by a hyphen. */
  readonly port: PortPart;
  /** Without the slash; `undefined` when none is written: TCP. */
  readonly protocol: PortPart | undefined;
}

/** The highest port number there is. Source: RFC 9293 and RFC 768, 16 bits. */
export const highestPort = 65_535;

/**
 * Takes a word of EXPOSE apart.
 * Source: Dockerfile reference, "EXPOSE"; BuildKit, convert_expose.go, splitParts and splitProtoPort.
 */
export function splitPortSpecification(text: string): PortSpecification {
  const lastColon = text.lastIndexOf(":");
  const slash = text.indexOf("/", lastColon + 1);
  const port = partOf(text, lastColon + 1, slash === -1 ? text.length : slash);
  const protocol = slash === -1 ? undefined : partOf(text, slash + 1, text.length);
  if (lastColon === -1) return { address: undefined, hostPort: undefined, port, protocol };
  const addressEnd = text.lastIndexOf(":", lastColon - 1);
  const hostPort = partOf(text, lastColon === 0 ? 0 : addressEnd + 1, lastColon);
  const address = addressEnd <= 0 || lastColon === 0 ? undefined : partOf(text, 0, addressEnd);
  return { address, hostPort: hostPort.text === "" ? undefined : hostPort, port, protocol };
}

/** Gives the lowest and highest port of `80` or `8000-9000`; `undefined` for what is no number. */
export function parsePortRange(text: string): { readonly low: number; readonly high: number } | undefined {
  const match = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(text);
  if (match === null) return undefined;
  const low = Number(match[1]);
  return { low, high: match[2] === undefined ? low : Number(match[2]) };
}

function partOf(text: string, start: number, end: number): PortPart {
  return { text: text.slice(start, end), start, end };
}
