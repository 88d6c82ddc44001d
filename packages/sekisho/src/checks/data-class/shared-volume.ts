import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import { mixedVolumes, type VolumeMix, type VolumeUser } from "../../semantics/data-classes/mixed-volumes.ts";
import { describeObject } from "../../semantics/kubernetes/manifest-object.ts";
import { defineSetCheck } from "../manifest/define.ts";
import { exampleService } from "./define-demand-check.ts";

const services = [exampleService("accounts", [], 3), exampleService("shop", [], 0)];

const claim = (mode: string) => `kind: PersistentVolumeClaim
apiVersion: v1
metadata: { name: files, namespace: prod }
spec: { accessModes: [${mode}] }`;

const pod = (name: string) => `---
kind: Pod
apiVersion: v1
metadata: { name: ${name}, namespace: prod, labels: { app: ${name} } }
spec: { containers: [{ name: app, image: a }], volumes: [{ name: data, persistentVolumeClaim: { claimName: files } }] }`;

const set = (mode: string, ...names: readonly string[]) => ({
  services,
  manifests: [claim(mode), ...names.map(pod)].join("\n"),
});

export const sharedVolume = defineSetCheck({
  id: "data-class/shared-volume",
  aliases: [],
  title: {
    en: "Volume of a service with sensitive data is shared",
    ja: "機微なデータを扱うサービスのボリュームが共有されている",
  },
  severity: "high",
  severityReason: {
    en: "Medium where the security policy does not say what the other workload holds, low where all of them are of one level.",
    ja: "共有相手のデータ区分がポリシーに定義されていない場合は「中」、すべて同じ機微性レベルの場合は「低」です。",
  },
  why: {
    en: "Files know no services: whoever takes over the workload that is guarded less reads, and often changes, the data of the other.",
    ja: "ファイルにはサービスの境界がありません。対策の弱いワークロードを乗っ取った者が、機微性レベルの高いサービスのデータを参照、改ざんできます。",
  },
  remediation: {
    en: "Give each level a volume of its own, and pass what both need through an interface of the service.",
    ja: "機微性レベルごとに専用のボリュームを使用し、双方に必要なデータはサービスのインターフェース経由で受け渡してください。",
  },
  sources: ["NIST SP 800-190, sections 3.3.4 and 4.3.4", "Kubernetes documentation, Persistent Volumes: Access Modes"],
  examples: {
    fail: [set("ReadWriteMany", "accounts", "shop"), set("ReadWriteMany", "tool", "accounts")],
    pass: [
      set("ReadWriteOnce", "accounts", "shop"),
      set("ReadWriteMany", "accounts"),
      set("ReadWriteMany", "shop", "tool"),
    ],
  },
  evaluate(given) {
    return mixedVolumes(given).map((mix) => {
      const { claim: volume, users, owner, neighbour } = mix;
      const other = neighbour.template.workload;
      return {
        object: owner.template.workload,
        pointer: owner.template.pointer + owner.pointer,
        detail: `volume:${volume.name}`,
        severity: severityOf(mix),
        message: messageOf(mix),
        elsewhere: [
          {
            object: other,
            pointer: neighbour.template.pointer + neighbour.pointer,
            message: {
              en: `${describeUser(neighbour).en} uses the same volume.`,
              ja: `${describeUser(neighbour).ja}が同じボリュームを使用しています。`,
            },
          },
          {
            object: volume,
            pointer: "/spec/accessModes",
            message: {
              en: `ReadWriteMany lets ${users.length} workloads write to it at once.`,
              ja: `ReadWriteMany により、${users.length} 個のワークロードから同時に書き込めます。`,
            },
          },
        ],
      };
    });
  },
});

function severityOf({ owner, neighbour }: VolumeMix): Severity {
  if (neighbour.level === undefined) return "medium";
  return neighbour.level < owner.level ? "high" : "low";
}

function messageOf({ claim: volume, owner, neighbour, users }: VolumeMix): Text {
  const [own, other] = [describeUser(owner), describeUser(neighbour)];
  return {
    en: `${own.en} shares the volume ${volume.name} with ${other.en}; ${users.length} workloads use it.`,
    ja: `${own.ja}が、ボリューム ${volume.name} を${other.ja}と共有しています（使用するワークロードは ${users.length} 個）。`,
  };
}

function describeUser({ template, level }: Pick<VolumeUser, "template" | "level">): Text {
  const name = describeObject(template.workload);
  return level === undefined
    ? { en: `${name} (not in the security policy)`, ja: `${name}（ポリシーに未定義）` }
    : { en: `${name} (level ${level})`, ja: `${name}（機微性レベル ${level}）` };
}
