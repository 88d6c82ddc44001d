import { quote } from "../../model/quote.ts";
import { findProbeHosts } from "../../semantics/pod-security/host-access.ts";
import { definePodCheck } from "../manifest/define.ts";

export const probeHost = definePodCheck({
  id: "workload/probe-host",
  aliases: [],
  title: {
    en: "Node is made to ask another host for a probe or hook",
    ja: "プローブまたはフックで別のホストへの接続をノードに行わせている",
  },
  severity: "medium",
  why: {
    en: "The node sends these requests from its own network: the author of the pod reaches addresses that pods must not, such as the metadata service, and learns from the answer.",
    ja: "これらの要求はノードのネットワークから送信されるため、メタデータサービスなど Pod から到達できないアドレスに接続し、応答から情報を得られます。",
  },
  remediation: {
    en: "Delete host: the pod itself is asked then.",
    ja: "host を削除してください。Pod 自身に接続するようになります。",
  },
  sources: ["Kubernetes Pod Security Standards, Baseline: Host Probes / Lifecycle Hooks"],
  examples: {
    fail: [
      "spec: { containers: [{ name: app, livenessProbe: { httpGet: { host: 169.254.169.254, port: 80 } } }] }",
      "spec: { containers: [{ name: app, lifecycle: { preStop: { tcpSocket: { host: db.example.com, port: 5432 } } } }] }",
    ],
    pass: [
      "spec: { containers: [{ name: app, livenessProbe: { httpGet: { port: 80 } } }] }",
      {
        manifests: `apiVersion: v1
kind: Pod
metadata: { name: app }
spec: { containers: [{ name: app, livenessProbe: { httpGet: { host: 192.0.2.1, port: 80 } } }] }`,
        kubernetesMinor: 33,
      },
    ],
  },
  evaluate(template, { set }) {
    return findProbeHosts(template, set.kubernetesMinor).map(({ container, pointer, value }) => ({
      container,
      message: { en: `The host ${quote(value)} is asked.`, ja: `ホスト ${quote(value)} に接続します。` },
      pointer,
      detail: `host:${value}`,
      fix: { safety: "proposal", changes: [{ remove: pointer }] },
    }));
  },
});
