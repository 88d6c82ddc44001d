import type { Text } from "../../model/text.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { textMapAt } from "../kubernetes/manifest-value.ts";
import { type AddressRange, parseAddressRange } from "../reachability/address-range.ts";
import { type ConnectionSet, connectionsOf } from "../reachability/connection-set.ts";
import { findEnds } from "../reachability/explain-connection.ts";
import { portsBetween } from "../reachability/port-intervals.ts";
import type { Reachability } from "../reachability/reachability.ts";
import { podPorts } from "../reachability/ways-in.ts";
import type { Flow, FlowEnd, FlowProblem } from "./flow.ts";

/** An end of a flow among the workloads of a set, or outside. */
export type ResolvedEnd =
  | { readonly kind: "group"; readonly group: number }
  | { readonly kind: "addresses"; readonly range: AddressRange };

/** A flow between ends that are known. */
export interface ResolvedFlow {
  readonly from: ResolvedEnd;
  readonly to: ResolvedEnd;
  /** Ports of the pods, not of a Service. */
  readonly connections: ConnectionSet;
}

/** Finds the workloads that flows are about; what is not found is reported. */
export function resolveFlows(set: ManifestSet, reachability: Reachability, flows: readonly Flow[]) {
  const resolved: ResolvedFlow[] = [];
  const problems: FlowProblem[] = [];
  for (const flow of flows) {
    const senders = resolveEnd(set, reachability, flow.from);
    const receivers = resolveEnd(set, reachability, flow.to);
    if (senders.length === 0) problems.push({ place: flow.place, message: notFound("from", flow.from) });
    if (receivers.length === 0) problems.push({ place: flow.place, message: notFound("to", flow.to) });
    for (const from of senders) {
      for (const to of receivers) resolved.push({ from, to, connections: portsOf(set, reachability, flow, to) });
    }
  }
  return { flows: resolved, problems };
}

function resolveEnd(set: ManifestSet, reachability: Reachability, end: FlowEnd): readonly ResolvedEnd[] {
  const range = end.address === undefined ? undefined : parseAddressRange(end.address);
  if (range !== undefined) return [{ kind: "addresses", range }];
  return [...new Set(groupsOf(set, reachability, end))].map((group) => ({ kind: "group", group }));
}

function groupsOf(set: ManifestSet, reachability: Reachability, end: FlowEnd): readonly number[] {
  const { groups } = reachability;
  const { namespace, workload, labels, service } = end;
  if (workload !== undefined) {
    const name = namespace === undefined ? workload : `${namespace}/${workload}`;
    const named = findEnds(reachability, name).flatMap((found) => (found.kind === "workload" ? [found.group] : []));
    if (named.length > 0 || labels === undefined) return named;
  }
  const chosen = service === undefined ? undefined : set.find("Service", namespace ?? "", service);
  if (chosen !== undefined) {
    const selector = Object.entries(textMapAt(chosen.content, "spec", "selector"));
    return groups.flatMap((group, number) => {
      const isOne = group.namespace === namespace && selector.length > 0;
      return isOne && selector.every(([key, value]) => group.labels[key] === value) ? [number] : [];
    });
  }
  if (labels === undefined) return [];
  // A pod has the labels of its template, and some that its controller adds.
  return groups.flatMap((group, number) => {
    const written = Object.entries(group.labels);
    const isOne = group.namespace === namespace && written.length > 0;
    return isOne && written.every(([key, value]) => labels[key] === value) ? [number] : [];
  });
}

function portsOf(set: ManifestSet, { groups }: Reachability, flow: Flow, to: ResolvedEnd): ConnectionSet {
  const { namespace, service } = flow.to;
  const chosen = service === undefined ? undefined : set.find("Service", namespace ?? "", service);
  const group = to.kind === "group" ? groups[to.group] : undefined;
  if (chosen !== undefined && group !== undefined) return podPorts(chosen, flow.port, group);
  return connectionsOf(flow.protocol, portsBetween(flow.port, flow.port));
}

function notFound(side: string, end: FlowEnd): Text {
  const name = end.workload ?? end.service ?? end.address ?? JSON.stringify(end.labels ?? {});
  const shown = end.namespace === undefined ? name : `${end.namespace}/${name}`;
  return {
    en: `${side}: expected a workload of the manifests or an address, got ${shown}; the flow is left out`,
    ja: `${side}: マニフェスト内のワークロードまたはアドレスではないため、このフローは対象外です（${shown}）`,
  };
}
