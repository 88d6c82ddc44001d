import { defineDemandCheck } from "./define-demand-check.ts";

export const unencryptedVolume = defineDemandCheck({
  id: "data-class/unencrypted-volume",
  demand: "encryption-at-rest",
  aliases: [],
  title: {
    en: "Data that must be encrypted at rest lies on an unencrypted volume",
    ja: "保存時の暗号化が必要なデータが暗号化されないボリュームにある",
  },
  severity: "high",
  why: {
    en: "The security policy demands encryption at rest for what this service holds. A stolen disk or snapshot gives it away.",
    ja: "このサービスのデータには、セキュリティポリシーにより保存時の暗号化が必要です。ディスクやスナップショットが流出すると、内容を読み取られます。",
  },
  remediation: {
    en: 'Use a StorageClass that encrypts: encrypted: "true" for EBS, Ceph and Longhorn, best with a key of the key management system.',
    ja: '暗号化する StorageClass を使用してください。EBS、Ceph、Longhorn では encrypted: "true" を指定し、可能であれば鍵管理システムの鍵を使用してください。',
  },
  sources: ["NIST SP 800-190, section 4.3.5", "Kubernetes documentation, Storage Classes"],
  examples: {
    fail: [
      {
        spec: "{ containers: [{ name: app, image: a }], volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }] }",
        beside: `kind: PersistentVolumeClaim
apiVersion: v1
metadata: { name: data, namespace: accounts }
spec: { storageClassName: fast }
---
kind: StorageClass
apiVersion: storage.k8s.io/v1
metadata: { name: fast }
provisioner: ebs.csi.aws.com
parameters: { encrypted: 'false' }`,
      },
      {
        spec: "{ containers: [{ name: app, image: a }], volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }] }",
        beside: `kind: PersistentVolumeClaim
apiVersion: v1
metadata: { name: data, namespace: accounts }
spec: { storageClassName: fast }
---
kind: StorageClass
apiVersion: storage.k8s.io/v1
metadata: { name: fast }
provisioner: rbd.csi.ceph.com
parameters: { encrypted: 'false', pool: fast }`,
      },
    ],
    pass: [
      {
        spec: "{ containers: [{ name: app, image: a }], volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }] }",
        beside: `kind: PersistentVolumeClaim
apiVersion: v1
metadata: { name: data, namespace: accounts }
spec: { storageClassName: fast }
---
kind: StorageClass
apiVersion: storage.k8s.io/v1
metadata: { name: fast }
provisioner: ebs.csi.aws.com
parameters: { encrypted: 'true' }`,
      },
      {
        spec: "{ containers: [{ name: app, image: a }], volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }] }",
        beside: `kind: PersistentVolumeClaim
apiVersion: v1
metadata: { name: data, namespace: accounts }
spec: { storageClassName: fast }
---
kind: StorageClass
apiVersion: storage.k8s.io/v1
metadata: { name: fast }
provisioner: pd.csi.storage.gke.io`,
      },
      {
        spec: "{ containers: [{ name: app, image: a }], volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }] }",
        beside: `kind: PersistentVolumeClaim
apiVersion: v1
metadata: { name: data, namespace: accounts }
spec: { storageClassName: fast }`,
      },
    ],
  },
});
