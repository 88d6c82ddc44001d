/** Fields of schemas that no sample shows, and why. */
interface FieldGap {
  readonly reason: string;
  readonly fields: readonly string[];
}

/** Everything that is taken from no sample. */
export const fieldGaps: readonly FieldGap[] = [
  {
    reason: "it stands in for a field that samples have, and is asked for only where that one is missing",
    fields: [
      "checkov/short_description",
      "clair/distribution",
      "clair/severity",
      "cyclonedx/detail",
      "cyclonedx/workaround",
      "ecr/resources/*/details/awsEc2Instance",
      "ecr/resources/*/details/awsEc2Instance/platform",
      "gitlab-container-scanning/cve",
      "gitlab-container-scanning/id",
      "gitlab-container-scanning/location/dependency/package/path",
      "gitleaks/SymlinkFile",
      "google-artifact-analysis/vulnerability/effectiveSeverity",
      "google-artifact-analysis/vulnerability/shortDescription",
      "grype/relatedVulnerabilities/*/description",
      "jfrog-xray/artifacts/*/general/name",
      "jfrog-xray/artifacts/*/general/path",
      "jfrog-xray/path",
      "kube-bench/tests/*/results/*/test_info",
      "neuvector/name",
      "ocsf/vulnerabilities/*/severity",
      "osv-scanner/package/commit",
      "policy-report/description",
      "sarif/runs/*/tool/driver/globalMessageStrings/*/markdown",
      "spdx/@id",
      "spdx/@type",
      "spdx/security_statusNotes",
      "threatmapper/cve_container_image_id",
      "trivy-operator/description",
      "trivy/Description",
      "trivy/Layer/Digest",
      "wazuh/agent_id",
      "wiz/severity",
    ],
  },
  {
    reason:
      "it is named beside what is used, so that its form is told where it is wrong; what it says is read elsewhere",
    fields: [
      "csaf/cve",
      "csaf/ids",
      "csaf/ids/*/text",
      "csaf/product_status",
      "cyclonedx/metadata/component/group",
      "kube-hunter/nodes",
      "sarif/properties",
      "spdx/externalIdentifier/*/externalIdentifierType",
      "spdx/externalRefs/*/referenceLocator",
      "spdx/name",
      "trivy-operator/kind",
      "trivy-operator/metadata/namespace",
    ],
  },
  {
    reason: "few reports have it, and no sample shows it so far",
    fields: ["neuvector/error_message", "polaris/Messages", "sarif/locations/*/message", "trivy-operator/status"],
  },
  {
    reason: "the form of the schema is that of the XML reader, which fills the field whether it is used or not",
    fields: [
      "cyclonedx/advisories/*/title",
      "cyclonedx/affects/*/versions/*/range",
      "cyclonedx/affects/*/versions/*/version",
      "cyclonedx/references/*/source",
    ],
  },
];
