import { appArmorAnnotationPrefix } from "../../semantics/pod-security/kernel-profiles.ts";
import { definePodCheck } from "../manifest/define.ts";

export const apparmorNotSet = definePodCheck({
  id: "workload/apparmor-not-set",
  aliases: ["kubeaudit:AppArmorAnnotationMissing", "kubesec:ApparmorAny"],
  title: { en: "No AppArmor profile is named", ja: "AppArmor プロファイルが指定されていない" },
  severity: "low",
  why: {
    en: "Most runtimes apply their own profile on nodes with AppArmor; naming it makes a pod fail to start where it would run without.",
    ja: "AppArmor が有効なノードでは多くのランタイムが既定プロファイルを適用しますが、明示すると、適用できないノードでの起動を防げます。",
  },
  remediation: {
    en: "Set securityContext.appArmorProfile.type: RuntimeDefault for the pod.",
    ja: "Pod の securityContext に appArmorProfile.type: RuntimeDefault を設定してください。",
  },
  sources: ["NSA/CISA Kubernetes Hardening Guide 1.2: AppArmor"],
  isOptional: true,
  examples: {
    fail: [
      "spec: { containers: [{ name: app }] }",
      "spec: { containers: [{ name: app, securityContext: { appArmorProfile: { type: RuntimeDefault } } }, { name: proxy }] }",
    ],
    pass: [
      "spec: { securityContext: { appArmorProfile: { type: RuntimeDefault } }, containers: [{ name: app }] }",
      `metadata: { annotations: { container.apparmor.security.beta.kubernetes.io/app: runtime/default } }
spec: { containers: [{ name: app }] }`,
      "spec: { os: { name: windows }, containers: [{ name: app }] }",
    ],
  },
  evaluate(template) {
    if (template.system === "windows") return [];
    return template.containers
      .filter(
        ({ name, effective }) =>
          effective.appArmorProfile === undefined &&
          template.annotations[appArmorAnnotationPrefix + name] === undefined,
      )
      .map((container) => ({
        container,
        message: {
          en: "Neither the container nor the pod sets appArmorProfile.",
          ja: "コンテナにも Pod にも appArmorProfile が設定されていません。",
        },
        pointer: `${container.pointer}/securityContext/appArmorProfile`,
        fix: {
          safety: "proposal",
          changes: [{ set: "/spec/securityContext/appArmorProfile/type", value: "RuntimeDefault" }],
        },
      }));
  },
});
