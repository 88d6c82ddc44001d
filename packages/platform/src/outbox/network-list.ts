import { BlockList, isIP } from "node:net";
import { SekishoError } from "sekisho";

/** Tells whether an address is in a list of networks. */
export type NetworkList = (address: string) => boolean;

/**
 * Reads addresses and networks with commas between them, as a variable of the environment has them.
 *
 * @throws {SekishoError} `usage` when one of them is neither.
 */
export function readNetworkList(variable: string, written: string | undefined): NetworkList {
  if (written === undefined || written.trim() === "") return () => false;
  return makeNetworkList(
    written.split(",").map((part) => part.trim()),
    variable,
  );
}

/** Makes a list of networks such as `10.0.0.0/8`. */
export function makeNetworkList(networks: readonly string[], variable: string): NetworkList {
  const list = new BlockList();
  for (const network of networks) addNetwork(list, network, variable);
  return (address) => {
    const plain = withoutMapping(address);
    const version = isIP(plain);
    return version !== 0 && list.check(plain, version === 4 ? "ipv4" : "ipv6");
  };
}

/** `::ffff:192.0.2.1` is 192.0.2.1 on a socket of both families. */
export function withoutMapping(address: string): string {
  return /^::ffff:\d{1,3}(?:\.\d{1,3}){3}$/i.test(address) ? address.slice(7) : address;
}

function addNetwork(list: BlockList, written: string, variable: string): void {
  const [address = "", bits, ...rest] = written.split("/");
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? most : Number(bits);
  const isRight = version !== 0 && rest.length === 0 && (bits === undefined || /^\d{1,3}$/.test(bits));
  if (isRight && prefix <= most) {
    list.addSubnet(address, prefix, version === 4 ? "ipv4" : "ipv6");
    return;
  }
  throw new SekishoError("usage", {
    en: `${variable}: expected addresses or networks such as 10.0.0.0/8, got ${JSON.stringify(written.slice(0, 60))}`,
    ja: `${variable} には 10.0.0.0/8 のようなアドレスまたはネットワークを指定してください（指定値: ${JSON.stringify(written.slice(0, 60))}）。`,
  });
}
