/** What tools call themselves in documents that hand on what others say, in lower case, and their ids here. */
const idsByName: ReadonlyMap<string, string> = new Map(
  Object.entries({
    anchore: "anchore grype-enterprise|anchore enterprise",
    "aws-config": "config|aws config",
    checkov: "bridgecrew|bridgecrew-checkov",
    clair: "clair-scanner",
    codeql: "codeql command-line toolchain",
    "detect-secrets": "detect_secrets",
    "docker-scout": "docker scout",
    falco: "falcosecurity",
    gitleaks: "gitleaks-action",
    grype: "anchore grype|anchore container vulnerability report (t0)",
    guardduty: "guardduty|amazon guardduty|aws guardduty",
    hadolint: "haskell dockerfile linter",
    inspector: "amazon inspector|aws inspector|inspector2",
    "jfrog-xray": "jfrog xray scanner|jfrog xray|xray",
    kics: "keeping infrastructure as code secure",
    "kube-bench": "kubebench",
    "kube-linter": "kubelinter",
    kubescape: "ksoc-kubescape",
    macie: "amazon macie|macie",
    neuvector: "neuvector scanner",
    "osv-scanner": "osv-scanner|osv scanner",
    "security-hub": "security hub|aws security hub|securityhub",
    semgrep: "semgrep oss|semgrep pro|semgrep*",
    snyk: "snyk container|snyk open source|snyk iac|snykcode|snyk code|snyk infrastructure as code",
    tfsec: "defsec",
    trivy: "aquasecurity trivy|aqua security trivy|trivy vulnerability scanner|trivy-operator",
    trufflehog: "truffle hog|trufflehog3",
    twistlock: "prisma cloud|prisma cloud compute|twistcli",
  }).flatMap(([id, names]) => [id, ...names.split("|")].map((name) => [name, id] as const)),
);

/** Gives the id of a tool by the name that it writes: one from the table, else the name in the form of ids. */
export function toolIdOf(name: string | null | undefined): string | undefined {
  const plain = (name ?? "").trim().toLowerCase().slice(0, 100);
  const known = idsByName.get(plain);
  if (known !== undefined) return known;
  const words = plain.split(/[^a-z0-9]/).filter((word) => word !== "");
  const id = words.join("-");
  return id === "" ? undefined : (idsByName.get(id) ?? id);
}
