import { defineContainerCheck } from "../manifest/define.ts";

export const writableRootFilesystem = defineContainerCheck({
  id: "workload/writable-root-filesystem",
  aliases: [
    "checkov:CKV_K8S_22",
    "kube-linter:no-read-only-root-fs",
    "kube-score:container-security-context-readonlyrootfilesystem",
    "kubeaudit:ReadOnlyRootFilesystemFalse",
    "kubeaudit:ReadOnlyRootFilesystemNil",
    "kubescape:C-0017",
    "kubesec:ReadOnlyRootFilesystem",
    "kyverno:require-ro-rootfs",
    "polaris:notReadOnlyRootFilesystem",
    "trivy:KSV-0014",
  ],
  title: { en: "Container may write to its own files", ja: "コンテナのルートファイルシステムに書き込める" },
  severity: "low",
  why: {
    en: "An intruder can replace programs and leave tools in the running container; with a read-only root only volumes are left for that.",
    ja: "侵入者がプログラムの置き換えや攻撃ツールの設置を行えます。読み取り専用にすると、書き込める場所がボリュームに限られます。",
  },
  remediation: {
    en: "Set readOnlyRootFilesystem: true, and mount an emptyDir where the program writes.",
    ja: "readOnlyRootFilesystem: true を設定し、書き込みが必要な場所には emptyDir をマウントしてください。",
  },
  sources: ["NSA/CISA Kubernetes Hardening Guide 1.2: immutable container file systems", "CIS Docker Benchmark 5.13"],
  examples: {
    fail: [
      "spec: { containers: [{ name: app }] }",
      "spec: { containers: [{ name: app, securityContext: { readOnlyRootFilesystem: false } }] }",
    ],
    pass: [
      "spec: { containers: [{ name: app, securityContext: { readOnlyRootFilesystem: true } }] }",
      "spec: { os: { name: windows }, containers: [{ name: app }] }",
      "spec: { containers: [{ name: app, securityContext: { readOnlyRootFilesystem: true } }], ephemeralContainers: [{ name: debug }] }",
    ],
  },
  evaluate({ template, role, spec }) {
    // Ephemeral containers are for debugging: they come and go by hand.
    if (template.system === "windows" || role === "ephemeral") return [];
    const set = spec.securityContext?.readOnlyRootFilesystem;
    if (set === true) return [];
    const pointer = "/securityContext/readOnlyRootFilesystem";
    const message =
      set === undefined
        ? {
            en: "readOnlyRootFilesystem is not set; the default is false.",
            ja: "readOnlyRootFilesystem が未設定です（既定値は false）。",
          }
        : { en: "readOnlyRootFilesystem is false.", ja: "readOnlyRootFilesystem が false です。" };
    return [{ message, pointer, fix: { safety: "proposal", changes: [{ set: pointer, value: true }] } }];
  },
});
