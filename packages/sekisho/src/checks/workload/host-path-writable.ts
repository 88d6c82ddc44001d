import { quote } from "../../model/quote.ts";
import { findHostPathVolumes } from "../../semantics/host-paths/host-path-volumes.ts";
import { definePodCheck } from "../manifest/define.ts";

export const hostPathWritable = definePodCheck({
  id: "workload/host-path-writable",
  aliases: ["kube-linter:writable-host-mount", "kubescape:C-0045"],
  title: { en: "Container may write to its node's disk", ja: "コンテナがノードのディスクに書き込める" },
  severity: "medium",
  why: {
    en: "What is written there stays on the node when the container is gone, and is where an intruder hides or fills the disk.",
    ja: "書き込まれた内容はコンテナの終了後もノードに残ります。侵入者の潜伏やディスクの枯渇に悪用されます。",
  },
  remediation: {
    en: "Set readOnly: true on the mount, or use a PersistentVolumeClaim for data.",
    ja: "マウントに readOnly: true を設定するか、データには PersistentVolumeClaim を使用してください。",
  },
  sources: ["MITRE ATT&CK for Containers: writable hostPath mount"],
  examples: {
    fail: [
      "spec: { volumes: [{ name: data, hostPath: { path: /srv/data } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
      "spec: { volumes: [{ name: data, hostPath: { path: /var/lib/app } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data, readOnly: false }] }] }",
    ],
    pass: [
      "spec: { volumes: [{ name: data, hostPath: { path: /srv/data } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data, readOnly: true }] }] }",
      "spec: { volumes: [{ name: data, hostPath: { path: /var/run/docker.sock } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
      "spec: { volumes: [{ name: data, emptyDir: {} }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
    ],
  },
  evaluate(template) {
    return findHostPathVolumes(template)
      .filter((volume) => volume.class !== "runtime-socket")
      .flatMap(({ name, path, writableMounts }) =>
        writableMounts.map(({ container, pointer }) => ({
          container,
          message: {
            en: `${quote(path)} of the node is mounted without readOnly.`,
            ja: `ノードの ${quote(path)} が readOnly なしでマウントされています。`,
          },
          pointer: `${pointer}/readOnly`,
          detail: `volume:${name}`,
          fix: { safety: "proposal", changes: [{ set: `${pointer}/readOnly`, value: true }] },
        })),
      );
  },
});
