import { type DocumentVariant, defineImporter } from "../define.ts";
import { beginBench, beginHunter } from "./convert-benches.ts";
import { beginChecks, beginOldChecks } from "./convert-checks.ts";
import { beginCompliance } from "./convert-compliance.ts";
import { beginSbom, beginSecrets, beginVulnerabilities } from "./convert-images.ts";

const header = [
  "/kind",
  "/metadata/name",
  "/metadata/namespace",
  "/metadata/creationTimestamp",
  "/metadata/labels",
  "/metadata/annotations",
  "/report/artifact",
  "/report/registry",
  "/report/os",
  "/report/scanner",
  "/report/updateTimestamp",
  "/status/updateTimestamp",
];

/** Reads the custom resources that Trivy Operator, and Starboard before it, keep in a cluster. */
export const trivyOperator = defineImporter({
  id: "trivy-operator",
  name: "Trivy Operator and Starboard",
  reads: [
    "VulnerabilityReport, ExposedSecretReport, ConfigAuditReport, RbacAssessmentReport, InfraAssessmentReport and their Cluster kinds, aquasecurity.github.io v1alpha1 and v1beta1",
    "ClusterComplianceReport, ClusterComplianceDetailReport; SbomReport and ClusterSbomReport",
    "CISKubeBenchReport and KubeHunterReport of Starboard",
    "Lists of them, as kubectl get -o json or yaml writes them, also the items alone, or lists by the names of resources",
  ],
  mapped: {
    en: "Vulnerabilities and secrets are findings about the image, with packages, versions, scores, vectors and links; failed checks are findings about the object, and about the container where a message or scope names it. Passed checks are counted. Components of an SBOM are packages of the report. What tells of no problem is left out and told: tests that nobody judged. Not read: summaries.",
    ja: "脆弱性とシークレットはイメージの検出事項とし、パッケージ、バージョン、スコア、ベクター、リンクを取り込みます。不合格のチェックはオブジェクトの検出事項とし、メッセージまたは scope がコンテナを示す場合はコンテナの検出事項にします。合格は件数だけを数えます。SBOM のコンポーネントはレポートのパッケージとします。判定されていないテストなど、問題を示さないものは取り込まず、診断に示します。summary は取り込みません。",
  },
  variants: [
    variant("VulnerabilityReport", ["VulnerabilityReport", "ClusterVulnerabilityReport"], {
      records: ["/report/vulnerabilities/*"],
      begin: beginVulnerabilities,
    }),
    variant("ExposedSecretReport", ["ExposedSecretReport", "ClusterExposedSecretReport"], {
      records: ["/report/secrets/*"],
      begin: beginSecrets,
    }),
    variant(
      "ConfigAuditReport",
      [
        "ConfigAuditReport",
        "ClusterConfigAuditReport",
        "RbacAssessmentReport",
        "ClusterRbacAssessmentReport",
        "InfraAssessmentReport",
        "ClusterInfraAssessmentReport",
      ],
      { records: ["/report/checks/*"], begin: beginChecks },
      [{ at: "/report/podChecks", isAbsent: true }],
    ),
    variant(
      "ConfigAuditReport, Starboard 0.2 to 0.14",
      ["ConfigAuditReport", "ClusterConfigAuditReport"],
      { records: ["/report/podChecks/*", "/report/containerChecks"], begin: beginOldChecks },
      [{ at: "/report/podChecks" }],
    ),
    variant("ClusterComplianceReport", ["ClusterComplianceReport", "ClusterComplianceDetailReport"], {
      records: [
        "/status/detailReport/results/*",
        "/status/summaryReport/controlCheck/*",
        "/status/controlCheck/*",
        "/report/controlCheck/*",
      ],
      begin: beginCompliance,
    }),
    variant("CISKubeBenchReport", ["CISKubeBenchReport"], { records: ["/report/sections/*"], begin: beginBench }),
    variant("KubeHunterReport", ["KubeHunterReport"], { records: ["/report/vulnerabilities/*"], begin: beginHunter }),
    variant("SbomReport", ["SbomReport", "ClusterSbomReport"], {
      records: ["/report/components/components/*"],
      begin: beginSbom,
    }),
  ],
});

interface Content {
  readonly records: readonly string[];
  readonly begin: DocumentVariant["begin"];
}

function variant(
  name: string,
  kinds: readonly string[],
  { records, begin }: Content,
  more: readonly DocumentVariant["signs"][0][] = [],
): DocumentVariant {
  return {
    name,
    form: "json",
    signs: [
      { at: "", is: "object" },
      { at: "/apiVersion", matches: /^aquasecurity\.github\.io\/v\d/ },
      { at: "/kind", equals: kinds },
      ...more,
    ],
    header,
    records: [records],
    begin,
  };
}
