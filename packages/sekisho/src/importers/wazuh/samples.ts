import type { ImportSample } from "../sample.ts";

const apiSource = "Wazuh 4.7: API reference, GET /vulnerability/{agent_id}";
const indexSource = "Wazuh 4.8: template of wazuh-states-vulnerabilities";
const alertSource = "Wazuh 4.8: documentation, alerts.json";
const told = {
  version: "7.88.1-10",
  type: "PACKAGE",
  name: "curl",
  external_references: ["https://nvd.nist.gov/vuln/detail/CVE-2023-38545"],
  condition: "Package less than 7.88.1-10+deb12u4",
  detection_time: "2024-05-06T07:08:09Z",
  cvss3_score: 9.8,
  cvss2_score: 0,
  published: "2023-10-18",
  architecture: "amd64",
  cve: "CVE-2023-38545",
  status: "VALID",
  title: "CVE-2023-38545 affects curl",
  severity: "Critical",
  updated: "2024-01-01",
};

function answer(items: readonly object[]): object {
  return {
    data: { affected_items: items, total_affected_items: items.length, total_failed_items: 0, failed_items: [] },
    message: "All selected vulnerabilities were returned",
    error: 0,
  };
}

const indexed = {
  agent: { id: "003", name: "web-1", type: "wazuh", version: "v4.8.0" },
  host: { os: { full: "Debian GNU/Linux 12 (bookworm)", platform: "debian", version: "12" } },
  package: { name: "curl", version: "7.88.1-10", type: "deb", architecture: "amd64", path: " ", size: 5 },
  vulnerability: {
    id: "CVE-2023-38545",
    category: "Packages",
    classification: "CVSS",
    description: "A heap is overrun",
    detected_at: "2024-05-06T07:08:09.000Z",
    reference: "https://a.example/1, https://a.example/2",
    scanner: {
      vendor: "Wazuh",
      source: "NVD",
      condition: "Package less than 7.88.1-10+deb12u4",
      reference: "https://cti.example.test/1",
    },
    score: { base: 9.8, version: "3.1" },
    severity: "Critical",
    under_evaluation: false,
  },
};
const alert = {
  timestamp: "2024-05-06T07:08:09.123+0000",
  rule: {
    level: 10,
    description: "Many failed sign-ins",
    id: "5712",
    mitre: { id: ["T1110"], tactic: ["Credential Access"], technique: ["Brute Force"] },
    groups: ["syslog", "sshd"],
  },
  agent: { id: "003", name: "web-1", ip: "10.0.0.3" },
  manager: { name: "manager" },
  id: "1714979289.1",
  decoder: { name: "sshd" },
  location: "/var/log/auth.log",
  full_log: "x",
  data: { srcip: "203.0.113.7" },
};
const check = {
  id: 2500,
  title: "Mount is separate",
  description: "d",
  rationale: "r",
  remediation: "m",
  result: "failed",
};

function assessed(changed: object): object {
  return {
    ...alert,
    rule: { level: 7, description: "check", id: "19007", groups: ["sca"] },
    data: { sca: { type: "check", policy: "CIS Debian", check: { ...check, ...changed } } },
  };
}

/** What Wazuh gives. */
export const samples: readonly ImportSample[] = [
  {
    name: "API, smallest",
    shows: ["smallest"],
    source: apiSource,
    document: answer([{ cve: "CVE-2020-1", name: "a", detection_time: null }]),
    findings: 1,
    contains: [{ rule: { id: "vulnerability/CVE-2020-1" }, subject: "pkg:generic/a" }],
  },
  {
    name: "API, typical",
    shows: ["typical", "old"],
    source: apiSource,
    document: answer([
      { ...told, agent_name: "web-1", agent_id: "003" },
      {
        ...told,
        cve: "CVE-2023-1",
        condition: "Package unfixed",
        cvss3_score: 0,
        cvss2_score: "5.0",
        severity: "Medium",
      },
    ]),
    findings: 2,
    contains: [
      {
        severity: "critical",
        vulnerability: { installed: "7.88.1-10", fixedIn: "7.88.1-10+deb12u4", score: 9.8 },
        witnesses: [{ tool: "wazuh", firstSeen: "2024-05-06T07:08:09Z" }],
      },
      { severity: "medium", vulnerability: { status: "affected", score: 5 } },
    ],
  },
  {
    name: "indexer, flaws",
    shows: ["everything"],
    source: indexSource,
    document: {
      took: 5,
      hits: {
        total: { value: 2, relation: "eq" },
        hits: [
          { _index: "wazuh-states-vulnerabilities-manager", _id: "1", _source: indexed },
          {
            _source: {
              ...indexed,
              agent: { id: "004" },
              package: { name: "django", version: "4.1", type: "pypi", path: "/opt/app/django" },
              vulnerability: { id: "CVE-2024-2", severity: "-", score: { base: 0 } },
            },
          },
        ],
      },
    },
    findings: 2,
    contains: [
      {
        subject: "pkg:deb/debian/curl",
        severity: "critical",
        vulnerability: { fixedIn: "7.88.1-10+deb12u4", references: ["https://a.example/1", "https://a.example/2"] },
      },
      { subject: "pkg:pypi/django", evidence: [{ location: { path: "/opt/app/django" } }], severity: "low" },
    ],
  },
  {
    name: "alerts, lines",
    source: alertSource,
    document: [
      alert,
      assessed({}),
      assessed({ id: 2501, result: "passed" }),
      assessed({ id: 2502, result: "not applicable" }),
      { ...assessed({}), data: { sca: { type: "summary", policy: "CIS Debian" } } },
      {
        ...alert,
        rule: { level: 13, id: "23506", description: "CVE", groups: ["vulnerability-detector"] },
        data: {
          vulnerability: {
            cve: "CVE-2023-38545",
            severity: "Critical",
            title: "curl",
            rationale: "A heap is overrun",
            status: "Active",
            package: { name: "curl", version: "7.88.1", architecture: "amd64", condition: "Package less than 8.4.0" },
            references: ["https://a.example/1"],
          },
        },
      },
    ]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(""),
    findings: 4,
    passed: 1,
    leftOut: 1,
    contains: [
      {
        kind: "activity",
        rule: { id: "wazuh/5712" },
        severity: "medium",
        subject: "/var/log/auth.log",
        activity: { sources: ["203.0.113.7"], count: 1 },
      },
      { rule: { id: "wazuh/sca-2500" }, severity: "medium", title: "Mount is separate", remediation: "m" },
      { rule: { id: "wazuh/sca-2502" }, severity: "info" },
      { rule: { id: "vulnerability/CVE-2023-38545" }, vulnerability: { fixedIn: "8.4.0" } },
    ],
  },
  {
    name: "indexer, alerts",
    source: alertSource,
    document: { hits: { hits: [{ _source: alert }, { _source: { ...alert, rule: { ...alert.rule, level: 15 } } }] } },
    findings: 2,
    contains: [{ severity: "critical" }],
  },
  {
    name: "wrong types",
    source: apiSource,
    document: answer([told, { ...told, version: 5, cvss3_score: [] }, { ...told, cve: 5 }, { ...told, name: null }]),
    findings: 2,
    unread: 2,
  },
];
