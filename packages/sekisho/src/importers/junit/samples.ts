import type { ImportSample } from "../sample.ts";

const source = "JUnit XML as Jenkins and GitLab read it; trivy, checkov and kube-score write it";

/** What tools write as JUnit XML. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: "<testsuite><testcase name='a'><failure/></testcase></testsuite>",
    findings: 1,
  },
  { name: "empty", shows: ["empty"], source, document: "<testsuites></testsuites>", findings: 0 },
  {
    name: "several suites",
    shows: ["typical", "everything"],
    source,
    document: `<?xml version="1.0"?>
<testsuites name="checks" tests="5">
  <testsuite name="shop/web" tests="3" timestamp="2024-05-06T07:08:09">
    <testcase name="Container runs as root" classname="shop/web.Deployment">
      <failure message="runAsUser is missing" type="High">set runAsNonRoot</failure>
    </testcase>
    <testcase name="Image is pinned" classname="shop/web.Deployment"/>
    <testcase name="Probes" classname="shop/web.Deployment"><skipped message="no data"/></testcase>
  </testsuite>
  <testsuite name="files" file="Dockerfile">
    <testcase name="DL3002" line="7"><error message="last user is root" type="error"/></testcase>
    <testcase name="two" classname="c"><failure message="one"/><failure message="two"/></testcase>
  </testsuite>
</testsuites>`,
    findings: 4,
    passed: 1,
    leftOut: 1,
    contains: [
      {
        rule: { id: "junit/Container runs as root" },
        subject: "shop/web.Deployment",
        severity: "high",
        message: "runAsUser is missing\nset runAsNonRoot",
        witnesses: [{ status: "failure", severity: "High", lastSeen: "2024-05-06T07:08:09Z" }],
      },
      {
        rule: { id: "junit/DL3002" },
        severity: "medium",
        evidence: [{ location: { path: "Dockerfile", startLine: 7 } }],
      },
      { rule: { id: "junit/two" }, message: "two" },
    ],
  },
  {
    name: "suites in suites, one of them too deep",
    source: "JUnit XML as Surefire, Gradle and pytest write it: a testsuite may hold testsuites",
    document: `<testsuites name="all"><testsuite name="outer" file="a.yaml">
<testsuite name="inner" file="b.yaml"><testcase name="deep"><failure message="bad"/></testcase></testsuite>
<testcase name="flat"><error message="worse"/></testcase>
<testsuite name="2"><testsuite name="3"><testsuite name="4"><testsuite name="5"><testcase name="fifth"><failure/></testcase>
<testsuite name="6"><testcase name="sixth"><failure/></testcase></testsuite></testsuite></testsuite></testsuite></testsuite>
</testsuite></testsuites>`,
    findings: 3,
    leftOut: 1,
    contains: [
      { rule: { id: "junit/deep" }, evidence: [{ location: { path: "b.yaml" } }] },
      { rule: { id: "junit/flat" }, evidence: [{ location: { path: "a.yaml" } }] },
      { rule: { id: "junit/fifth" }, subject: "5" },
    ],
  },
  {
    name: "one suite, a case that breaks off",
    source,
    document: `<testsuite name="a"><testcase name="x"><failure>no & way</failure></testcase><testcase name="y"/></testsuite>`,
    findings: 1,
    passed: 1,
    contains: [{ rule: { id: "junit/x" }, subject: "a", message: "no & way" }],
  },
];
