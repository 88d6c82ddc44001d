import type { ImportSample } from "../sample.ts";

const source = "NIST IR 7275 r4 (XCCDF 1.2), 7.7; oscap xccdf eval --results";
const oldSource = "NIST IR 7275 r3 (XCCDF 1.1.4), 4.2; oscap xccdf eval --results before 1.0";
const arfSource = "NIST IR 7694 (ARF 1.1); oscap xccdf eval --results-arf";
const namespace = 'xmlns="http://checklists.nist.gov/xccdf/1.2"';
const prefix = "xccdf_org.ssgproject.content_rule_";

const rules = `<Group id="g1"><title>Accounts</title><Group id="g2">
<Rule id="${prefix}no_empty_passwords" severity="high"><title>Prevent log in to accounts with empty password</title>
<description>Long <html:code>text</html:code> here</description><rationale>Anybody could sign in.</rationale>
<fixtext>Remove <html:code>nullok</html:code>.</fixtext></Rule>
<Rule id="${prefix}aide" severity="medium"><title>Install AIDE</title></Rule></Group>
<Rule id="${prefix}partition" severity="low"><title>/tmp is apart</title></Rule></Group>`;

function run(results: string, target = "web-1"): string {
  return `<TestResult ${namespace} id="r1" start-time="2024-05-06T07:08:09+00:00" end-time="2024-05-06T07:09:09+00:00" test-system="cpe:/a:redhat:openscap:1.3.7"><target>${target}</target>${results}<score>50</score></TestResult>`;
}

function result(rule: string, word: string, more = "", attributes = ""): string {
  return `<rule-result idref="${prefix}${rule}" ${attributes}><result>${word}</result>${more}</rule-result>`;
}

const all = [
  result(
    "no_empty_passwords",
    "fail",
    '<ident system="https://ncp.nist.gov/cce">CCE-80841-0</ident><message severity="info">nullok found</message>',
    'severity="high" time="2024-05-06T07:08:10+00:00"',
  ),
  result("aide", "pass"),
  result("partition", "notapplicable"),
  result("unheard", "informational", "", 'severity="medium"'),
  result(
    "waived",
    "pass",
    '<override time="2024-05-06T07:08:10" authority="ops"><old-result>fail</old-result><new-result>pass</new-result><remark>no terminal</remark></override>',
  ),
  result("broken", "error"),
  result("repaired", "fixed"),
].join("\n");

/** What OpenSCAP writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: run(result("x", "fail")),
    findings: 1,
    contains: [{ rule: { id: "openscap/x" }, subject: "", severity: "low" }],
  },
  {
    name: "benchmark with results",
    shows: ["typical", "everything"],
    source,
    document: `<?xml version="1.0"?>\n<Benchmark ${namespace} xmlns:html="http://www.w3.org/1999/xhtml" id="b1">${rules}${run(all)}</Benchmark>`,
    findings: 3,
    passed: 2,
    leftOut: 2,
    contains: [
      {
        rule: { id: "openscap/no_empty_passwords", aliases: ["cce:CCE-80841-0", "openscap:no_empty_passwords"] },
        severity: "high",
        title: "Prevent log in to accounts with empty password",
        message: "nullok found Anybody could sign in.",
        remediation: "Remove . nullok",
        witnesses: [{ tool: "openscap", version: "1.3.7", status: "fail" }],
      },
      { rule: { id: "openscap/unheard" }, severity: "info" },
      { rule: { id: "openscap/waived" }, status: "accepted", exception: { reason: "no terminal", owner: "ops" } },
    ],
  },
  {
    name: "a benchmark nobody judged by",
    shows: ["empty"],
    source,
    document: `<Benchmark ${namespace} id="b1">${rules}</Benchmark>`,
    findings: 0,
  },
  {
    name: "XCCDF 1.1",
    shows: ["old"],
    source: oldSource,
    document: `<?xml version="1.0"?>
<cdf:Benchmark xmlns:cdf="http://checklists.nist.gov/xccdf/1.1" id="RHEL-5" resolved="1" xml:lang="en">
<cdf:status date="2011-10-01">draft</cdf:status><cdf:title>Guide</cdf:title><cdf:version>0.7</cdf:version>
<cdf:Group id="accounts"><cdf:title>Accounts</cdf:title>
<cdf:Rule id="rule-2.3.1.5.2" selected="true" weight="10.0" severity="high"><cdf:title>No empty passwords</cdf:title>
<cdf:description>Nobody signs in without one.</cdf:description><cdf:fixtext>passwd -l</cdf:fixtext></cdf:Rule></cdf:Group>
<cdf:TestResult id="xccdf_org.open-scap_testresult_default-profile" start-time="2011-11-10T09:08:07" end-time="2011-11-10T09:09:07" version="0.7">
<cdf:title>OSCAP Scan Result</cdf:title><cdf:target>db-1</cdf:target><cdf:target-address>192.0.2.7</cdf:target-address>
<cdf:rule-result idref="rule-2.3.1.5.2" time="2011-11-10T09:08:30" weight="10.0" severity="high"><cdf:result>fail</cdf:result><cdf:ident system="http://cce.mitre.org">CCE-4238-8</cdf:ident></cdf:rule-result>
<cdf:rule-result idref="rule-1" weight="1.0"><cdf:result>pass</cdf:result></cdf:rule-result>
<cdf:rule-result idref="rule-2" weight="1.0"><cdf:result>notselected</cdf:result></cdf:rule-result>
<cdf:score system="urn:xccdf:scoring:default">50</cdf:score></cdf:TestResult></cdf:Benchmark>`,
    findings: 1,
    passed: 1,
    leftOut: 1,
    contains: [
      {
        rule: { id: "openscap/rule-2.3.1.5.2", aliases: ["cce:CCE-4238-8", "openscap:rule-2.3.1.5.2"] },
        severity: "high",
        title: "No empty passwords",
        message: "Nobody signs in without one.",
        remediation: "passwd -l",
      },
    ],
  },
  {
    name: "ARF of an image, with prefixes",
    source: arfSource,
    document: `<arf:asset-report-collection xmlns:arf="http://scap.nist.gov/schema/asset-reporting-format/1.1">
<arf:report-requests><arf:report-request id="c1"><arf:content><ds:data-stream-collection><ds:component><Benchmark ${namespace} id="b1">${rules}</Benchmark></ds:component></ds:data-stream-collection></arf:content></arf:report-request></arf:report-requests>
<arf:reports><arf:report id="x1"><arf:content>${run(all, "podman-image://registry.example.com/shop/web:1")}</arf:content></arf:report></arf:reports>
</arf:asset-report-collection>`,
    findings: 3,
    passed: 2,
    leftOut: 2,
    contains: [{ rule: { id: "openscap/no_empty_passwords" }, severity: "high" }],
  },
];
