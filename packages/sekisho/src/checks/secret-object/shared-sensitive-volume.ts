import { quote } from "../../model/quote.ts";
import { findSharedClaims } from "../../semantics/kubernetes/claim-users.ts";
import { describeObject, type ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { PodTemplate } from "../../semantics/pod-settings/pod-template.ts";
import { defineSetCheck } from "../manifest/define.ts";

/** Labels and annotations that tell how confidential something is. */
const classKey = /classification|sensitivity|confidential|data-?class|holds|\bpii\b|\bpci\b|hipaa|gdpr/i;
const harmlessClass = /^(?:|none|no|false|low|public|anonymous|unclassified)$/i;
/** Names that tell the same. */
const sensitiveName =
  /secret|credential|password|private|personal|payment|customer|member|patient|backup|dump|vault|keys?(?:$|-)|certs?(?:$|-)/i;

export const sharedSensitiveVolume = defineSetCheck({
  id: "secret-object/shared-sensitive-volume",
  aliases: [],
  title: { en: "Sensitive volume shared by several workloads", ja: "複数のワークロードが共有する機微なボリューム" },
  severity: "medium",
  severityReason: {
    en: "Low where only the name of the volume suggests it.",
    ja: "ボリュームの名前だけから推定した場合は「低」です。",
  },
  why: {
    en: "Whoever takes over one of the workloads reads, and often changes, the data of all of them; permissions of the API do not hold for files.",
    ja: "いずれかのワークロードを乗っ取った者が、全体のデータを参照、改ざんできます。API の権限はファイルには及びません。",
  },
  remediation: {
    en: "Give each workload a volume of its own, or mount it read-only where nothing is written; pass secrets as Secrets.",
    ja: "ワークロードごとに専用のボリュームを使用するか、書き込まない側は読み取り専用でマウントしてください。秘密情報は Secret で渡します。",
  },
  sources: ["NIST SP 800-190, 3.3.4 and 4.3.4", "Kubernetes documentation, Persistent Volumes: Access Modes"],
  examples: {
    fail: [
      `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: uploads, labels: { data-classification: personal } }
spec: { accessModes: [ReadWriteMany] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [], volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: resize }
spec: { template: { spec: { containers: [], volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } } }`,
      `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: shared-secrets }
spec: { accessModes: [ReadWriteOnce, ReadWriteMany] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [], volumes: [{ name: data, persistentVolumeClaim: { claimName: shared-secrets } }] } } }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: renew }
spec: { jobTemplate: { spec: { template: { spec: { containers: [], volumes: [{ name: data, persistentVolumeClaim: { claimName: shared-secrets } }] } } } } }`,
    ],
    pass: [
      `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: cache }
spec: { accessModes: [ReadWriteMany] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [], volumes: [{ name: data, persistentVolumeClaim: { claimName: cache } }] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: resize }
spec: { template: { spec: { containers: [], volumes: [{ name: data, persistentVolumeClaim: { claimName: cache } }] } } }`,
      `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: uploads, labels: { data-classification: personal } }
spec: { accessModes: [ReadWriteMany] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [], volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } } }`,
      `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: uploads, labels: { data-classification: personal } }
spec: { accessModes: [ReadOnlyMany] }`,
    ],
  },
  isAbout: (set) => set.ofKind("PersistentVolumeClaim").length > 0,
  evaluate(set) {
    return findSharedClaims(set).flatMap(({ claim: object, users }) => {
      const templates = users.map(({ template }) => template);
      const sign = signOfSensitivity(object, templates);
      if (sign === undefined) return [];
      const names = templates.map(({ workload }) => describeObject(workload));
      const shown = names.length > 3 ? `${names.slice(0, 3).join(", ")}, …` : names.join(", ");
      return [
        {
          object,
          message: {
            en: `${names.length} workloads share it (${shown}); ${quote(sign.text)} says that it is sensitive.`,
            ja: `${names.length} 個のワークロード（${shown}）が共有しています。機微なデータと判断した根拠: ${quote(sign.text)}`,
          },
          pointer: "/spec/accessModes",
          ...(sign.isSure ? {} : { severity: "low" as const }),
        },
      ];
    });
  },
});

interface Sign {
  readonly text: string;
  readonly isSure: boolean;
}

function signOfSensitivity(claim: ManifestObject, templates: readonly PodTemplate[]): Sign | undefined {
  const labels = [
    claim.labels,
    claim.annotations,
    ...templates.flatMap((template) => [template.labels, template.annotations]),
  ];
  for (const [key, value] of labels.flatMap((held) => Object.entries(held))) {
    if (classKey.test(key) && !harmlessClass.test(value)) return { text: `${key}: ${value}`, isSure: true };
  }
  return sensitiveName.test(claim.name) ? { text: claim.name, isSure: false } : undefined;
}
