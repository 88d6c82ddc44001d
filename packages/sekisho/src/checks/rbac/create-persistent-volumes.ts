import { heldEverywhere } from "./define-example.ts";
import { definePowerCheck } from "./define-power.ts";

export const createPersistentVolumes = definePowerCheck({
  id: "rbac/create-persistent-volumes",
  aliases: ["kube-bench:5.1.9", "kubescape:C-0278"],
  title: {
    en: "Volumes of the node's files can be created",
    ja: "ノードのファイルを参照する PersistentVolume を作成できる権限がある",
  },
  severity: "medium",
  powers: ["create-volumes"],
  why: {
    en: "A PersistentVolume of type hostPath gives a pod the files of its node, and Pod Security does not look at it.",
    ja: "hostPath 型の PersistentVolume を使うと、Pod からノードのファイルにアクセスできます。Pod Security はこの経路を検査しません。",
  },
  remediation: {
    en: "Delete create on persistentvolumes. Let claims be filled by a StorageClass.",
    ja: "persistentvolumes の create を削除し、StorageClass による動的プロビジョニングを使用してください。",
  },
  sources: [
    "Kubernetes documentation, Role Based Access Control Good Practices, Persistent volume creation",
    "CIS Kubernetes Benchmark 1.12, 5.1.9",
  ],
  examples: {
    fail: [
      heldEverywhere('{ apiGroups: [""], resources: [persistentvolumes], verbs: [create] }'),
      heldEverywhere('{ apiGroups: [""], resources: [persistentvolumes], verbs: ["*"] }'),
    ],
    pass: [
      heldEverywhere('{ apiGroups: [""], resources: [persistentvolumeclaims], verbs: [create] }'),
      heldEverywhere('{ apiGroups: [""], resources: [persistentvolumes], verbs: [get, list, delete] }'),
    ],
  },
});
