import type { SampleKind } from "../packages/sekisho/src/importers/sample.ts";

/** A kind of sample that an importer cannot have, and why. */
interface SampleGap {
  readonly importer: string;
  readonly kind: SampleKind;
  readonly reason: string;
}

const writesNothing = "the tool writes nothing when it found nothing";
const emptyList = "the tool writes an empty list, in which nothing tells the format; with --from it is read";
const oneVersion = "the format has had one version";
const onlyAdded = "later versions only added fields: the smallest document is as old ones are";

/** Everything that no sample shows. */
export const sampleGaps: readonly SampleGap[] = [
  { importer: "asff", kind: "empty", reason: emptyList },
  { importer: "falco", kind: "empty", reason: writesNothing },
  { importer: "gitleaks", kind: "empty", reason: emptyList },
  { importer: "google-artifact-analysis", kind: "empty", reason: emptyList },
  { importer: "guardduty", kind: "empty", reason: emptyList },
  { importer: "hadolint", kind: "empty", reason: emptyList },
  { importer: "inspector", kind: "empty", reason: emptyList },
  { importer: "kubeaudit", kind: "empty", reason: writesNothing },
  { importer: "ocsf", kind: "empty", reason: writesNothing },
  { importer: "tetragon", kind: "empty", reason: writesNothing },
  { importer: "tfsec", kind: "empty", reason: emptyList },
  { importer: "threatmapper", kind: "empty", reason: emptyList },
  { importer: "tracee", kind: "empty", reason: writesNothing },
  { importer: "trufflehog", kind: "empty", reason: writesNothing },
  { importer: "wazuh", kind: "empty", reason: emptyList },
  { importer: "yara", kind: "empty", reason: writesNothing },
  { importer: "asff", kind: "old", reason: oneVersion },
  { importer: "checkov", kind: "old", reason: onlyAdded },
  { importer: "clamav", kind: "old", reason: oneVersion },
  { importer: "dependency-track", kind: "old", reason: onlyAdded },
  { importer: "detect-secrets", kind: "old", reason: onlyAdded },
  { importer: "google-artifact-analysis", kind: "old", reason: oneVersion },
  { importer: "guardduty", kind: "old", reason: oneVersion },
  { importer: "hadolint", kind: "old", reason: oneVersion },
  { importer: "inspector", kind: "old", reason: oneVersion },
  { importer: "junit", kind: "old", reason: oneVersion },
  { importer: "kics", kind: "old", reason: onlyAdded },
  { importer: "neuvector", kind: "old", reason: onlyAdded },
  { importer: "osv-scanner", kind: "old", reason: onlyAdded },
  { importer: "sarif", kind: "old", reason: "what was before 2.1.0 were drafts" },
  { importer: "snyk", kind: "old", reason: onlyAdded },
  { importer: "tetragon", kind: "old", reason: onlyAdded },
  { importer: "wiz", kind: "old", reason: "a service has one version for everybody" },
  { importer: "yara", kind: "old", reason: oneVersion },
];
