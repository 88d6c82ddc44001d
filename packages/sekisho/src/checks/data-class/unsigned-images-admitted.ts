import { defineDemandCheck } from "./define-demand-check.ts";

export const unsignedImagesAdmitted = defineDemandCheck({
  id: "data-class/unsigned-images-admitted",
  demand: "signed-images-only",
  aliases: [],
  title: {
    en: "Service that must run signed images admits others",
    ja: "署名付きイメージに限定すべきサービスで未署名のイメージも許可される",
  },
  severity: "medium",
  why: {
    en: "The security policy demands that only images with a verified signature run in this service. The policy that verifies them lets others in all the same.",
    ja: "このサービスでは、セキュリティポリシーにより署名を検証したイメージだけを実行する必要がありますが、検証に失敗したイメージも実行されます。",
  },
  remediation: {
    en: "Set the policy's action to Enforce, or give the namespace the label of the policy controller.",
    ja: "ポリシーのアクションを Enforce に設定するか、名前空間にポリシーコントローラーのラベルを付けてください。",
  },
  sources: [
    "NIST SP 800-190, section 4.1.5",
    "Kyverno documentation, Verify Images Rules",
    "Sigstore documentation, Policy Controller",
  ],
  examples: {
    fail: [
      `kind: ClusterPolicy
apiVersion: kyverno.io/v1
metadata: { name: signed }
spec: { validationFailureAction: Audit, rules: [{ name: all, match: { any: [{ resources: { kinds: [Pod] } }] }, verifyImages: [{ imageReferences: ['*'] }] }] }`,
      `kind: ClusterImagePolicy
apiVersion: policy.sigstore.dev/v1beta1
metadata: { name: signed }
spec: { images: [{ glob: '**' }] }
---
kind: Namespace
apiVersion: v1
metadata: { name: accounts }`,
    ],
    pass: [
      `kind: ClusterPolicy
apiVersion: kyverno.io/v1
metadata: { name: signed }
spec: { validationFailureAction: Enforce, rules: [{ name: all, match: { any: [{ resources: { kinds: [Pod] } }] }, verifyImages: [{ imageReferences: ['*'] }] }] }`,
      "",
    ],
  },
});
