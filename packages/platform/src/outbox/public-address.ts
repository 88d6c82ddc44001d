import { isIP } from "node:net";
import { makeNetworkList, type NetworkList } from "./network-list.ts";

/** Networks that are not the internet's. Source: IANA, Special-Purpose Address Registries of IPv4 and IPv6; RFC 6890. */
const specialNetworks = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "::/128",
  "::1/128",
  // Addresses of version 4 inside of those of version 6 lead to the same machines; ::ffff:0:0/96 is looked up as version 4.
  "64:ff9b::/96",
  "64:ff9b:1::/48",
  "100::/64",
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "fc00::/7",
  "fe80::/10",
  "fec0::/10",
  "ff00::/8",
];
const isSpecial = makeNetworkList(specialNetworks, "special networks");

/** Tells whether somebody who names a destination may make the server connect to an address. */
export function isAllowedAddress(address: string, isAllowedByOwner: NetworkList): boolean {
  if (isIP(address) === 0) return false;
  return isAllowedByOwner(address) || !isSpecial(address);
}
