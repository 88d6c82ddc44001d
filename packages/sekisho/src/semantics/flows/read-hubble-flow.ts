import {
  emptyRecord,
  findTextAt,
  findValue,
  listAt,
  type ManifestMap,
  type ManifestValue,
  textsAt,
} from "../kubernetes/manifest-value.ts";
import { protocols } from "../reachability/connection-set.ts";
import { isPort } from "../reachability/read-network-policy.ts";
import type { FlowEnd, FlowRecord } from "./flow.ts";

/**
 * Reads a flow of Cilium Hubble (`hubble observe --output jsonpb`, or the exporter's file). Answers and connections that were
 * dropped are no flows to allow. Source: Cilium, api/v1/flow/flow.proto.
 */
export function readHubbleFlow(record: ManifestMap): FlowRecord {
  const flow = findValue(record, "flow") ?? record;
  const verdict = findTextAt(flow, "verdict");
  if (verdict !== undefined && verdict !== "FORWARDED" && verdict !== "REDIRECTED") return { kind: "other" };
  if (findValue(flow, "is_reply") === true || findTextAt(flow, "l7", "type") === "RESPONSE") return { kind: "other" };
  const protocol = protocols.find((name) => findValue(flow, "l4", name) !== undefined);
  // ICMP and other layers have no ports that a policy could name.
  if (protocol === undefined) return { kind: "other" };
  const port = findValue(flow, "l4", protocol, "destination_port");
  const from = endOf(findValue(flow, "source"), findTextAt(flow, "IP", "source"));
  const to = endOf(findValue(flow, "destination"), findTextAt(flow, "IP", "destination"));
  if (isPort(port) && from !== undefined && to !== undefined)
    return { kind: "flow", flow: { from, to, port, protocol } };
  return {
    kind: "unreadable",
    message: {
      en: "expected source, destination and destination_port in the flow",
      ja: "フローに source、destination、destination_port が必要です",
    },
  };
}

function endOf(end: ManifestValue | undefined, address: string | undefined): FlowEnd | undefined {
  const namespace = findTextAt(end, "namespace");
  const labels = textsAt(end, "labels");
  if (namespace !== undefined && namespace !== "") {
    const workload = findTextAt(listAt(end, "workloads")[0], "name");
    return { namespace, labels: podLabels(labels), ...(workload === undefined ? {} : { workload }) };
  }
  return address === undefined ? undefined : { address };
}

/** Labels of the pod itself: Cilium adds those of the namespace under long names of its own. */
function podLabels(labels: readonly string[]): Readonly<Record<string, string>> {
  const found = emptyRecord<string>();
  for (const label of labels) {
    const [source, text] = label.startsWith("k8s:") ? ["k8s", label.slice("k8s:".length)] : ["", ""];
    const equals = text.indexOf("=");
    if (source === "" || equals < 1 || text.startsWith("io.cilium.") || text.startsWith("io.kubernetes.")) continue;
    found[text.slice(0, equals)] = text.slice(equals + 1);
  }
  return found;
}
