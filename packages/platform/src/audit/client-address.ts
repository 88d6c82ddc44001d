import { isIP } from "node:net";
import { readNetworkList, withoutMapping } from "../outbox/network-list.ts";

/** Tells whether an address belongs to a proxy whose word is taken. */
export type ProxyTrust = (address: string) => boolean;

const maxHops = 20;

/** Trusts nobody's word. */
export function trustNobody(): boolean {
  return false;
}

/**
 * Reads `SEKISHO_TRUSTED_PROXIES`: addresses and networks with commas between them.
 *
 * @throws {SekishoError} `usage` when one of them is neither.
 */
export function readTrustedProxies(written: string | undefined): ProxyTrust {
  return readNetworkList("SEKISHO_TRUSTED_PROXIES", written);
}

/**
 * Gives where a request comes from: the other end of the connection, or, behind proxies that are trusted, the last address
 * in `X-Forwarded-For` that none of them has. What stands further left was written by whoever sent the request.
 */
export function findClientAddress(peer: string, forwardedFor: string | undefined, isTrusted: ProxyTrust): string {
  const address = withoutMapping(peer);
  if (forwardedFor === undefined || !isTrusted(address)) return address;
  const hops = forwardedFor.split(",").slice(-maxHops).toReversed();
  let client = address;
  for (const hop of hops) {
    const named = withoutMapping(withoutPort(hop.trim()));
    // A proxy that writes no address is believed up to here.
    if (isIP(named) === 0) return client;
    client = named;
    if (!isTrusted(named)) return client;
  }
  return client;
}

/** Some proxies write `192.0.2.1:443` and `[2001:db8::1]:443`. */
function withoutPort(hop: string): string {
  const bracketed = /^\[([0-9a-f:.]{2,45})\](?::\d{1,5})?$/i.exec(hop);
  if (bracketed !== null) return bracketed[1] ?? "";
  const withPort = /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/.exec(hop);
  return withPort?.[1] ?? hop;
}
