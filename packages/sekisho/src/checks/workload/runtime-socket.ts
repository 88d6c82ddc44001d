import { quote } from "../../model/quote.ts";
import { findHostPathVolumes } from "../../semantics/host-paths/host-path-volumes.ts";
import { definePodCheck } from "../manifest/define.ts";

export const runtimeSocket = definePodCheck({
  id: "workload/runtime-socket",
  aliases: [
    "checkov:CKV_K8S_27",
    "kube-bench:5.2.11",
    "kube-linter:docker-sock",
    "kubeaudit:SensitivePathsMounted",
    "kubescape:C-0048",
    "kubescape:C-0074",
    "kubescape:C-0203",
    "kubesec:DockerSock",
    "kyverno:disallow-container-sock-mounts",
    "polaris:hostPathSet",
    "trivy:KSV-0006",
    "trivy:KSV-0023",
  ],
  title: { en: "Pod reaches the container runtime of its node", ja: "Pod からノードのコンテナランタイムを操作できる" },
  severity: "high",
  why: {
    en: "Over the socket a process starts privileged containers on the node, past the API server and all its rules. Mounting it read-only changes nothing.",
    ja: "ソケットを通じて、API サーバーとその制御を経由せずに、ノード上で特権コンテナを起動できます。読み取り専用でマウントしても防げません。",
  },
  remediation: {
    en: "Delete the volume. Build images with a builder that needs no daemon; read states from the API server.",
    ja: "ボリュームを削除してください。イメージのビルドにはデーモン不要のビルダーを、状態の取得には API サーバーを使用してください。",
  },
  sources: ["CIS Docker Benchmark 5.32", "Kubernetes documentation: hostPath, security risks"],
  examples: {
    fail: [
      "spec: { volumes: [{ name: data, hostPath: { path: /var/run/docker.sock } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
      "spec: { volumes: [{ name: data, hostPath: { path: /run//containerd/containerd.sock/ } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
      "spec: { volumes: [{ name: data, hostPath: { path: /var/lib/../run/crio } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data, readOnly: true }] }] }",
    ],
    pass: [
      "spec: { volumes: [{ name: data, hostPath: { path: /var/run/app.sock } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
      "spec: { volumes: [{ name: data, hostPath: { path: /srv/docker.sock-backup } }], containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
    ],
  },
  evaluate(template) {
    return findHostPathVolumes(template)
      .filter((volume) => volume.class === "runtime-socket")
      .map(({ name, path, pointer }) => ({
        message: {
          en: `Volume ${quote(name)} is ${quote(path)} of the node, through which the container runtime is controlled.`,
          ja: `ボリューム ${quote(name)} は、コンテナランタイムを操作できるノードの ${quote(path)} です。`,
        },
        pointer,
        detail: `volume:${name}`,
      }));
  },
});
