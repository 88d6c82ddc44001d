import { quote } from "../../model/quote.ts";
import { findHostPathVolumes } from "../../semantics/host-paths/host-path-volumes.ts";
import { definePodCheck } from "../manifest/define.ts";

export const hostPathSensitive = definePodCheck({
  id: "workload/host-path-sensitive",
  aliases: [
    "kube-bench:5.2.11",
    "kube-hunter:KHV047",
    "kube-linter:sensitive-host-mounts",
    "kubeaudit:SensitivePathsMounted",
    "kubescape:C-0048",
    "kubescape:C-0203",
    "polaris:hostPathSet",
    "trivy:KSV-0023",
    "trivy:KSV-0121",
  ],
  title: { en: "Pod reaches a system directory of its node", ja: "Pod からノードのシステムディレクトリに到達できる" },
  severity: "high",
  severityReason: {
    en: "Medium where every container mounts it read-only.",
    ja: "すべてのコンテナが読み取り専用でマウントしている場合は「中」とします。",
  },
  why: {
    en: "Writable, the directory is a way to run code on the node: a unit, a cron job, a static pod, a link in /var/log. Read-only it still shows keys, processes and other pods' data.",
    ja: "書き込める場合、ユニット、cron、静的 Pod、/var/log 内のリンクなどを通じてノード上でコードを実行できます。読み取り専用でも、鍵、プロセス、他の Pod のデータが見えます。",
  },
  remediation: {
    en: "Delete the volume, or mount exactly the file that is needed, read-only.",
    ja: "ボリュームを削除するか、必要なファイルだけを読み取り専用でマウントしてください。",
  },
  sources: ["Kubernetes documentation: hostPath, security risks", "NIST SP 800-190, 4.5.5"],
  examples: {
    fail: [
      "spec: { volumes: [{ name: data, hostPath: { path: / } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
      "spec: { volumes: [{ name: data, hostPath: { path: /etc } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
      "spec: { volumes: [{ name: data, hostPath: { path: /var/log/pods } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data, readOnly: true }] }] }",
      "spec: { volumes: [{ name: data, hostPath: { path: /var/lib/kubelet/plugins } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
    ],
    pass: [
      "spec: { volumes: [{ name: data, hostPath: { path: /etc/localtime } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data, readOnly: true }] }] }",
      "spec: { volumes: [{ name: data, hostPath: { path: /srv/data } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
      "spec: { volumes: [{ name: data, hostPath: { path: /var/lib/app } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
    ],
  },
  evaluate(template) {
    return findHostPathVolumes(template)
      .filter((volume) => volume.class === "system")
      .map(({ name, path, pointer, writableMounts }) => ({
        message: {
          en: `Volume ${quote(name)} is ${quote(path)} of the node.`,
          ja: `ボリューム ${quote(name)} はノードの ${quote(path)} です。`,
        },
        pointer,
        detail: `volume:${name}`,
        severity: writableMounts.length > 0 ? "high" : "medium",
      }));
  },
});
