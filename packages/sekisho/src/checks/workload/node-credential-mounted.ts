import { quote } from "../../model/quote.ts";
import { findHostPathVolumes } from "../../semantics/host-paths/host-path-volumes.ts";
import { definePodCheck } from "../manifest/define.ts";

export const nodeCredentialMounted = definePodCheck({
  id: "workload/node-credential-mounted",
  aliases: [
    "kube-bench:5.2.11",
    "kube-linter:sensitive-host-mounts",
    "kubeaudit:SensitivePathsMounted",
    "kubescape:C-0020",
    "kubescape:C-0048",
    "kubescape:C-0203",
    "polaris:hostPathSet",
    "trivy:KSV-0023",
    "trivy:KSV-0121",
  ],
  title: { en: "Pod reads credentials of its node", ja: "Pod からノードの認証情報を読み取れる" },
  severity: "high",
  why: {
    en: "With them a process acts as the node, the cluster administrator or the cloud account.",
    ja: "ノード、クラスター管理者、クラウドアカウントとして振る舞えるようになります。",
  },
  remediation: {
    en: "Delete the volume. Give the pod an identity of its own: a ServiceAccount, workload identity of the cloud, or a Secret.",
    ja: "ボリュームを削除し、ServiceAccount、クラウドの Workload Identity、Secret など Pod 専用の認証情報を使用してください。",
  },
  sources: ["MITRE ATT&CK T1552.001: Credentials In Files"],
  examples: {
    fail: [
      "spec: { volumes: [{ name: data, hostPath: { path: /home/ec2-user/.aws } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data, readOnly: true }] }] }",
      "spec: { volumes: [{ name: data, hostPath: { path: /etc/kubernetes/azure.json } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
      "spec: { volumes: [{ name: data, hostPath: { path: /root/.config/gcloud/application_default_credentials.json } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
    ],
    pass: [
      "spec: { volumes: [{ name: data, hostPath: { path: /srv/aws } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
      "spec: { volumes: [{ name: data, hostPath: { path: /etc/ssl/certs } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data, readOnly: true }] }] }",
    ],
  },
  evaluate(template) {
    return findHostPathVolumes(template)
      .filter((volume) => volume.class === "credential")
      .map(({ name, path, pointer }) => ({
        message: {
          en: `Volume ${quote(name)} is ${quote(path)} of the node, where credentials lie.`,
          ja: `ボリューム ${quote(name)} は、認証情報を含むノードの ${quote(path)} です。`,
        },
        pointer,
        detail: `volume:${name}`,
      }));
  },
});
