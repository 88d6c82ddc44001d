import { BlockList, isIP } from "node:net";

/** Tells whether a text is an address or a network: `203.0.113.7`, `10.0.0.0/8`, `2001:db8::/32`. */
export function isNetwork(text: string): boolean {
  return readNetwork(text) !== undefined;
}

/** Tells whether an address lies in one of the networks; what is no address lies in none. */
export function isInNetworks(networks: readonly string[], address: string): boolean {
  // How a server that listens on IPv6 sees an address of IPv4.
  const plain = address.replace(/^::ffff:(?=\d{1,3}\.)/i, "");
  const version = isIP(plain);
  if (version === 0) return false;
  const list = new BlockList();
  for (const text of networks) {
    const network = readNetwork(text);
    if (network !== undefined) list.addSubnet(network.address, network.prefix, network.family);
  }
  return list.check(plain, version === 4 ? "ipv4" : "ipv6");
}

interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

function readNetwork(text: string): Network | undefined {
  const [address = "", bits, ...rest] = text.split("/");
  const version = isIP(address);
  const longest = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? longest : Number(bits);
  const isRight = version !== 0 && rest.length === 0 && (bits === undefined || /^\d{1,3}$/.test(bits));
  if (!isRight || prefix > longest || address.includes("%")) return undefined;
  return { address, prefix, family: version === 4 ? "ipv4" : "ipv6" };
}
