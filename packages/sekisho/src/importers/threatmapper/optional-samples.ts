import type { ImportSample } from "../sample.ts";

const source = "deepfence/ThreatMapper: deepfence_utils/utils/ingesters";

/** Texts that stand in for others, and what somebody has masked. */
export const optionalSamples: readonly ImportSample[] = [
  {
    name: "malware with its rule's description",
    source: `${source}/malware.go`,
    document: [
      {
        rule_name: "Miner",
        complete_filename: "/tmp/m",
        file_severity: "high",
        meta_rules: { description: "Mines coins.", reference: "https://rules.example.test/1" },
      },
    ],
    findings: 1,
    contains: [{ kind: "malware", message: "Mines coins." }],
  },
  {
    name: "secrets that somebody masked",
    source: "ThreatMapper 2.2: exported table of secrets",
    document:
      "Filename,Content,Name,Rule,Severity,Node Name,Signature,Masked\n/app/key,***,RSA key,r-1,high,node-1,s,true\n",
    findings: 1,
    contains: [{ kind: "secret", status: "accepted", exception: { reason: "masked" } }],
  },
  {
    name: "tests with their reason and a play",
    source: `${source}/compliance.go`,
    document: [
      {
        compliance_check_type: "cis",
        test_number: "1.1.1",
        test_info: "A partition of its own",
        test_rationale: "Containers fill it.",
        remediation_ansible: "- mount: {}",
        node_type: "host",
        node_name: "node-1",
        status: "warn",
      },
    ],
    findings: 1,
    contains: [{ message: "Containers fill it.", remediation: "- mount: {}" }],
  },
];
