import { maskIp, parseCidr, parseIp } from "../cel/functions/parse-ip.ts";

/** An entry of a list that an address falls into. */
export interface ListedAddress {
  /** Name of the list. */
  readonly list: string;
  /** The entry as the list writes it: `198.51.100.0/24`. */
  readonly entry: string;
}

/** Lists of addresses and networks. */
export interface AddressLists {
  /** Gives the first entry of each list that an address falls into; none for a text that is no address. */
  find(address: string): readonly ListedAddress[];
}

/** The entries of one list. */
export interface AddressList {
  readonly name: string;
  /** Addresses and networks, each of IPv4 or IPv6. */
  readonly entries: readonly string[];
}

/** Lists without entries. */
export const noAddressLists: AddressLists = { find: () => [] };

/** So many addresses are remembered with what was found for them. */
const maxRemembered = 65_536;

/** Makes lists ready to be asked; what is no address or network is left out, see `isAddressEntry`. */
export function createAddressLists(lists: readonly AddressList[]): AddressLists {
  const indexed = lists.map(({ name, entries }) => ({ name, networks: indexNetworks(entries) }));
  if (indexed.length === 0) return noAddressLists;
  const known = new Map<string, readonly ListedAddress[]>();
  return {
    find(address) {
      const before = known.get(address);
      if (before !== undefined) return before;
      const found = indexed.flatMap(({ name, networks }): readonly ListedAddress[] => {
        const entry = findNetwork(networks, address);
        return entry === undefined ? [] : [{ list: name, entry }];
      });
      if (known.size >= maxRemembered) known.clear();
      known.set(address, found);
      return found;
    },
  };
}

/** Tells whether a text is an address or a network: `203.0.113.7`, `2001:db8::/32`. */
export function isAddressEntry(text: string): boolean {
  return parseNetwork(text) !== undefined;
}

/** Entries by width of the address, length of the prefix, then network: a question asks once for each length in use. */
type Networks = ReadonlyMap<string, Lengths>;

interface Lengths {
  readonly bits: 32 | 128;
  readonly length: number;
  /** By `keyOf` the network. */
  readonly entries: Map<string, string>;
}

function indexNetworks(entries: readonly string[]): Networks {
  const networks = new Map<string, Lengths>();
  for (const entry of entries) {
    const parsed = parseNetwork(entry);
    if (parsed === undefined) continue;
    const { address, prefixLength } = parsed;
    const key = `${address.bits}/${prefixLength}`;
    const lengths = networks.get(key) ?? { bits: address.bits, length: prefixLength, entries: new Map() };
    networks.set(key, lengths);
    const network = keyOf(maskIp(address, prefixLength).number);
    if (!lengths.entries.has(network)) lengths.entries.set(network, entry);
  }
  return networks;
}

function findNetwork(networks: Networks, text: string): string | undefined {
  const address = parseIp(withoutMapping(text));
  if (address === undefined) return undefined;
  for (const { bits, length, entries } of networks.values()) {
    if (bits !== address.bits) continue;
    const entry = entries.get(keyOf(maskIp(address, length).number));
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** V8 tells large integers apart in a `Map` by their last 64 bits, which are the same in all networks of IPv6: texts, by all. */
function keyOf(network: bigint): string {
  return network.toString(32);
}

function parseNetwork(text: string) {
  const entry = withoutMapping(text);
  if (entry.includes("/")) return parseCidr(entry);
  const address = parseIp(entry);
  return address === undefined ? undefined : { address, prefixLength: address.bits };
}

/** An address of IPv4 that a socket of IPv6 reports is the same address. Source: RFC 4291, section 2.5.5.2. */
function withoutMapping(text: string): string {
  return /^::ffff:\d/i.test(text) ? text.slice("::ffff:".length) : text;
}
