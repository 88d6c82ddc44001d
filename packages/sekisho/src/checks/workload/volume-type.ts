import { quote } from "../../model/quote.ts";
import { findRestrictedVolumes } from "../../semantics/pod-security/restricted-volumes.ts";
import type { PodTemplate } from "../../semantics/pod-settings/pod-template.ts";
import { definePodCheck } from "../manifest/define.ts";

export const volumeType = definePodCheck({
  id: "workload/volume-type",
  aliases: ["kyverno:restrict-volume-types", "trivy:KSV-0028"],
  title: {
    en: "Volume is of a kind that mounts storage past the cluster",
    ja: "クラスターの管理外でストレージをマウントするボリュームが使用されている",
  },
  severity: "low",
  why: {
    en: "In-tree drivers let the author of a pod pick server, path and options of a mount that the node carries out as root; a claim leaves that to the administrator.",
    ja: "Pod の作成者がサーバーやパス、オプションを選び、ノードが root でマウントします。PersistentVolumeClaim を使用すると、これらを管理者が制御できます。",
  },
  remediation: {
    en: "Use a PersistentVolumeClaim, or a CSI volume.",
    ja: "PersistentVolumeClaim または CSI ボリュームを使用してください。",
  },
  sources: ["Kubernetes Pod Security Standards, Restricted: Volume Types"],
  examples: {
    fail: [
      "spec: { volumes: [{ name: data, nfs: { server: 192.0.2.1, path: / } }], containers: [{ name: app }] }",
      "spec: { volumes: [{ name: data, awsElasticBlockStore: { volumeID: vol-1 } }], containers: [{ name: app }] }",
    ],
    pass: [
      "spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }, { name: tmp, emptyDir: {} }, { name: plain }], containers: [{ name: app }] }",
      "spec: { volumes: [{ name: data, hostPath: { path: /srv } }], containers: [{ name: app }] }",
    ],
  },
  evaluate(template, { set }) {
    // Paths of the node and git repositories have checks of their own.
    return findRestrictedVolumes(template, set.kubernetesMinor)
      .filter(({ value }) => value !== "hostPath" && value !== "gitRepo")
      .map(({ pointer, value }) => {
        const name = volumeName(template, pointer);
        return {
          message: {
            en: `Volume ${quote(name)} is of the kind ${value}.`,
            ja: `ボリューム ${quote(name)} の種類が ${value} です。`,
          },
          pointer,
          detail: `volume:${name}`,
        };
      });
  },
});

function volumeName({ spec }: PodTemplate, pointer: string): string {
  return (spec.volumes ?? []).find((volume) => pointer.startsWith(`${volume.pointer}/`))?.value.name ?? "";
}
