import { quote } from "../../model/quote.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const secretInEnvironment = defineContainerCheck({
  id: "secret-object/secret-in-environment",
  aliases: [
    "checkov:CKV_K8S_35",
    "kube-bench:5.4.1",
    "kube-linter:env-value-from",
    "kube-linter:env-var-value-from",
    "kube-linter:read-secret-from-env-var",
    "kubescape:C-0207",
    "kubesec:SecretsAsEnvironmentVariables",
  ],
  isOptional: true,
  title: { en: "Secret as an environment variable", ja: "環境変数で渡される Secret" },
  severity: "low",
  why: {
    en: "Variables are inherited by every child process, and end up in crash reports and debug pages; they cannot be renewed while the container runs.",
    ja: "環境変数は子プロセスに引き継がれ、クラッシュレポートやデバッグ画面に残ることがあります。実行中に更新することもできません。",
  },
  remediation: { en: "Mount the Secret as a file.", ja: "Secret をファイルとしてマウントしてください。" },
  sources: ["CIS Kubernetes Benchmark 1.12.0, 5.4.1"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1, env: [{ name: T, valueFrom: { secretKeyRef: { name: web, key: token } } }] }] }",
      "spec: { containers: [{ name: web, image: web:1, envFrom: [{ secretRef: { name: web } }] }] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, env: [{ name: T, valueFrom: { configMapKeyRef: { name: web, key: level } } }], envFrom: [{ configMapRef: { name: web } }] }] }",
      "spec: { containers: [{ name: web, image: web:1, volumeMounts: [{ name: token, mountPath: /run/token }] }], volumes: [{ name: token, secret: { secretName: web } }] }",
    ],
  },
  evaluate({ spec, pointer: base }) {
    const single = (spec.env ?? []).flatMap(({ value: { name = "", valueFrom }, pointer }) =>
      valueFrom?.secretKeyRef === undefined ? [] : [{ name, pointer: `${pointer}/valueFrom/secretKeyRef` }],
    );
    const whole = (spec.envFrom ?? []).flatMap(({ value: { secretRef }, pointer }) =>
      secretRef === undefined ? [] : [{ name: secretRef.name ?? "", pointer: `${pointer}/secretRef` }],
    );
    const [first, ...others] = [...single, ...whole];
    if (first === undefined) return [];
    const names = quote([first, ...others].map(({ name }) => name).join(", "));
    return [
      {
        message: {
          en: `Secrets reach the container as variables: ${names}.`,
          ja: `Secret が環境変数で渡されています: ${names}`,
        },
        pointer: first.pointer.slice(base.length),
        also: others.map(({ pointer }) => pointer.slice(base.length)),
      },
    ];
  },
});
