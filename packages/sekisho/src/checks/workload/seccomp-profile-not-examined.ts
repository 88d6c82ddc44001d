import { quote } from "../../model/quote.ts";
import { findUnreadSeccompProfiles } from "../../semantics/seccomp-profile/unread-profiles.ts";
import { definePodCheck } from "../manifest/define.ts";

const pod = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  securityContext: { seccompProfile: { type: Localhost, localhostProfile: operator/app.json } }
  containers: [{ name: app, image: a }]`;

export const seccompProfileNotExamined = definePodCheck({
  id: "workload/seccomp-profile-not-examined",
  aliases: [],
  title: {
    en: "Seccomp profile file is not among what was examined",
    ja: "seccomp プロファイルのファイルが未検査",
  },
  severity: "info",
  why: {
    en: "A profile of the node may allow every system call: that a pod names one says nothing of what it refuses.",
    ja: "ノード上のプロファイルは、すべてのシステムコールを許可している可能性があります。指定があるだけでは、何が拒否されるかを判定できません。",
  },
  remediation: {
    en: "Keep the profile in the repository and scan it with the manifests, or use RuntimeDefault.",
    ja: "プロファイルをリポジトリで管理し、マニフェストと一緒にスキャンしてください。または RuntimeDefault を使用してください。",
  },
  sources: ["Kubernetes documentation: Restrict a Container's Syscalls with seccomp"],
  examples: {
    fail: [
      "spec: { securityContext: { seccompProfile: { type: Localhost, localhostProfile: profiles/app.json } }, containers: [{ name: app }] }",
      "spec: { containers: [{ name: app, securityContext: { seccompProfile: { type: Localhost } } }] }",
    ],
    pass: [
      "spec: { securityContext: { seccompProfile: { type: RuntimeDefault, localhostProfile: app.json } }, containers: [{ name: app }] }",
      {
        manifests: `${pod}
---
apiVersion: security-profiles-operator.x-k8s.io/v1beta1
kind: SeccompProfile
metadata: { name: app }
spec: { defaultAction: SCMP_ACT_ERRNO }`,
      },
    ],
  },
  evaluate(template, { set }) {
    return findUnreadSeccompProfiles(template, set).map(({ container, pointer, file }) => ({
      container,
      pointer,
      message:
        file === ""
          ? {
              en: "The type is Localhost, but localhostProfile names no file: what the profile allows was not examined.",
              ja: "type は Localhost ですが、localhostProfile にファイルの指定がないため、プロファイルの内容は未検査です。",
            }
          : {
              en: `The profile ${quote(file)} is not among the files that were scanned: what it allows was not examined.`,
              ja: `プロファイル ${quote(file)} はスキャンしたファイルにないため、内容は未検査です。`,
            },
    }));
  },
});
