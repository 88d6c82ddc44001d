import type { CidrValue, IpValue } from "../values.ts";

/** Reads an address of IPv4 or IPv6: no leading zeros, no zone, no IPv4 within IPv6's mapped range. Source: Go, net/netip.ParseAddr; k8s.io/apiserver, cel/library/ip.go. */
export function parseIp(text: string): IpValue | undefined {
  if (text.length > 45) return undefined;
  if (!text.includes(":")) {
    const number = parseIpv4(text);
    return number === undefined ? undefined : { kind: "ip", bits: 32, number };
  }
  const number = parseIpv6(text);
  if (number === undefined || number >> 32n === 0xffffn) return undefined;
  return { kind: "ip", bits: 128, number };
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let number = 0n;
  for (const part of parts) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    number = number * 256n + BigInt(part);
  }
  return number;
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head = "", tail] = halves;
  const before = groupsOf(head, tail === undefined);
  const after = tail === undefined ? [] : groupsOf(tail, true);
  if (before === undefined || after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => 0n), ...after];
  let number = 0n;
  for (const group of groups) number = number * 65_536n + group;
  return number;
}

/** Reads groups of hexadecimal digits; the last two may be written as IPv4 where the address ends. */
function groupsOf(text: string, isEnd: boolean): readonly bigint[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const groups: bigint[] = [];
  for (const [index, part] of parts.entries()) {
    const ipv4 = isEnd && index === parts.length - 1 && part.includes(".") ? parseIpv4(part) : undefined;
    if (ipv4 !== undefined) groups.push(ipv4 >> 16n, ipv4 & 0xffffn);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

/** Writes an address the one canonical way. Source: RFC 5952, section 4. */
export function formatIp({ bits, number }: IpValue): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 255n).join(".");
  const groups = Array.from({ length: 8 }, (_, index) => Number((number >> BigInt(112 - index * 16)) & 0xffffn));
  const { start, length } = longestZeros(groups);
  const write = (part: readonly number[]) => part.map((group) => group.toString(16)).join(":");
  if (length < 2) return write(groups);
  return `${write(groups.slice(0, start))}::${write(groups.slice(start + length))}`;
}

/** Finds the longest run of zeros, of several the first. */
function longestZeros(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length += 1;
    if (length > best.length) best = { start, length };
  }
  return best;
}

/** Reads an address with the length of its prefix: `192.0.2.0/24`. */
export function parseCidr(text: string): CidrValue | undefined {
  const slash = text.lastIndexOf("/");
  const address = slash === -1 ? undefined : parseIp(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (address === undefined || !/^(?:0|[1-9]\d{0,2})$/.test(length) || Number(length) > address.bits) return undefined;
  return { kind: "cidr", address, prefixLength: Number(length) };
}

/** Gives an address with all bits behind a prefix cleared. */
export function maskIp({ bits, number }: IpValue, prefixLength: number): IpValue {
  const shift = BigInt(bits - prefixLength);
  return { kind: "ip", bits, number: (number >> shift) << shift };
}
