import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { findChangedPod } from "../../semantics/audit/changed-pod.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { podResources } from "../../semantics/audit/sent-pod.ts";
import { parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import { isFromTrustedRegistry } from "../../semantics/image-reference/trusted-registry.ts";
import { defineEventDetector } from "../define.ts";

export const unlistedImage = defineEventDetector({
  id: "audit/unlisted-image",
  aliases: ["falco:Create Disallowed Pod", "guardduty:Execution:Kubernetes/AnomalousBehavior.WorkloadDeployed"],
  title: { en: "Workload of an image that is not allowed", ja: "許可されていないイメージを使用するワークロードの作成" },
  severity: "medium",
  why: {
    en: "What runs in the cluster comes from places that you chose. An image from elsewhere was not built, scanned or signed by your pipeline.",
    ja: "許可した場所以外のイメージは、自社のパイプラインによるビルド、スキャン、署名を経ていません。",
  },
  remediation: {
    en: "Copy the image to a registry of yours, and let an admission policy refuse others.",
    ja: "イメージを自社のレジストリに複製し、アドミッションポリシーでそれ以外を拒否してください。",
  },
  response: [
    { en: "Ask the caller where the image comes from.", ja: "イメージの入手元を本人に確認します。" },
    { en: "Scan it; keep it if it is hostile.", ja: "イメージをスキャンし、不正なものであれば保全します。" },
    {
      en: "Delete the workload if nobody answers, and look at what its pods connected to.",
      ja: "確認できない場合はワークロードを削除し、Pod の接続先を調べます。",
    },
  ],
  falsePositives: {
    en: "Add-ons of the cluster come from registries of their vendors: list these too. Without a list the detector is silent.",
    ja: "クラスターのアドオンは提供元のレジストリを使用するため、それらも登録してください。一覧が空の場合は検知しません。",
  },
  techniques: ["attack@18#T1204.003", "attack@18#T1610"],
  sources: ["MITRE ATT&CK, T1204.003 Malicious Image"],
  reads: { verbs: ["create", "update", "patch"], resources: podResources, needs: "request" },
  parameters: {
    trusted: {
      type: "string-list",
      default: [],
      description: {
        en: "Registries that are allowed, with * and the beginning of a repository: `registry.example.com`, `*.example.com`, `ghcr.io/my-team`.",
        ja: "許可するレジストリ（* とリポジトリの先頭部分を使用可）。例: `registry.example.com`、`*.example.com`、`ghcr.io/my-team`。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "Docker Hub, which is implied",
        parameters: { trusted: ["registry.example.com"] },
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "helper",
            request: { spec: { containers: [{ name: "main", image: "someone/tool" }] } },
          },
        ],
      },
      {
        name: "another team's repository, in a patch",
        parameters: { trusted: ["ghcr.io/my-team"] },
        events: [
          {
            verb: "patch",
            resource: "deployments.apps",
            namespace: "shop",
            name: "web",
            request: {
              spec: { template: { spec: { containers: [{ name: "main", image: "ghcr.io/my-team-x/web:1" }] } } },
            },
          },
        ],
      },
      {
        name: "a debug container",
        parameters: { trusted: ["registry.example.com"] },
        events: [
          {
            verb: "patch",
            resource: "pods/ephemeralcontainers",
            namespace: "shop",
            name: "web-0",
            request: { spec: { ephemeralContainers: [{ name: "debugger", image: "alpine" }] } },
          },
        ],
      },
      {
        name: "a volume made of an image",
        parameters: { trusted: ["registry.example.com"] },
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "web",
            request: {
              spec: {
                volumes: [{ name: "model", image: { reference: "quay.io/someone/model:1" } }],
                containers: [{ name: "main", image: "registry.example.com/shop/web:1" }],
              },
            },
          },
        ],
      },
    ],
    silent: [
      {
        name: "from an allowed place",
        parameters: { trusted: ["*.example.com", "docker.io/library"] },
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "web",
            request: {
              spec: {
                initContainers: [{ name: "setup", image: "alpine:3" }],
                containers: [{ name: "main", image: "registry.example.com/shop/web:1" }],
              },
            },
          },
        ],
      },
      {
        name: "nothing is listed",
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "helper",
            request: { spec: { containers: [{ name: "main", image: "someone/tool" }] } },
          },
        ],
      },
      {
        name: "a patch of something else",
        parameters: { trusted: ["registry.example.com"] },
        events: [
          {
            verb: "patch",
            resource: "deployments.apps",
            namespace: "shop",
            name: "web",
            request: { spec: { replicas: 3 } },
            response: {
              kind: "Deployment",
              spec: { template: { spec: { containers: [{ name: "main", image: "someone/tool" }] } } },
            },
          },
        ],
      },
      {
        name: "the pod that a controller makes of it",
        parameters: { trusted: ["registry.example.com"] },
        events: [
          {
            user: "system:serviceaccount:kube-system:replicaset-controller",
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "web-x",
            request: { spec: { containers: [{ name: "main", image: "someone/tool" }] } },
          },
        ],
      },
    ],
  },
  judge(event, { parameters }) {
    if (parameters.trusted.length === 0) return [];
    const template = findChangedPod(event);
    if (template === undefined) return [];
    const ofContainers = template.containers.map(({ spec }) => spec.image ?? "");
    const ofVolumes = (template.spec.volumes ?? []).map(({ value }) => value.image?.reference ?? "");
    const images = [...new Set([...ofContainers, ...ofVolumes])];
    const unlisted = images.filter((image) => image !== "" && !isListed(image, parameters.trusted));
    if (unlisted.length === 0) return [];
    const [what, shown] = [describeAuditObject(event), quoteNames(unlisted)];
    return [
      {
        subject: what,
        message: {
          en: `Made ${what} with images from places that are not allowed: ${shown}.`,
          ja: `許可されていない場所のイメージ（${shown}）を使用する ${what} を作成または変更しました。`,
        },
      },
    ];
  },
});

/** What is no image name comes from no allowed place. */
function isListed(image: string, trusted: readonly string[]): boolean {
  const reference = parseImageReference(image);
  return reference !== undefined && isFromTrustedRegistry(reference, trusted);
}
