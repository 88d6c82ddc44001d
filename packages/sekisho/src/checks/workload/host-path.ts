import { quote } from "../../model/quote.ts";
import { findHostPathVolumes } from "../../semantics/host-paths/host-path-volumes.ts";
import { definePodCheck } from "../manifest/define.ts";

export const hostPath = definePodCheck({
  id: "workload/host-path",
  aliases: [
    "kube-bench:5.2.11",
    "kubescape:C-0048",
    "kubescape:C-0203",
    "kyverno:disallow-host-path",
    "polaris:hostPathSet",
    "trivy:KSV-0023",
  ],
  title: { en: "Pod uses a directory of its node", ja: "Pod がノードのディレクトリを使用している" },
  severity: "low",
  why: {
    en: "Data leaves the pod's isolation: other pods and the node read and change it, it differs by node, and no quota holds.",
    ja: "データが Pod の隔離の外に置かれ、他の Pod やノードから読み書きできます。内容はノードごとに異なり、容量制限も効きません。",
  },
  remediation: {
    en: "Use a PersistentVolumeClaim, an emptyDir, a ConfigMap or a projected volume.",
    ja: "PersistentVolumeClaim、emptyDir、ConfigMap、projected ボリュームを使用してください。",
  },
  sources: ["Kubernetes Pod Security Standards, Baseline: HostPath Volumes"],
  examples: {
    fail: [
      "spec: { volumes: [{ name: data, hostPath: { path: /srv/data } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
      "spec: { volumes: [{ name: data, hostPath: { path: /etc/localtime } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data, readOnly: true }] }] }",
    ],
    pass: [
      "spec: { volumes: [{ name: data, hostPath: { path: /etc } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
      "spec: { volumes: [{ name: data, emptyDir: {} }], containers: [{ name: app }] }",
    ],
  },
  evaluate(template) {
    return findHostPathVolumes(template)
      .filter((volume) => volume.class === "other")
      .map(({ name, path, pointer }) => ({
        message: {
          en: `Volume ${quote(name)} is ${quote(path)} of the node.`,
          ja: `ボリューム ${quote(name)} はノードの ${quote(path)} です。`,
        },
        pointer,
        detail: `volume:${name}`,
      }));
  },
});
