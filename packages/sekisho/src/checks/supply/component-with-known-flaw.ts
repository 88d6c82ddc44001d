import { quote } from "../../model/quote.ts";
import { type ImageReference, parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import { semver } from "../../versions/semver.ts";
import { defineContainerCheck, type ManifestViolation } from "../manifest/define.ts";

/** A flaw of software that runs a cluster. */
interface ComponentFlaw {
  readonly cve: string;
  /** The repository of its image, in whatever registry. */
  readonly repository: string;
  /** Versions from the first up to, and without, the second; a flaw may be in several lines. */
  readonly ranges: readonly (readonly [introduced: string, fixed: string])[];
  readonly severity?: "critical";
}

const flaws: readonly ComponentFlaw[] = [
  {
    cve: "CVE-2025-1974",
    repository: "ingress-nginx/controller",
    ranges: [
      ["0.0.0", "1.11.5"],
      ["1.12.0-beta.0", "1.12.1"],
    ],
    severity: "critical",
  },
  {
    cve: "CVE-2021-25742",
    repository: "ingress-nginx/controller",
    ranges: [
      ["0.0.0", "0.49.1"],
      ["1.0.0", "1.0.1"],
    ],
  },
  {
    cve: "CVE-2022-24348",
    repository: "argoproj/argocd",
    ranges: [
      ["0.0.0", "2.1.9"],
      ["2.2.0", "2.2.4"],
    ],
  },
  { cve: "CVE-2022-39328", repository: "grafana/grafana", ranges: [["9.2.0", "9.2.4"]] },
  { cve: "CVE-2022-47633", repository: "kyverno/kyverno", ranges: [["1.8.3", "1.8.5"]] },
];

export const componentWithKnownFlaw = defineContainerCheck({
  id: "supply/component-with-known-flaw",
  aliases: ["kubescape:C-0059", "kubescape:C-0081", "kubescape:C-0090", "kubescape:C-0091"],
  title: {
    en: "Version of a cluster component with a flaw that takes over clusters",
    ja: "クラスターの乗っ取りにつながる脆弱性を含むコンポーネントのバージョン",
  },
  severity: "high",
  severityReason: {
    en: "Critical where whoever reaches the pod runs code in it and reads all Secrets, without signing in.",
    ja: "Pod に到達できる者が認証なしでコードを実行し、すべての Secret を読み取れる場合は「緊急」です。",
  },
  why: {
    en: "Ingress controllers, delivery tools and policy engines hold wide permissions: their flaws are the cluster's. This check knows a few by the image's tag; scan the image itself for all others.",
    ja: "Ingress コントローラー、デリバリーツール、ポリシーエンジンは広い権限を持つため、その脆弱性はクラスター全体に及びます。このチェック項目はイメージのタグから一部の脆弱性だけを判定します。ほかの脆弱性については、イメージ自体をスキャンしてください。",
  },
  remediation: {
    en: "Raise the component to the version named, or a later one.",
    ja: "示されたバージョン以降に更新してください。",
  },
  sources: [
    "Kubernetes security announcements, CVE-2021-25742 and CVE-2025-1974",
    "Go vulnerability database, GO-2022-0304, GO-2022-1180, GO-2024-2856 and GO-2025-3567",
  ],
  examples: {
    fail: [
      "spec: { containers: [{ name: a, image: 'registry.k8s.io/ingress-nginx/controller:v1.12.0' }] }",
      "spec: { containers: [{ name: a, image: 'quay.io/argoproj/argocd:v2.2.3' }] }",
      "spec: { containers: [{ name: a, image: 'grafana/grafana:9.2.0-ubuntu' }] }",
      "spec: { containers: [{ name: a, image: 'mirror.example.com/ghcr/kyverno/kyverno:v1.8.4' }] }",
    ],
    pass: [
      "spec: { containers: [{ name: a, image: 'registry.k8s.io/ingress-nginx/controller:v1.12.1' }] }",
      "spec: { containers: [{ name: a, image: 'quay.io/argoproj/argocd:v2.2.4' }] }",
      "spec: { containers: [{ name: a, image: 'grafana/grafana:9.1.8' }] }",
      "spec: { containers: [{ name: a, image: 'kyverno/kyverno:latest' }] }",
      "spec: { containers: [{ name: a, image: 'example.com/notgrafana/grafana:9.2.0' }] }",
    ],
  },
  // Of other images it says nothing, neither good nor bad.
  isAbout: ({ templates }) =>
    templates.some(({ containers }) => containers.some(({ spec }) => isKnown(spec.image ?? ""))),
  evaluate({ spec }) {
    const reference = parseImageReference(spec.image ?? "");
    const version = reference === undefined ? undefined : versionOf(reference);
    if (reference === undefined || version === undefined) return [];
    return flaws.flatMap((flaw): readonly ManifestViolation[] => {
      const fixed = isOf(reference, flaw) ? findFixed(version, flaw) : undefined;
      return fixed === undefined ? [] : [toViolation(reference, flaw, fixed)];
    });
  },
});

function isKnown(image: string): boolean {
  const reference = parseImageReference(image);
  return reference !== undefined && flaws.some((flaw) => isOf(reference, flaw));
}

function isOf({ repository }: ImageReference, flaw: ComponentFlaw): boolean {
  return repository === flaw.repository || repository.endsWith(`/${flaw.repository}`);
}

/** Gives the version that a tag names. What stands behind it is a build, but for the words of versions before a release. */
function versionOf({ tag = "" }: ImageReference): string | undefined {
  const written = /^v?(\d{1,9}\.\d{1,9}\.\d{1,9})(-(?:alpha|beta|rc)[.\w-]{0,40})?(?=-|$)/.exec(tag);
  return written === null ? undefined : `${written[1] ?? ""}${written[2] ?? ""}`;
}

function findFixed(version: string, { ranges }: ComponentFlaw): string | undefined {
  return ranges.find(([introduced, fixed]) => compare(introduced, version) <= 0 && compare(version, fixed) < 0)?.[1];
}

/** Text that is no version is above all: nothing is said of it. */
function compare(left: string, right: string): number {
  const [first, second] = [semver.parse(left), semver.parse(right)];
  if (first === undefined || second === undefined) return first === undefined ? 1 : -1;
  return semver.compare(first, second);
}

function toViolation(reference: ImageReference, { cve, severity }: ComponentFlaw, fixed: string): ManifestViolation {
  const name = quote(reference.text);
  return {
    message: {
      en: `${name} has ${cve}, which ${fixed} repairs.`,
      ja: `${name} には ${cve} があります（${fixed} で修正）。`,
    },
    pointer: "/image",
    detail: cve,
    ...(severity === undefined ? {} : { severity }),
  };
}
