import { notReadable } from "../errors.ts";
import { binary, type Overload, unary } from "../overload.ts";
import { traversalCost } from "../size.ts";
import { boolType, cidrType, intType, ipType, stringType } from "../type.ts";
import type { CidrValue, IpValue, Result } from "../values.ts";
import { formatIp, maskIp, parseCidr, parseIp } from "./parse-ip.ts";

/** Addresses and ranges of them. Sources: k8s.io/apiserver, cel/library/ip.go and cidr.go. */
export const ipAddresses: readonly Overload[] = [
  unary({ name: "ip", parameters: [stringType], result: ipType, cost: traversalCost }, readIp),
  unary(
    { name: "isIP", parameters: [stringType], result: boolType, cost: traversalCost },
    (text) => parseIp(text) !== undefined,
  ),
  unary({ name: "ip.isCanonical", parameters: [stringType], result: boolType, cost: traversalCost }, (text) => {
    const address = parseIp(text);
    return address === undefined ? notReadable("IP address", text) : formatIp(address) === text;
  }),
  unary({ name: "string", parameters: [ipType], result: stringType }, formatIp),
  unary({ name: "family", isMethod: true, parameters: [ipType], result: intType }, ({ bits }) =>
    bits === 32 ? 4n : 6n,
  ),
  ipTest("isUnspecified", ({ number }) => number === 0n),
  ipTest("isLoopback", isLoopback),
  ipTest("isLinkLocalMulticast", (ip) => isWithin(ip, "224.0.0.0/24") || isLinkLocalMulticast6(ip)),
  ipTest("isLinkLocalUnicast", isLinkLocalUnicast),
  ipTest("isGlobalUnicast", isGlobalUnicast),
  unary(
    { name: "cidr", parameters: [stringType], result: cidrType, cost: traversalCost },
    (text) => parseCidr(text) ?? notReadable("CIDR", text),
  ),
  unary(
    { name: "isCIDR", parameters: [stringType], result: boolType, cost: traversalCost },
    (text) => parseCidr(text) !== undefined,
  ),
  unary(
    { name: "string", parameters: [cidrType], result: stringType },
    ({ address, prefixLength }) => `${formatIp(address)}/${prefixLength}`,
  ),
  unary({ name: "ip", isMethod: true, parameters: [cidrType], result: ipType }, ({ address }) => address),
  unary({ name: "prefixLength", isMethod: true, parameters: [cidrType], result: intType }, ({ prefixLength }) =>
    BigInt(prefixLength),
  ),
  unary({ name: "masked", isMethod: true, parameters: [cidrType], result: cidrType }, ({ address, prefixLength }) => ({
    kind: "cidr",
    address: maskIp(address, prefixLength),
    prefixLength,
  })),
  binary({ name: "containsIP", isMethod: true, parameters: [cidrType, ipType], result: boolType }, containsIp),
  binary(
    { name: "containsIP", isMethod: true, parameters: [cidrType, stringType], result: boolType },
    (range, text) => {
      const address = parseIp(text);
      return address === undefined ? notReadable("IP address", text) : containsIp(range, address);
    },
  ),
  binary({ name: "containsCIDR", isMethod: true, parameters: [cidrType, cidrType], result: boolType }, containsCidr),
  binary(
    { name: "containsCIDR", isMethod: true, parameters: [cidrType, stringType], result: boolType },
    (range, text) => {
      const other = parseCidr(text);
      return other === undefined ? notReadable("CIDR", text) : containsCidr(range, other);
    },
  ),
];

function readIp(text: string): Result {
  return parseIp(text) ?? notReadable("IP address", text);
}

function ipTest(name: string, test: (ip: IpValue) => boolean): Overload {
  return unary({ name, isMethod: true, parameters: [ipType], result: boolType }, test);
}

function containsIp({ address, prefixLength }: CidrValue, ip: IpValue): boolean {
  return address.bits === ip.bits && maskIp(address, prefixLength).number === maskIp(ip, prefixLength).number;
}

function containsCidr(range: CidrValue, other: CidrValue): boolean {
  return other.prefixLength >= range.prefixLength && containsIp(range, other.address);
}

function isWithin(ip: IpValue, range: string): boolean {
  const cidr = parseCidr(range);
  return cidr !== undefined && containsIp(cidr, ip);
}

function isLoopback(ip: IpValue): boolean {
  return isWithin(ip, "127.0.0.0/8") || isWithin(ip, "::1/128");
}

function isLinkLocalUnicast(ip: IpValue): boolean {
  return isWithin(ip, "169.254.0.0/16") || isWithin(ip, "fe80::/10");
}

/** Multicast of IPv6 whose scope is the link. Source: Go, net/netip.Addr.IsLinkLocalMulticast. */
function isLinkLocalMulticast6({ bits, number }: IpValue): boolean {
  return bits === 128 && number >> 120n === 0xffn && ((number >> 112n) & 0xfn) === 2n;
}

/** Any address of one host but loopback and link-local ones, private ones too. Source: Go, net/netip.Addr.IsGlobalUnicast. */
function isGlobalUnicast(ip: IpValue): boolean {
  const isMulticast = isWithin(ip, "224.0.0.0/4") || isWithin(ip, "ff00::/8");
  const isBroadcast = ip.bits === 32 && ip.number === 0xffffffffn;
  return ip.number !== 0n && !isMulticast && !isBroadcast && !isLoopback(ip) && !isLinkLocalUnicast(ip);
}
