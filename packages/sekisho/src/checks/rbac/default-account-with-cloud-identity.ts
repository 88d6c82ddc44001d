import { pointerPart } from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck } from "../manifest/define.ts";

/** Annotations that give a service account an identity of a cloud, and whose they are. */
const identityAnnotations: ReadonlyMap<string, string> = new Map([
  ["eks.amazonaws.com/role-arn", "AWS"],
  ["iam.gke.io/gcp-service-account", "Google Cloud"],
  ["azure.workload.identity/client-id", "Azure"],
]);

export const defaultAccountWithCloudIdentity = defineObjectCheck({
  id: "rbac/default-account-with-cloud-identity",
  aliases: [],
  title: {
    en: "Default service account has an identity of the cloud",
    ja: "既定のサービスアカウントにクラウドの ID が割り当てられている",
  },
  severity: "medium",
  kinds: ["ServiceAccount"],
  why: {
    en: "Every pod of the namespace that names no service account can use the cloud with this identity.",
    ja: "サービスアカウントを指定していない、その名前空間のすべての Pod が、この ID でクラウドを操作できます。",
  },
  remediation: {
    en: "Give the identity to a service account of its own, and name it in the workload that needs it.",
    ja: "専用のサービスアカウントに ID を割り当て、必要なワークロードだけで指定してください。",
  },
  sources: [
    "Amazon EKS user guide, Assign IAM roles to Kubernetes service accounts",
    "MITRE ATT&CK T1078.004, Valid Accounts: Cloud Accounts",
  ],
  examples: {
    fail: [
      `apiVersion: v1
kind: ServiceAccount
metadata:
  name: default
  namespace: shop
  annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::111122223333:role/shop" }
`,
      `apiVersion: v1
kind: ServiceAccount
metadata:
  name: default
  annotations: { iam.gke.io/gcp-service-account: shop@example.iam.gserviceaccount.com }
`,
    ],
    pass: [
      `apiVersion: v1
kind: ServiceAccount
metadata:
  name: shop
  annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::111122223333:role/shop" }
`,
      `apiVersion: v1
kind: ServiceAccount
metadata:
  name: default
  annotations: { example.com/role: shop }
`,
    ],
  },
  evaluate({ name, namespace, annotations }) {
    if (name !== "default") return [];
    return [...identityAnnotations]
      .filter(([key]) => (annotations[key] ?? "") !== "")
      .map(([key, cloud]) => ({
        message: {
          en: `The default service account of namespace ${namespace} has the ${cloud} identity ${annotations[key] ?? ""}.`,
          ja: `名前空間 ${namespace} の既定のサービスアカウントに、${cloud} の ID ${annotations[key] ?? ""} が割り当てられています。`,
        },
        pointer: `/metadata/annotations${pointerPart(key)}`,
        detail: `annotation:${key}`,
      }));
  },
});
