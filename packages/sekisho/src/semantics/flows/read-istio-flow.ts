import { findTextAt, findValue, type ManifestMap, textMapAt } from "../kubernetes/manifest-value.ts";
import { isPort } from "../reachability/read-network-policy.ts";
import type { FlowEnd, FlowRecord } from "./flow.ts";

/**
 * Reads a line of Istio's access log as a sender's proxy writes it: where to is said by `upstream_cluster`
 * (`outbound|80||db.shop.svc.cluster.local`), who sent it by the log collector's `kubernetes` block or by
 * `source_namespace` and `source_workload`. Source: Istio documentation, Envoy Access Logs.
 */
export function readIstioFlow(record: ManifestMap): FlowRecord {
  const cluster = findTextAt(record, "upstream_cluster") ?? "";
  // The receiver's proxy writes the same connection a second time, without saying who sent it.
  if (cluster.startsWith("inbound|")) return { kind: "other" };
  const from = senderOf(record);
  if (from === undefined) {
    return {
      kind: "unreadable",
      message: {
        en: "expected who sent it: a kubernetes block of the log collector, or source_namespace and source_workload",
        ja: "送信元が必要です。ログ収集基盤が付ける kubernetes ブロック、または source_namespace と source_workload を含めてください",
      },
    };
  }
  const [, port = "", , host = ""] = cluster.split("|");
  const [service = "", namespace = "", kind = ""] = host.split(".");
  const number = Number(port);
  if (cluster.startsWith("outbound|") && kind === "svc" && isPort(number)) {
    return { kind: "flow", flow: { from, to: { namespace, service }, port: number, protocol: "TCP" } };
  }
  return toAddress(record, from);
}

function toAddress(record: ManifestMap, from: FlowEnd): FlowRecord {
  const host = findTextAt(record, "upstream_host") ?? "";
  const colon = host.lastIndexOf(":");
  const port = Number(host.slice(colon + 1));
  if (colon > 0 && isPort(port)) {
    const address = host.slice(0, colon).replace(/^\[|\]$/g, "");
    return { kind: "flow", flow: { from, to: { address }, port, protocol: "TCP" } };
  }
  return {
    kind: "unreadable",
    message: {
      en: "expected an upstream_cluster of a Service (outbound|80||db.shop.svc.cluster.local) or an upstream_host with a port",
      ja: "Service を示す upstream_cluster（outbound|80||db.shop.svc.cluster.local）またはポート付きの upstream_host が必要です",
    },
  };
}

function senderOf(record: ManifestMap): FlowEnd | undefined {
  const workload = findTextAt(record, "source_workload");
  const namespace = findTextAt(record, "source_namespace") ?? findTextAt(record, "source_workload_namespace");
  if (workload !== undefined && namespace !== undefined) return { namespace, workload };
  const block = findValue(record, "kubernetes");
  const collected = findTextAt(block, "namespace_name");
  return collected === undefined ? undefined : { namespace: collected, labels: textMapAt(block, "labels") };
}
