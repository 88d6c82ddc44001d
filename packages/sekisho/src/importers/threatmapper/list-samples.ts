import type { ImportSample } from "../sample.ts";

const tables = "DefectDojo, unittests/scans/deepfence_threatmapper: the exported tables as CSV";
const ingesters = "deepfence/ThreatMapper, deepfence_utils/utils/ingesters";
const unpacked = `/tmp/Deepfence/YaraHunter/df_${"0a".repeat(32)}`;

/** The other lists that ThreatMapper exports, and what its scanners write. */
export const listSamples: readonly ImportSample[] = [
  {
    name: "malware, CSV",
    shows: ["old"],
    source: `${tables}, before 2.2`,
    document: `Rule Name,Class,File Name,Summary,Severity,Node Name,NodeType,Container Name,Kubernetes Cluster Name
MD5_Constants,Crypto Mining,${unpacked}/usr/sbin/mkfs.cramfs,Looks for constants.,low,portal / node-1,container,portal,prod
`,
    findings: 1,
    contains: [
      {
        kind: "malware",
        rule: { id: "threatmapper/MD5_Constants" },
        severity: "low",
        subject: "file:/usr/sbin/mkfs.cramfs",
        message: "Looks for constants.",
      },
    ],
  },
  {
    name: "malware, CSV since 2.2",
    source: tables,
    document: `Rule Name,File Name,Summary,Severity,Node Name,Node Type,Kubernetes Cluster Name,Masked
Miner,/opt/miner,,critical,shop:1,image,prod,True
`,
    findings: 1,
    contains: [{ severity: "critical", subject: "file:/opt/miner", status: "accepted" }],
  },
  {
    name: "malware of the scanner",
    source: `${ingesters}/malware.go`,
    document: [
      {
        rule_name: "Miner",
        complete_filename: "/opt/miner",
        image_layer_id: "layer-1",
        file_severity: "high",
        summary: "Mines.",
        meta_rules: { rule_name: "Miner", description: "d", reference: "https://example.com/miner" },
      },
      { complete_filename: "/opt/none", file_severity: "low", meta_rules: {} },
    ],
    findings: 1,
    unread: 1,
    contains: [
      {
        rule: { id: "threatmapper/Miner" },
        evidence: [{ location: { path: "/opt/miner", layer: "layer-1" } }],
        witnesses: [{ references: ["https://example.com/miner"] }],
      },
    ],
  },
  {
    name: "secrets, CSV",
    source: tables,
    document: `Filename,Content,Name,Rule,Severity,Node Name,Container Name,Kubernetes Cluster Name,Signature
usr/share/doc/curl.md,"""x""",Username and password in URI,110,high,web / node-1,web,prod,"([\\w+]{1,24})"
`,
    findings: 1,
    contains: [
      {
        kind: "secret",
        severity: "high",
        title: "Username and password in URI",
        subject: "file:usr/share/doc/curl.md",
      },
    ],
  },
  {
    name: "secrets of the scanner",
    source: `${ingesters}/secrets.go`,
    document: [
      {
        match: { starting_index: 1, full_filename: "etc/app.conf", matched_content: "hidden" },
        rule: { id: 110, name: "Password in URI", part: "contents" },
        severity: { level: "medium", score: 5 },
        scan_id: "shop:1-1",
      },
    ],
    findings: 1,
    contains: [{ kind: "secret", severity: "medium", subject: "file:etc/app.conf" }],
  },
  {
    name: "compliance, CSV",
    source: tables,
    document: `@timestamp,compliance_check_type,count,doc_id,host_name,cloud_account_id,masked,node_id,node_name,node_type,status,test_category,test_desc,test_info,test_number
2024-01-25 11:17:30 +0000 UTC,gdpr,,,node-1,1827,False,149c,node-1,host,pass,Docker Files,3.6 - PASS,Permissions of the directory,gdpr_3.6
2024-01-25 11:17:30 +0000 UTC,gdpr,,,node-1,1827,False,47ed,node-1,host,info,Docker Files,3.12 - INFO,Permissions of the certificate,gdpr_3.12
2024-01-25 11:17:30 +0000 UTC,gdpr,,,node-1,1827,False,1db7,node-1,host,warn,Audit,1.1.12 - WARN,Auditing of directories,gdpr_1.1.12
`,
    findings: 1,
    passed: 1,
    leftOut: 1,
    contains: [
      {
        rule: { id: "threatmapper/gdpr_1.1.12" },
        severity: "medium",
        title: "Auditing of directories",
        message: "Auditing of directories",
      },
    ],
  },
  {
    name: "compliance of the scanner",
    source: `${ingesters}/compliance.go`,
    document: [
      {
        type: "compliance",
        test_category: "Audit",
        test_number: "1.1.12",
        description: "Auditing of directories",
        remediation_script: "auditctl -w /etc/containerd",
        resource: "/etc/containerd",
        test_severity: "high",
        status: "warn",
        compliance_check_type: "hipaa",
        node_id: "node-1",
        node_type: "host",
      },
    ],
    findings: 1,
    contains: [{ severity: "high", subject: "/etc/containerd", remediation: "auditctl -w /etc/containerd" }],
  },
  {
    name: "posture of a cloud",
    source: `${ingesters}/cloud_compliance.go`,
    document: [
      {
        "@timestamp": "2024-01-25T11:17:30Z",
        reason: "logs is public.",
        resource: "arn:aws:s3:::logs",
        status: "alarm",
        account_id: "123456789012",
        title: "Buckets are private",
        compliance_check_type: "cis",
        cloud_provider: "aws",
        control_id: "2.1.5",
        description: "d",
        severity: "critical",
      },
      { status: "ok", compliance_check_type: "cis", cloud_provider: "aws", control_id: "2.1.4" },
      { status: "skip", compliance_check_type: "cis", cloud_provider: "aws", control_id: "2.1.3" },
      { compliance_check_type: "cis", cloud_provider: "aws", control_id: "2.1.2" },
    ],
    findings: 1,
    passed: 1,
    leftOut: 1,
    unread: 1,
    contains: [
      {
        rule: { id: "threatmapper/2.1.5" },
        severity: "critical",
        subject: "arn:aws:s3:::logs",
        message: "logs is public.",
      },
    ],
  },
];
