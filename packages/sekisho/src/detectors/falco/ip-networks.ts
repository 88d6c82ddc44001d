/** An address: IPv4 as one number, IPv6 as four of 32 bits. */
type Address = number | readonly [number, number, number, number];

/** Says whether a text is an address in a set of addresses and networks; one that is no address is in none. */
export type AddressTest = (text: string) => boolean;

interface Network {
  readonly address: Address;
  readonly bits: number;
}

/** How many addresses a test remembers. */
const maxRemembered = 4096;

/** Makes the test of a set of addresses and networks (`10.0.0.0/8`); `undefined` when one of them is neither. */
export function createAddressTest(written: readonly string[]): AddressTest | undefined {
  const networks = written.map(parseNetwork);
  const sound = networks.filter((network) => network !== undefined);
  if (sound.length < networks.length) return undefined;
  const remembered = new Map<string, boolean>();
  return (text) => {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const address = parseAddress(text);
    const isIn = address !== undefined && sound.some((network) => contains(network, address));
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(text, isIn);
    return isIn;
  };
}

function contains({ address: base, bits }: Network, address: Address): boolean {
  if (typeof base === "number") return typeof address === "number" && samePrefix(base, address, bits);
  if (typeof address === "number") return false;
  return base.every((part, index) =>
    samePrefix(part, address[index] ?? 0, Math.min(32, Math.max(0, bits - index * 32))),
  );
}

function samePrefix(left: number, right: number, bits: number): boolean {
  return bits === 0 || (left ^ right) >>> (32 - bits) === 0;
}

function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf("/");
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  const most = typeof address === "number" ? 32 : 128;
  if (slash === -1) return { address, bits: most };
  const digits = text.slice(slash + 1);
  const bits = /^[0-9]{1,3}$/.test(digits) ? Number(digits) : -1;
  return bits >= 0 && bits <= most ? { address, bits } : undefined;
}

/** Reads an address; IPv4 within IPv6 (`::ffff:10.0.0.1`) is the IPv4 address. */
function parseAddress(text: string): Address | undefined {
  if (text.length > 45) return undefined;
  if (!text.includes(":")) return parseIpv4(text);
  const groups = parseIpv6(text);
  if (groups === undefined) return undefined;
  const [first = 0, second = 0, third = 0, fourth = 0] = [0, 2, 4, 6].map(
    (at) => (((groups[at] ?? 0) << 16) | (groups[at + 1] ?? 0)) >>> 0,
  );
  const isMapped = first === 0 && second === 0 && third === 0xffff;
  return isMapped ? fourth : [first, second, third, fourth];
}

function parseIpv4(text: string): number | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let number = 0;
  for (const part of parts) {
    if (!/^[0-9]{1,3}$/.test(part) || Number(part) > 255) return undefined;
    number = number * 256 + Number(part);
  }
  return number;
}

function parseIpv6(text: string): readonly number[] | undefined {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const before = groupsOf(head);
  const after = groupsOf(tail ?? "");
  if (before === undefined || after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return [...before, ...Array.from({ length: missing }, () => 0), ...after];
}

function groupsOf(text: string): readonly number[] | undefined {
  if (text === "") return [];
  const groups: number[] = [];
  for (const part of text.split(":")) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      groups.push(Number.parseInt(part, 16));
      continue;
    }
    const ipv4 = parseIpv4(part);
    if (ipv4 === undefined) return undefined;
    groups.push(ipv4 >>> 16, ipv4 & 0xffff);
  }
  return groups;
}
