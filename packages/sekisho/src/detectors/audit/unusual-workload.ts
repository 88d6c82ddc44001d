import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { podResources } from "../../semantics/audit/sent-pod.ts";
import { defineBaselineDetector } from "../define.ts";
import { unusualText } from "../describe-anomaly.ts";

export const unusualWorkload = defineBaselineDetector({
  id: "audit/unusual-workload",
  aliases: ["guardduty:Execution:Kubernetes/AnomalousBehavior.WorkloadDeployed"],
  title: { en: "Workload unlike those that the caller usually starts", ja: "普段と異なるワークロードの作成" },
  severity: "medium",
  why: {
    en: "Pipelines start the same images in the same namespaces. Another image in another place is how miners and back doors arrive.",
    ja: "デプロイで使われるイメージと名前空間は決まっています。普段と異なるイメージや場所での作成は、マイナーやバックドアの設置によく見られます。",
  },
  remediation: {
    en: "Allow only images of your own registries by admission control, and let only pipelines start workloads.",
    ja: "アドミッション制御で自社レジストリのイメージだけを許可し、ワークロードの作成をパイプラインに限定してください。",
  },
  response: [
    {
      en: "Look at the image: whose is it, what does it start?",
      ja: "イメージの提供元と、起動するプログラムを確認します。",
    },
    {
      en: "Ask the caller; without an answer, delete the workload and withdraw the credentials.",
      ja: "作成した主体に確認します。確認できない場合はワークロードを削除し、認証情報を無効にします。",
    },
  ],
  falsePositives: {
    en: "The first deployment of something new.",
    ja: "新しいアプリケーションの最初のデプロイも該当します。",
  },
  techniques: ["attack@18#T1610"],
  sources: ["MITRE ATT&CK, T1610 Deploy Container"],
  reads: { verbs: ["create", "update", "patch"], resources: podResources, needs: "request" },
  dimensions: ["action", "namespace", "image", "user-agent", "network", "hour"],
  parameters: {
    score: {
      type: "integer",
      default: 75,
      description: { en: "From this score on, 0 to 100.", ja: "検知するスコア（0〜100）。" },
    },
  },
  examples: {
    fires: [
      {
        name: "a miner where web servers are deployed",
        events: [
          {
            user: "system:serviceaccount:ci:deployer",
            verb: "patch",
            resource: "deployments.apps",
            namespace: "shop",
            name: "web",
            after: 3600,
            times: 200,
            request: {
              spec: { template: { spec: { containers: [{ name: "web", image: "registry.example.com/shop/web:1" }] } } },
            },
          },
          {
            user: "system:serviceaccount:ci:deployer",
            verb: "create",
            resource: "daemonsets.apps",
            namespace: "kube-system",
            name: "helper",
            request: {
              spec: { template: { spec: { containers: [{ name: "x", image: "docker.io/someone/x:latest" }] } } },
            },
          },
        ],
      },
    ],
    silent: [
      {
        name: "the next version of the same",
        events: [
          {
            user: "system:serviceaccount:ci:deployer",
            verb: "patch",
            resource: "deployments.apps",
            namespace: "shop",
            name: "web",
            after: 3600,
            times: 200,
            request: {
              spec: { template: { spec: { containers: [{ name: "web", image: "registry.example.com/shop/web:1" }] } } },
            },
          },
          {
            user: "system:serviceaccount:ci:deployer",
            verb: "patch",
            resource: "deployments.apps",
            namespace: "shop",
            name: "web",
            request: {
              spec: { template: { spec: { containers: [{ name: "web", image: "registry.example.com/shop/web:2" }] } } },
            },
          },
        ],
      },
    ],
  },
  threshold: ({ score }) => score,
  alert(event, { values }) {
    const unusual = unusualText(values);
    const what = describeAuditObject(event);
    return {
      subject: what,
      message: {
        en: `Made or changed ${what}, with an unusual ${unusual.en}.`,
        ja: `${what} を作成または変更しました。普段と異なる点: ${unusual.ja}。`,
      },
    };
  },
});
