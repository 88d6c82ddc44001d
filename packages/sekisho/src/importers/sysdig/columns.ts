/** What a report of Sysdig Secure calls a column, in lower case: versions and places of the product differ. */
const columns = {
  id: "vulnerability id|vulnerability name|cve id|vuln_id|vulnname",
  severity: "severity|vulnerability severity|cve severity|vuln_severity|vulnseverity",
  packageName: "package name|scan_package_name|packagename",
  packageVersion: "package version|scan_package_version|packageversion",
  packageType: "package type|scan_package_type|packagetype",
  packagePath: "package path|scan_package_path|packagepath",
  image: "image|image name|container_image|imagepullstring",
  imageId: "image id|container_image_id|imageid",
  system: "os name|container_image_distro|osname",
  score: "cvss score|vuln_cvss_score|vulncvssscore",
  vector: "cvss vector|vuln_cvss_vector|vulncvssvector",
  link: "vuln link|vulnerability link|cve url|vulnlink",
  fixVersion: "fix version|vulnerability fix version|vuln_fixed_in_version|vulnfixversion",
  isAccepted: "risk accepted|vuln_risk_accepted",
  cluster: "k8s cluster name|kubernetes cluster name|kubernetes_cluster_name|k8sclustername",
  namespace: "k8s namespace name|kubernetes namespace name|kubernetes_namespace_name|k8snamespacename",
  workloadType: "k8s workload type|kubernetes workload type|kubernetes_workload_type|k8sworkloadtype",
  workload: "k8s workload name|kubernetes workload name|kubernetes_workload_name|k8sworkloadname",
  container: "k8s container name|kubernetes container name|kubernetes_pod_container_name|k8spodcontainername",
  exploitedSince: "cisa kev publish date|vuln_cisa_kev_publish_date",
  exploitedDue: "cisa kev due date|vuln_cisa_kev_due_date",
  ransomware: "cisa kev known ransomware|vuln_cisa_kev_known_ransomware",
} as const;

const fieldOfColumn: ReadonlyMap<string, string> = new Map(
  Object.entries(columns).flatMap(([field, names]) => names.split("|").map((name) => [name, field] as const)),
);

/** Gives a row by our names of its columns; of several columns for one field the first that has a value counts. */
export function nameColumns(value: unknown): Readonly<Record<string, unknown>> {
  const row = new Map<string, unknown>();
  for (const [name, cell] of Object.entries(value instanceof Object ? value : {})) {
    const field = fieldOfColumn.get(name.toLowerCase());
    if (field !== undefined && (row.get(field) ?? "") === "") row.set(field, cell);
  }
  return Object.fromEntries(row);
}
