import { BlockList, isIP } from "node:net";
import { SekishoError } from "sekisho";

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
  if (written === undefined || written.trim() === "") return trustNobody;
  const trusted = new BlockList();
  for (const part of written.split(",")) addNetwork(trusted, part.trim());
  return (address) => {
    const plain = withoutMapping(address);
    const version = isIP(plain);
    return version !== 0 && trusted.check(plain, version === 4 ? "ipv4" : "ipv6");
  };
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

function addNetwork(trusted: BlockList, written: string): void {
  const [address = "", bits, ...rest] = written.split("/");
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? most : Number(bits);
  const isRight = version !== 0 && rest.length === 0 && (bits === undefined || /^\d{1,3}$/.test(bits));
  if (isRight && prefix <= most) {
    trusted.addSubnet(address, prefix, version === 4 ? "ipv4" : "ipv6");
    return;
  }
  throw new SekishoError("usage", {
    en: `SEKISHO_TRUSTED_PROXIES: expected addresses or networks such as 10.0.0.0/8, got ${JSON.stringify(written.slice(0, 60))}`,
    ja: `SEKISHO_TRUSTED_PROXIES には 10.0.0.0/8 のようなアドレスまたはネットワークを指定してください（指定値: ${JSON.stringify(written.slice(0, 60))}）。`,
  });
}

/** `::ffff:192.0.2.1` is 192.0.2.1 on a socket of both families. */
function withoutMapping(address: string): string {
  return /^::ffff:\d{1,3}(?:\.\d{1,3}){3}$/i.test(address) ? address.slice(7) : address;
}

/** Some proxies write `192.0.2.1:443` and `[2001:db8::1]:443`. */
function withoutPort(hop: string): string {
  const bracketed = /^\[([0-9a-f:.]{2,45})\](?::\d{1,5})?$/i.exec(hop);
  if (bracketed !== null) return bracketed[1] ?? "";
  const withPort = /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/.exec(hop);
  return withPort?.[1] ?? hop;
}
