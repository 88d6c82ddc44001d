import { quote } from "../../model/quote.ts";
import { parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const tiller = defineContainerCheck({
  id: "supply/tiller",
  aliases: ["checkov:CKV_K8S_34", "checkov:CKV_K8S_44", "checkov:CKV_K8S_45", "trivy:KSV-0102"],
  title: { en: "Tiller of Helm 2 runs in the cluster", ja: "クラスターで Helm 2 の Tiller が動作している" },
  severity: "high",
  why: {
    en: "Tiller takes orders without asking who gives them and carries them out with wide permissions: every pod that reaches it may install anything. It has had no repairs since November 2020.",
    ja: "Tiller は認証なしで指示を受け付け、広い権限で実行するため、到達できるすべての Pod が任意のものをインストールできます。2020 年 11 月以降は修正も提供されていません。",
  },
  remediation: {
    en: "Move the releases to Helm 3 or later with its 2to3 plugin, then delete the Deployment and the Service of Tiller.",
    ja: "2to3 プラグインでリリースを Helm 3 以降へ移行した後、Tiller の Deployment と Service を削除してください。",
  },
  sources: ["Helm project, Helm v2 deprecation timeline", "Helm 2 documentation, Securing your Helm installation"],
  examples: {
    fail: [
      "spec: { containers: [{ name: tiller, image: 'gcr.io/kubernetes-helm/tiller:v2.16.0' }] }",
      "spec: { containers: [{ name: a, image: 'mirror.example.com/helm/tiller@sha256:0000000000000000000000000000000000000000000000000000000000000000' }] }",
    ],
    pass: [
      "spec: { containers: [{ name: tiller, image: 'example.com/tiller-game:1' }] }",
      "spec: { containers: [{ name: a, image: 'alpine/helm:3.16.0' }] }",
    ],
  },
  isAbout: ({ templates }) =>
    templates.some(({ containers }) => containers.some(({ spec }) => isTiller(spec.image ?? ""))),
  evaluate({ spec }) {
    const image = spec.image ?? "";
    if (!isTiller(image)) return [];
    const name = quote(image);
    return [
      {
        message: {
          en: `${name} is Tiller, the server of Helm 2.`,
          ja: `${name} は Helm 2 のサーバーである Tiller です。`,
        },
        pointer: "/image",
      },
    ];
  },
});

function isTiller(image: string): boolean {
  const repository = parseImageReference(image)?.repository ?? "";
  return repository === "tiller" || repository.endsWith("/tiller");
}
