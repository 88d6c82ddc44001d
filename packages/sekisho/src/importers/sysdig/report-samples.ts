import type { ImportSample } from "../sample.ts";

const digest = `sha256:${"e".repeat(64)}`;

/** Reports of Sysdig Secure about images and workloads, as tables and as JSON. */
export const reportSamples: readonly ImportSample[] = [
  {
    name: "report of workloads, CSV",
    source: "Sysdig Secure, 2025: Reporting; DefectDojo, unittests/scans/sysdig_reports/sysdig-2025.csv",
    document: [
      "Vulnerability Name,Vulnerability Severity,Package Name,Package Version,Package Type,Package Path,Image Name,OS Name,CVSS Version,CVSS Score,CVSS Vector,Disclosure Date,Fix Available Date,Fix Version,Public Exploit,Kubernetes Cluster Name,Kubernetes Namespace Name,Kubernetes Workload Type,Kubernetes Workload Name,Kubernetes Container Name,Image ID,Package In Use,Risk Accepted,CISA KEV Publish Date,CISA KEV Due Date,CISA KEV Known Ransomware,Fix Available",
      `CVE-2005-2541,Negligible,tar,1.34,OS,,acme/shop:1,debian 12.9,2,10,AV:N/AC:L/Au:N/C:C/I:C/A:C,2005-08-10T04:00:00Z,1970-01-01T00:00:00Z,,false,prod,shop,Deployment,web,app,${digest},false,true,,,,false`,
      `CVE-2021-44228,Critical,log4j-core,2.14.1,Java,/app/log4j-core-2.14.1.jar,acme/shop:1,debian 12.9,3,10.0,CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H,2021-12-10T10:15:00Z,2021-12-10T00:00:00Z,2.15.0,true,prod,shop,Deployment,web,app,${digest},true,false,2021-12-10,2021-12-24,true,true`,
    ].join("\n"),
    findings: 2,
    contains: [
      {
        subject: "pkg:deb/debian/tar",
        severity: "info",
        status: "accepted",
        evidence: [{ message: "prod: shop/web[Deployment]/container:app" }],
        vulnerability: { severities: [{ system: "cvss-2", score: 10 }] },
      },
      {
        subject: "pkg:maven/log4j-core",
        status: "open",
        evidence: [{ location: { path: "/app/log4j-core-2.14.1.jar" } }],
        vulnerability: {
          fixedIn: "2.15.0",
          knownExploited: { added: "2021-12-10", due: "2021-12-24", ransomware: true },
        },
      },
    ],
  },
  {
    name: "report of workloads, JSON",
    source: "Sysdig Secure, 2025: Reporting; DefectDojo, unittests/scans/sysdig_reports/sysdig-2025.json",
    document: {
      name: "Kubernetes Workload Vulnerability Findings",
      id: "434",
      panels: [
        {
          name: "Kubernetes Workload Vulnerability Findings",
          type: "table",
          filters: [{ name: "VulnSeverity", op: "in", values: ["Critical"] }],
          data: [
            {
              container_image: "acme/shop:1",
              container_image_distro: "debian 12.9",
              container_image_id: digest,
              kubernetes_cluster_name: "prod",
              kubernetes_namespace_name: "shop",
              kubernetes_pod_container_name: "app",
              kubernetes_workload_name: "web",
              kubernetes_workload_type: "StatefulSet",
              scan_package_in_use: false,
              scan_package_name: "pillow",
              scan_package_path: "/usr/lib/python3/pillow",
              scan_package_type: "Python",
              scan_package_version: "11.2.1",
              vuln_cisa_kev_due_date: "",
              vuln_cisa_kev_known_ransomware: "",
              vuln_cisa_kev_publish_date: "",
              vuln_cvss_score: 9.8,
              vuln_cvss_vector: "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
              vuln_cvss_version: "3.0",
              vuln_fix_available: true,
              vuln_fixed_in_version: "11.3.0",
              vuln_id: "CVE-2025-48379",
              vuln_risk_accepted: false,
              vuln_severity: "Critical",
            },
            { vuln_id: "CVE-2025-2" },
          ],
        },
      ],
    },
    findings: 1,
    unread: 1,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2025-48379" },
        subject: "pkg:pypi/pillow",
        severity: "critical",
        status: "open",
        evidence: [
          {
            location: { path: "/usr/lib/python3/pillow" },
            message: "prod: shop/web[StatefulSet]/container:app",
          },
        ],
        vulnerability: { fixedIn: "11.3.0", score: 9.8 },
      },
    ],
  },
  {
    name: "report of the older scanner, JSON",
    source:
      "Sysdig Secure: API of the legacy scanner; DefectDojo, unittests/scans/sysdig_reports/legacy_scanner/sysdig.json",
    document: {
      data: [
        {
          imageId: digest,
          imagePullString: "docker.io/acme/shop:1",
          osName: "ubuntu 14.04",
          k8sClusterName: "prod",
          k8sNamespaceName: "shop",
          k8sWorkloadType: "deployment",
          k8sWorkloadName: "web",
          k8sPodContainerName: "app",
          vulnName: "CVE-2022-0778",
          vulnSeverity: "High",
          vulnLink: "https://ubuntu.example.test/CVE-2022-0778",
          vulnCvssVersion: "3.1",
          vulnCvssScore: 7.5,
          vulnCvssVector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
          vulnFixAvailable: true,
          vulnFixVersion: "1.0.1f-1ubuntu2.27",
          packageName: "libssl1.0.0",
          packageType: "os",
          packagePath: "",
          packageVersion: "1.0.1f-1ubuntu2.15",
          k8sPodCount: 1,
        },
      ],
    },
    findings: 1,
    contains: [
      {
        subject: "pkg:deb/ubuntu/libssl1.0.0",
        witnesses: [{ references: ["https://ubuntu.example.test/CVE-2022-0778"] }],
        evidence: [{ message: "prod: shop/web[Deployment]/container:app" }],
        vulnerability: { fixedIn: "1.0.1f-1ubuntu2.27", score: 7.5 },
      },
    ],
  },
  {
    name: "CSV of the command line",
    source: "sysdig-cli-scanner, CSV; DefectDojo, unittests/scans/sysdig_cli/sysdig_reports_many_vul.csv",
    document: [
      "CVE ID,CVE Severity,CVSS Score,CVSS Score Version,Package Name,Package Version,Package Path,Package Type,Fix Version,CVE URL,Vuln Disclosure Date,Vuln Fix Date,Risk Accepted,EPSS Score",
      "CVE-2019-6446,Critical,9.8,3.0,numpy,1.12.1,/usr/lib/python2.7/numpy,python,v1.16.1,https://nvd.example.test/CVE-2019-6446,2019-01-16T00:00:00Z,,false,0.03444",
    ].join("\n"),
    findings: 1,
    contains: [
      {
        subject: "pkg:pypi/numpy",
        severity: "critical",
        witnesses: [{ references: ["https://nvd.example.test/CVE-2019-6446"] }],
        vulnerability: { fixedIn: "v1.16.1", score: 9.8 },
      },
    ],
  },
];
