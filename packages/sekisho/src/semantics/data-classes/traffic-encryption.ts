import type { Text } from "../../model/text.ts";
import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { findTextAt, findValue, listAt, pointerPart } from "../kubernetes/manifest-value.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import { everyAddress, formatAddressRange } from "../reachability/address-range.ts";
import {
  type ConnectionSet,
  formatConnections,
  intersectConnections,
  isEmptyConnection,
} from "../reachability/connection-set.ts";
import { podPorts } from "../reachability/ways-in.ts";
import { isClosed, networkOf, openWaysIn, type WorkloadNetwork } from "../reachability/workload-network.ts";
import { type MutualTls, mutualTlsOf, refusesClearText } from "../traffic/mutual-tls.ts";
import { clearProtocolOf } from "../traffic/service-port.ts";
import { servicesOf } from "../traffic/services-of.ts";
import type { Demand, DemandAnswer } from "./demand.ts";

/**
 * Connections to the pods are encrypted: a service mesh insists on it, and no way that policies leave open, from outside or
 * from other pods, is in clear text.
 */
export const encryptionInTransit: Demand = {
  id: "encryption-in-transit",
  title: { en: "Data is encrypted in transit", ja: "転送時の暗号化" },
  judge: ({ templates }, { set }) => templates.flatMap((template) => judgeTemplate(template, set)),
};

function judgeTemplate(template: PodTemplate, set: ManifestSet): readonly DemandAnswer[] {
  const network = networkOf(template, set);
  // Its pods are those of another workload, which is asked itself.
  if (network === undefined) return [];
  if (isClosed(network)) return [closed(template, network)];
  const tls = mutualTlsOf(template, set);
  const clear = refusesClearText(tls) ? [] : judgeClearServices(template, set);
  return [...judgeWaysIn(template, network), ...clear, judgeMesh(template, tls)];
}

/** Where nobody may connect, nothing is sent. */
function closed({ workload }: PodTemplate, { reachability, end }: WorkloadNetwork): DemandAnswer {
  const [policy] = reachability.policiesOf(end.group, "ingress");
  const message = {
    en: `No connection to ${end.name} is allowed.`,
    ja: `${end.name} への接続は許可されていません。`,
  };
  if (policy === undefined) return { ended: "met", object: workload, pointer: "/metadata/name", message };
  return { ended: "met", object: policy.object, pointer: "/spec", message };
}

function judgeWaysIn({ workload }: PodTemplate, network: WorkloadNetwork): readonly DemandAnswer[] {
  const answers = new Map<ManifestObject, DemandAnswer>();
  for (const { way, connections } of openWaysIn(network)) {
    const { object } = way;
    const from = way.by === "controller" ? object.name : nameOfSender(network, connections);
    const route = `${from} → ${network.end.name} (${formatConnections(connections)})`;
    if (way.by === "address") {
      const port = findClearPort(object, network, connections);
      if (port !== undefined) answers.set(object, { ended: "missing", object, ...clearDoor(object, port, route) });
    } else if (!hasTls(object)) {
      answers.set(object, {
        ended: "missing",
        object,
        pointer: "/spec/tls",
        message: withoutTls(object, workload, route),
      });
    }
  }
  return [...answers.values()];
}

/** Names the addresses that some connections may come from. */
function nameOfSender({ reachability, end, isOnHost }: WorkloadNetwork, open: ConnectionSet): string {
  const { table } = reachability;
  const wanted = table.numberOf(open);
  const pieces = isOnHost ? [] : reachability.outside(end.group, "ingress");
  const piece = pieces.find(({ connection }) => table.intersect(connection, wanted) !== table.none);
  return formatAddressRange(piece?.range ?? everyAddress(4));
}

/** Gateway API routes say nothing of TLS: their Gateway is judged by itself. */
function hasTls({ kind, content }: ManifestObject): boolean {
  if (kind === "Ingress") return listAt(content, "spec", "tls").length > 0;
  return kind !== "Route" || (findValue(content, "spec", "tls") ?? null) !== null;
}

