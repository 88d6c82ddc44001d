import type { ImportSample } from "../sample.ts";

const source = "kube-bench 0.9: check/controls.go and check/check.go, kube-bench --json";

interface TestFields {
  readonly [field: string]: unknown;
}

function test(number: string, status: string, fields: TestFields = {}): object {
  return {
    test_number: number,
    test_desc: `Ensure what ${number} asks for (Automated)`,
    audit: "/bin/sh -c 'true'",
    AuditEnv: "",
    AuditConfig: "",
    type: "",
    remediation: `Do what ${number} says.`,
    test_info: [`Do what ${number} says.`],
    status,
    actual_value: "",
    scored: true,
    IsMultiple: false,
    expected_result: "",
    ...fields,
  };
}

function controls(nodeType: string, version: string, results: readonly unknown[]): object {
  return {
    id: "1",
    version,
    detected_version: "1.33",
    text: "Security Configuration",
    node_type: nodeType,
    tests: [{ section: "1.1", type: "", pass: 0, fail: 0, warn: 0, info: 0, desc: "Files", results }],
    total_pass: 0,
    total_fail: 0,
    total_warn: 0,
    total_info: 0,
  };
}

const totals = { total_pass: 1, total_fail: 2, total_warn: 2, total_info: 1 };

/** What kube-bench writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      Controls: [
        {
          node_type: "node",
          text: "",
          tests: [{ section: "4.1", results: [{ test_number: "4.1.1", status: "FAIL" }] }],
        },
      ],
    },
    findings: 1,
  },
  {
    name: "typical",
    shows: ["typical", "everything"],
    source,
    document: {
      Controls: [
        controls("master", "cis-1.9", [
          test("1.1.1", "FAIL", { actual_value: "permissions=777", expected_result: "permissions are 600" }),
          test("1.1.2", "PASS"),
          test("1.1.9", "WARN", { type: "manual", test_desc: "Ensure this (Manual)" }),
          test("1.2.1", "WARN", { scored: false, actual_value: "--anonymous-auth=true", reason: "not set" }),
          test("1.2.3", "INFO", { type: "skip" }),
        ]),
        controls("policies", "cis-1.9", [test("5.2.2", "FAIL", { scored: false })]),
      ],
      Totals: totals,
    },
    findings: 3,
    passed: 1,
    leftOut: 2,
    contains: [
      { rule: { id: "kube-bench/1.1.1" }, severity: "high", witnesses: [{ tool: "kube-bench", status: "FAIL" }] },
      { rule: { id: "kube-bench/1.2.1" }, severity: "low" },
      { rule: { id: "workload/privileged" }, severity: "high" },
    ],
  },
  {
    name: "nothing run",
    shows: ["empty"],
    source,
    document: { Controls: [controls("node", "cis-1.9", [])], Totals: totals },
    findings: 0,
  },
  {
    name: "another benchmark, and the numbers of old ones",
    source,
    document: {
      Controls: [
        controls("node", "eks-1.5.0", [test("3.1.1", "FAIL")]),
        controls("policies", "cis-1.6", [test("5.2.2", "FAIL"), test("5.1.1", "FAIL")]),
        controls("node", "rke2-cis-1.24", [test("4.1.1", "FAIL")]),
      ],
      Totals: totals,
    },
    findings: 4,
    contains: [
      { rule: { id: "kube-bench/eks-1.5.0/3.1.1" } },
      { rule: { id: "kube-bench/cis-1.6/5.2.2" } },
      { rule: { id: "rbac/cluster-admin" } },
      { rule: { id: "kube-bench/4.1.1" } },
    ],
  },
  {
    name: "0.4: a list of controls",
    source: "kube-bench 0.4.0: check/controls.go",
    document: [
      controls("master", "cis-1.6", [test("1.1.1", "FAIL"), test("1.1.2", "PASS")]),
      controls("node", "cis-1.6", [test("4.1.1", "WARN", { type: "manual" })]),
    ],
    findings: 1,
    passed: 1,
    leftOut: 1,
    contains: [{ rule: { id: "kube-bench/1.1.1" } }],
  },
  {
    name: "0.3: an object for a node type",
    shows: ["old"],
    source: "kube-bench 0.3.0: check/controls.go",
    document: controls("node", "1.11", [test("2.1.1", "FAIL"), test("2.1.2", "WARN", { scored: false })]),
    findings: 2,
    contains: [{ rule: { id: "kube-bench/1.11/2.1.1" } }, { severity: "low" }],
  },
  {
    name: "0.4: objects one behind the other",
    source: "kube-bench 0.4.0: cmd/common.go",
    document: ["master", "node"]
      .map((type) => JSON.stringify(controls(type, "cis-1.6", [test("1.1.1", "FAIL")])))
      .join("\n"),
    findings: 2,
  },
  {
    name: "wrong types",
    source,
    document: {
      Controls: [controls("node", "cis-1.9", [test("4.1.1", "FAIL", { scored: "yes" }), { test_number: 4 }, "4.1.3"])],
      Totals: totals,
    },
    findings: 1,
    unread: 2,
  },
];
