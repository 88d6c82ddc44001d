import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import { findTextAt, listAt, mapAt, pointerPart } from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck, type ManifestViolation } from "../manifest/define.ts";

const peer = "apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: default }\n";
const rule = "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: db }\n";

export const meshPlaintext = defineObjectCheck({
  id: "network/mesh-plaintext",
  aliases: [],
  title: { en: "Service mesh accepts or sends clear text", ja: "サービスメッシュが平文の通信を許可している" },
  severity: "medium",
  why: {
    en: "The mesh proves who the other side is only where it encrypts. With clear text allowed, rules about identities hold for nobody who does not want them to.",
    ja: "サービスメッシュは、暗号化した通信でのみ相手を認証します。平文を許可すると、認証に基づくルールを回避されます。",
  },
  remediation: {
    en: "Set mtls.mode to STRICT, and tls.mode of DestinationRules to ISTIO_MUTUAL; PERMISSIVE is for the time of a move only.",
    ja: "mtls.mode を STRICT に、DestinationRule の tls.mode を ISTIO_MUTUAL にしてください。PERMISSIVE は移行期間中だけ使用します。",
  },
  sources: ["Istio documentation, PeerAuthentication", "Istio documentation, DestinationRule: ClientTLSSettings"],
  examples: {
    fail: [
      `${peer}spec: { mtls: { mode: PERMISSIVE } }\n`,
      `${peer}spec: { mtls: { mode: STRICT }, portLevelMtls: { "8080": { mode: DISABLE } } }\n`,
      `${rule}spec: { host: db, trafficPolicy: { tls: { mode: DISABLE } } }\n`,
    ],
    pass: [
      `${peer}spec: { mtls: { mode: STRICT } }\n`,
      `${peer}spec: {}\n`,
      `${rule}spec: { host: db, trafficPolicy: { tls: { mode: ISTIO_MUTUAL } } }\n`,
    ],
  },
  kinds: ["PeerAuthentication.security.istio.io", "DestinationRule.networking.istio.io"],
  evaluate(object) {
    return object.kind === "PeerAuthentication" ? judgePeers(object) : judgeRule(object);
  },
});

function judgePeers({ content }: ManifestObject): readonly ManifestViolation[] {
  const ports = Object.keys(mapAt(content, "spec", "portLevelMtls"));
  const places = [
    { keys: ["mtls", "mode"], detail: "mtls" },
    ...ports.map((port) => ({ keys: ["portLevelMtls", port, "mode"], detail: `port:${port}` })),
  ];
  return places.flatMap(({ keys, detail }) => {
    const mode = findTextAt(content, "spec", ...keys);
    if (mode !== "PERMISSIVE" && mode !== "DISABLE") return [];
    return [{ message: modeIs(mode), pointer: `/spec${keys.map(pointerPart).join("")}`, detail, fix: strict(keys) }];
  });
}

function strict(keys: readonly string[]): NonNullable<ManifestViolation["fix"]> {
  return { safety: "proposal", changes: [{ set: `/spec${keys.map(pointerPart).join("")}`, value: "STRICT" }] };
}

function judgeRule({ content }: ManifestObject): readonly ManifestViolation[] {
  const subsets = [...listAt(content, "spec", "subsets").keys()].map((index) => `/spec/subsets/${index}/trafficPolicy`);
  const policies = [
    mapAt(content, "spec", "trafficPolicy"),
    ...listAt(content, "spec", "subsets").map((subset) => mapAt(subset, "trafficPolicy")),
  ];
  const pointers = ["/spec/trafficPolicy", ...subsets];
  return policies.flatMap((policy, index) => {
    if (findTextAt(policy, "tls", "mode") !== "DISABLE") return [];
    const pointer = `${pointers[index] ?? ""}/tls/mode`;
    return [{ message: modeIs("DISABLE"), pointer, detail: `policy:${index}` }];
  });
}

function modeIs(mode: string) {
  return { en: `The TLS mode is ${mode}.`, ja: `TLS のモードが ${mode} です。` };
}
