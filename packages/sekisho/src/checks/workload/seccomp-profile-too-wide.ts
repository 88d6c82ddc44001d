import { judgeSeccompProfile } from "../../semantics/seccomp-profile/seccomp-profile.ts";
import { defineObjectCheck } from "../manifest/define.ts";

export const seccompProfileTooWide = defineObjectCheck({
  id: "workload/seccomp-profile-too-wide",
  aliases: [],
  title: {
    en: "Seccomp profile allows system calls that no container needs",
    ja: "seccomp プロファイルがコンテナに不要なシステムコールを許可している",
  },
  severity: "medium",
  why: {
    en: "Calls that load kernel modules, start another kernel, set the clock or reboot serve an intruder only; a profile that allows what it does not name grows with every kernel.",
    ja: "カーネルモジュールの読み込み、カーネルの起動、時刻の変更、再起動などのシステムコールは侵入者だけに役立ちます。既定で許可するプロファイルは、カーネルの更新のたびに許可範囲が広がります。",
  },
  remediation: {
    en: "Set defaultAction to SCMP_ACT_ERRNO and allow what the program calls, without these.",
    ja: "defaultAction を SCMP_ACT_ERRNO とし、プログラムが使用するものだけを許可してください。",
  },
  sources: ["seccomp(2)", "Kubernetes documentation: Restrict a Container's Syscalls with seccomp"],
  kinds: ["SeccompProfile.security-profiles-operator.x-k8s.io", "SeccompProfile"],
  examples: {
    fail: [
      `apiVersion: security-profiles-operator.x-k8s.io/v1beta1
kind: SeccompProfile
metadata: { name: app }
spec: { defaultAction: SCMP_ACT_ERRNO, syscalls: [{ action: SCMP_ACT_ALLOW, names: [read, write, clock_settime] }] }`,
      '{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [{ "names": ["kexec_load"], "action": "SCMP_ACT_ERRNO" }] }',
    ],
    pass: [
      '{ "defaultAction": "SCMP_ACT_ERRNO", "syscalls": [{ "names": ["read", "write"], "action": "SCMP_ACT_ALLOW" }, { "names": ["bpf"], "action": "SCMP_ACT_ALLOW", "includes": { "caps": ["CAP_SYS_ADMIN"] } }] }',
      `apiVersion: security-profiles-operator.x-k8s.io/v1beta1
kind: SeccompProfile
metadata: { name: app }
spec: { defaultAction: SCMP_ACT_KILL, syscalls: [{ action: SCMP_ACT_ALLOW, names: [read] }, { action: SCMP_ACT_ERRNO, names: [reboot] }] }`,
    ],
  },
  evaluate(object) {
    const { openDefault, defaultPointer, needless } = judgeSeccompProfile(object);
    const named = needless.filter(({ pointer }) => pointer !== defaultPointer);
    const violations = named.map(({ name, pointer }) => ({
      message: { en: `The system call ${name} is allowed.`, ja: `システムコール ${name} が許可されています。` },
      pointer,
      detail: `syscall:${name}`,
    }));
    const unnamed = needless.length - named.length;
    if (openDefault === undefined || unnamed === 0) return violations;
    return [
      ...violations,
      {
        message: {
          en: `The default action ${openDefault} allows ${unnamed} system calls that containers never need.`,
          ja: `既定の動作 ${openDefault} により、コンテナに不要なシステムコール ${unnamed} 個が許可されています。`,
        },
        pointer: defaultPointer,
        detail: "default-action",
      },
    ];
  },
});
