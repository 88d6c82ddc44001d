import { quote } from "../../model/quote.ts";
import { findTextAt, findValue, type ManifestMap } from "../kubernetes/manifest-value.ts";
import { parseAddressRange } from "../reachability/address-range.ts";
import { isPort, readProtocol } from "../reachability/read-network-policy.ts";
import type { FlowEnd, FlowRecord } from "./flow.ts";

/** Reads `{ "from": "shop/web", "to": "shop/db", "port": 5432, "protocol": "TCP" }`; without a protocol it is TCP. */
export function readOwnFlow(record: ManifestMap): FlowRecord {
  const from = findTextAt(record, "from");
  const to = findTextAt(record, "to");
  const port = findValue(record, "port");
  const name = findTextAt(record, "protocol") ?? "TCP";
  const protocol = readProtocol(name.toUpperCase());
  if (from === undefined || to === undefined) return refuse("from, to", "two texts", "2 つの文字列");
  if (!isPort(port)) return refuse("port", "a number from 1 to 65535", "1 から 65535 の数値");
  if (protocol === undefined) return refuse(`protocol ${quote(name)}`, "TCP, UDP or SCTP", "TCP、UDP または SCTP");
  return { kind: "flow", flow: { from: endOf(from), to: endOf(to), port, protocol } };
}

function endOf(text: string): FlowEnd {
  return parseAddressRange(text) === undefined ? { workload: text } : { address: text };
}

function refuse(key: string, en: string, ja: string): FlowRecord {
  return { kind: "unreadable", message: { en: `${key}: expected ${en}`, ja: `${key}: ${ja}を指定してください` } };
}