interface ClearPort {
  readonly index: number;
  readonly protocol: string;
}

/** Finds a port of a published Service that carries clear text and that policies leave open. */
function findClearPort(
  service: ManifestObject,
  { reachability, end }: WorkloadNetwork,
  open: ConnectionSet,
): ClearPort | undefined {
  const group = reachability.groups[end.group];
  for (const [index, port] of listAt(service.content, "spec", "ports").entries()) {
    const protocol = clearProtocolOf(port);
    const number = findValue(port, "port");
    if (group === undefined || protocol === undefined || typeof number !== "number") continue;
    if (!isEmptyConnection(intersectConnections(podPorts(service, number, group), open))) return { index, protocol };
  }
  return undefined;
}

function clearDoor(service: ManifestObject, { index, protocol }: ClearPort, route: string) {
  const type = findTextAt(service.content, "spec", "type") ?? "ClusterIP";
  const message: Text = {
    en: `The Service ${service.name} (${type}) takes ${protocol} in clear text: ${route}.`,
    ja: `Service ${service.name}（${type}）は、暗号化されていない ${protocol} の接続を受け付けます: ${route}。`,
  };
  return { pointer: `/spec/ports${pointerPart(index)}`, message };
}

function withoutTls({ kind, name }: ManifestObject, workload: ManifestObject, route: string): Text {
  return {
    en: `The ${kind} ${name} leads to ${workload.name} without TLS: ${route}.`,
    ja: `${kind} ${name} から ${workload.name} への経路に TLS が設定されていません: ${route}。`,
  };
}

/** Services inside of the cluster that say by their ports that they carry gRPC in clear text. */
function judgeClearServices(template: PodTemplate, set: ManifestSet): readonly DemandAnswer[] {
  const { workload } = template;
  return servicesOf(template, set).flatMap((object): DemandAnswer[] => {
    const index = listAt(object.content, "spec", "ports").findIndex((port) => clearProtocolOf(port) === "gRPC");
    if (index === -1) return [];
    const message = {
      en: `The Service ${object.name} leads to ${workload.name} over gRPC without TLS.`,
      ja: `Service ${object.name} から ${workload.name} への gRPC に TLS が使われていません。`,
    };
    return [{ ended: "missing", object, pointer: `/spec/ports${pointerPart(index)}`, message }];
  });
}

function judgeMesh({ workload }: PodTemplate, tls: MutualTls): DemandAnswer {
  if (tls.kind === "istio") {
    const { object, mode } = tls;
    const message = {
      en: `The PeerAuthentication ${object.name} sets mutual TLS for ${workload.name} to ${mode}.`,
      ja: `PeerAuthentication ${object.name} により、${workload.name} の相互 TLS は ${mode} です。`,
    };
    return { ended: mode === "STRICT" ? "met" : "missing", object, pointer: "/spec/mtls/mode", message };
  }
  const place = { object: workload, pointer: "/metadata/name" };
  if (tls.kind === "linkerd" && tls.isStrict) {
    const message = {
      en: `Linkerd takes only mutual TLS for ${workload.name} (${tls.policy}).`,
      ja: `Linkerd が ${workload.name} への接続を相互 TLS に限定しています（${tls.policy}）。`,
    };
    return { ended: "met", ...place, message };
  }
  const message =
    tls.kind === "linkerd"
      ? {
          en: `Linkerd encrypts between its own pods, and still takes clear text for ${workload.name}.`,
          ja: `Linkerd のメッシュ内は暗号化されますが、${workload.name} は平文の接続も受け付けます。`,
        }
      : {
          en: `Whether ${workload.name} encrypts its connections by itself is not in these files; no service mesh insists on it.`,
          ja: `検査したファイルでは、暗号化を強制するサービスメッシュがなく、${workload.name} 自身が通信を暗号化しているかは判定できません。`,
        };
  return { ended: "undecided", ...place, message };
}
