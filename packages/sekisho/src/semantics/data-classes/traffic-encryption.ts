import { hasLabels, matchesLabelSelector } from "../kubernetes/label-selector.ts";
import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import {
  findTextAt,
  findValue,
  listAt,
  type ManifestValue,
  mapAt,
  pointerPart,
  textMapAt,
} from "../kubernetes/manifest-value.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { Demand, DemandAnswer } from "./demand.ts";

const meshRoot = "istio-system";

/**
 * Connections to the pods are encrypted: a service mesh insists on it, and no way from the outside is in clear text.
 * Sources: Istio reference, PeerAuthentication; Linkerd documentation, "Automatic mTLS" and "Authorization Policy".
 */
export const encryptionInTransit: Demand = {
  id: "encryption-in-transit",
  title: { en: "Data is encrypted in transit", ja: "転送時の暗号化" },
  judge: ({ templates }, { set }) =>
    templates.flatMap((template) => {
      const services = servicesOf(template, set);
      return [...judgeIngresses(template, services, set), ...judgeDoors(template, services), judgeMesh(template, set)];
    }),
};

function servicesOf({ workload, labels }: PodTemplate, set: ManifestSet): readonly ManifestObject[] {
  return set.ofKind("Service").filter(({ namespace, content }) => {
    const selector = textMapAt(content, "spec", "selector");
    return namespace === workload.namespace && Object.keys(selector).length > 0 && hasLabels(selector, labels);
  });
}

function judgeIngresses(
  { workload }: PodTemplate,
  services: readonly ManifestObject[],
  set: ManifestSet,
): readonly DemandAnswer[] {
  const names = new Set(services.map(({ name }) => name));
  if (names.size === 0) return [];
  return set.ofKind("Ingress").flatMap((object): DemandAnswer[] => {
    if (object.namespace !== workload.namespace || !leadsTo(object, names)) return [];
    if (listAt(object.content, "spec", "tls").length > 0) return [];
    const message = {
      en: `The Ingress ${object.name} leads to ${workload.name} without TLS.`,
      ja: `Ingress ${object.name} から ${workload.name} への経路に TLS が設定されていません。`,
    };
    return [{ ended: "missing", object, pointer: "/spec/tls", message }];
  });
}

function leadsTo({ content }: ManifestObject, services: ReadonlySet<string>): boolean {
  const backends: readonly (ManifestValue | undefined)[] = [
    findValue(content, "spec", "defaultBackend"),
    ...listAt(content, "spec", "rules").flatMap((rule) =>
      listAt(rule, "http", "paths").map((path) => findValue(path, "backend")),
    ),
  ];
  return backends.some((backend) => services.has(findTextAt(backend, "service", "name") ?? ""));
}

/** Services that the outside reaches, with a port for plain HTTP. */
function judgeDoors({ workload }: PodTemplate, services: readonly ManifestObject[]): readonly DemandAnswer[] {
  return services.flatMap((object): DemandAnswer[] => {
    const type = findTextAt(object.content, "spec", "type");
    if (type !== "LoadBalancer" && type !== "NodePort") return [];
    const ports = listAt(object.content, "spec", "ports");
    const index = ports.findIndex(isPlain);
    if (index === -1) return [];
    const message = {
      en: `The Service ${object.name} (${type}) leads to ${workload.name} over plain HTTP.`,
      ja: `Service ${object.name}（${type}）から ${workload.name} に、暗号化されていない HTTP で接続できます。`,
    };
    return [{ ended: "missing", object, pointer: `/spec/ports${pointerPart(index)}`, message }];
  });
}

function isPlain(port: ManifestValue): boolean {
  const protocol = findTextAt(port, "appProtocol") ?? findTextAt(port, "name") ?? "";
  if (/^(?:https|grpcs|wss|tls)/.test(protocol)) return false;
  return findValue(port, "port") === 80 || /^(?:http|ws)(?:-|$)/.test(protocol);
}

function judgeMesh(template: PodTemplate, set: ManifestSet): DemandAnswer {
  const { workload } = template;
  const found = findPeerAuthentication(template, set);
  if (found !== undefined) {
    const { object, mode } = found;
    const pointer = "/spec/mtls/mode";
    const message = {
      en: `The PeerAuthentication ${object.name} sets mutual TLS for ${workload.name} to ${mode}.`,
      ja: `PeerAuthentication ${object.name} により、${workload.name} の相互 TLS は ${mode} です。`,
    };
    return { ended: mode === "STRICT" ? "met" : "missing", object, pointer, message };
  }
  return judgeLinkerd(template, set);
}

/** The most specific one counts: of the workload, of its namespace, of the mesh. */
function findPeerAuthentication(
  { workload, labels }: PodTemplate,
  set: ManifestSet,
): { readonly object: ManifestObject; readonly mode: string } | undefined {
  let best: { readonly object: ManifestObject; readonly mode: string; readonly rank: number } | undefined;
  for (const object of set.ofKind("PeerAuthentication")) {
    const mode = findTextAt(object.content, "spec", "mtls", "mode");
    if (mode === undefined || mode === "UNSET") continue;
    const selector = mapAt(object.content, "spec", "selector");
    const hasSelector = Object.keys(selector).length > 0;
    const isHere = object.namespace === workload.namespace;
    if (!isHere && (object.namespace !== meshRoot || hasSelector)) continue;
    if (hasSelector && !matchesLabelSelector(selector, labels)) continue;
    const rank = Number(isHere) + Number(hasSelector);
    if (best === undefined || rank > best.rank) best = { object, mode, rank };
  }
  return best;
}

const authenticatedPolicies = ["all-authenticated", "cluster-authenticated"];

function judgeLinkerd({ workload, annotations }: PodTemplate, set: ManifestSet): DemandAnswer {
  const namespace = set.find("Namespace", "", workload.namespace)?.annotations ?? {};
  const read = (key: string): string | undefined => annotations[key] ?? namespace[key];
  const isMeshed = read("linkerd.io/inject") === "enabled";
  const policy = read("config.linkerd.io/default-inbound-policy") ?? "";
  const place = { object: workload, pointer: "/metadata/name" };
  if (isMeshed && authenticatedPolicies.includes(policy)) {
    const message = {
      en: `Linkerd takes only mutual TLS for ${workload.name} (${policy}).`,
      ja: `Linkerd が ${workload.name} への接続を相互 TLS に限定しています（${policy}）。`,
    };
    return { ended: "met", ...place, message };
  }
  const message = isMeshed
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
