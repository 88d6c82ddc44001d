import { describe, expect, test } from "vitest";
import type { Finding } from "../../model/finding.ts";
import { createManifestSet } from "../../semantics/kubernetes/create-manifest-set.ts";
import { readObjects } from "../../semantics/kubernetes/read-objects.ts";
import { type Configuration, type ConfiguredException, defaultConfiguration } from "../configuration/configuration.ts";
import { prepareConfigured } from "../exceptions.ts";
import { manifestChecks } from "../manifest-checks.ts";
import { planChecks } from "../plan.ts";
import { judgeManifests } from "./judge-manifests.ts";
import { createManifestAcceptance } from "./manifest-acceptance.ts";
import { toManifestFindings } from "./manifest-findings.ts";
import { parseManifest } from "./read-manifest.ts";

const today = "2027-01-31";

function examine(text: string, exceptions: readonly ConfiguredException[] = []) {
  const parsed = parseManifest("a.yaml", text);
  const { objects } = readObjects(parsed.documents, { path: "a.yaml" });
  const configuration: Configuration = { ...defaultConfiguration, exceptions };
  const checks = manifestChecks.filter(({ id }) => id === "workload/host-network" || id === "workload/privileged");
  const { violations } = judgeManifests(createManifestSet(objects), planChecks(checks, configuration));
  const configured = prepareConfigured(exceptions, today);
  return toManifestFindings(violations, {
    language: "en",
    controlsOf: () => [],
    objects,
    pathsWithExceptions: ["a.yaml"],
    parse: () => parsed,
    acceptance: createManifestAcceptance({ configuration, configured, today }),
  });
}

function summarize(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ rule, status, subject }) => {
    const about = subject.startsWith("exception:") ? subject : subject.slice(subject.lastIndexOf(":") + 1);
    return `${rule.id} ${about} ${status}`;
  });
}

const spec = `spec:
  containers:
    - name: app
      image: a
      securityContext:
        privileged: true
    - name: tool
      image: b
      securityContext:
        privileged: true
`;

function pod(metadata: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n${metadata}${spec}`;
}

const bothOpen = ["workload/privileged app open", "workload/privileged tool open"];
const bothAccepted = ["workload/privileged app accepted", "workload/privileged tool accepted"];
const appAccepted = ["workload/privileged app accepted", "workload/privileged tool open"];

// The names of other tools' annotations are those of kube-linter 0.8, kube-score 1.20, Polaris 10, kubeaudit 0.22, Checkov 3.3.
describe("annotations and labels", () => {
  test.each([
    { name: "none", metadata: "", expected: bothOpen },
    {
      name: "ours",
      metadata: "  annotations:\n    sekisho.dev/ignore: workload/privileged reason=x\n",
      expected: bothAccepted,
    },
    {
      name: "ours, of one container",
      metadata: '  annotations:\n    sekisho.dev/ignore: workload/privileged reason="needs it" container=app\n',
      expected: appAccepted,
    },
    {
      name: "ours by an alias, a second annotation",
      metadata:
        "  annotations:\n    sekisho.dev/ignore.a: |\n      workload/privileged reason=x container=app\n      kubescape:C-0057 reason=x container=tool\n",
      expected: bothAccepted,
    },
    {
      name: "ours, on its last day",
      metadata: "  annotations:\n    sekisho.dev/ignore: workload/privileged reason=x expires=2027-01-31\n",
      expected: bothAccepted,
    },
    {
      name: "kube-linter",
      metadata: "  annotations:\n    ignore-check.kube-linter.io/privileged-container: build tool\n",
      expected: bothAccepted,
    },
    {
      name: "kube-linter, another check",
      metadata: "  annotations:\n    ignore-check.kube-linter.io/latest-tag: x\n",
      expected: bothOpen,
    },
    {
      name: "kube-linter, all",
      metadata: "  annotations:\n    kube-linter.io/ignore-all: x\n",
      expected: bothAccepted,
    },
    {
      name: "kube-score",
      metadata: "  annotations:\n    kube-score/ignore: pod-probes, container-security-context-privileged\n",
      expected: bothAccepted,
    },
    { name: "kube-score, skip", metadata: '  annotations:\n    kube-score/skip: "true"\n', expected: bothAccepted },
    {
      name: "Polaris",
      metadata: '  annotations:\n    polaris.fairwinds.com/runAsPrivileged-exempt: "true"\n',
      expected: bothAccepted,
    },
    {
      name: "Polaris, false",
      metadata: '  annotations:\n    polaris.fairwinds.com/exempt: "false"\n',
      expected: bothOpen,
    },
    {
      name: "Checkov",
      metadata: "  annotations:\n    checkov.io/skip1: CKV_K8S_16=build tool\n",
      expected: bothAccepted,
    },
    {
      name: "kubeaudit, of one container",
      metadata: "  labels:\n    container.kubeaudit.io/app.allow-privileged: SomeReason\n",
      expected: appAccepted,
    },
    {
      name: "kubeaudit, of the pod",
      metadata: '  labels:\n    kubeaudit.io/allow-privileged: ""\n',
      expected: bothAccepted,
    },
  ])("$name", ({ metadata, expected }) => {
    expect(summarize(examine(pod(metadata)).findings)).toEqual(expected);
  });

  test("reason, owner and end are kept", () => {
    const { findings } = examine(
      pod('  annotations:\n    sekisho.dev/ignore: workload/privileged reason="a b" owner=team expires=2027-02-01\n'),
    );

    expect(findings[0]).toMatchObject({ exception: { reason: "a b", owner: "team", expires: "2027-02-01" } });
  });

  test("annotations of the pod template count", () => {
    const template = pod("  annotations:\n    ignore-check.kube-linter.io/privileged-container: x\n");
    const body = template.slice(template.indexOf("metadata:")).replaceAll("\n", "\n    ");
    const text = `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    ${body}`;

    expect(summarize(examine(text).findings)).toEqual(bothAccepted);
  });

  test("an annotation holds for its own object alone, in a list too", () => {
    const item = (name: string, annotations: string) =>
      `{ apiVersion: v1, kind: Pod, metadata: { name: ${name}${annotations} }, spec: { hostNetwork: true, containers: [] } }`;
    const text = `apiVersion: v1\nkind: List\nitems:\n- ${item("a", ', annotations: { "sekisho.dev/ignore": "workload/host-network reason=x" }')}\n- ${item("b", "")}\n`;

    const statuses = examine(text).findings.map(({ subject, status }) => `${subject} ${status}`);

    expect(statuses).toEqual(["default/a[Pod] accepted", "default/b[Pod] open"]);
  });
});

describe("exceptions that are wrong", () => {
  test.each([
    {
      name: "expired",
      metadata: "  annotations:\n    sekisho.dev/ignore: workload/privileged reason=x expires=2027-01-30\n",
      expected: ["exception/expired exception:workload/privileged open", ...bothOpen],
    },
    {
      name: "unmatched",
      metadata: "  annotations:\n    sekisho.dev/ignore: workload/host-network reason=x\n",
      expected: ["exception/unmatched exception:workload/host-network open", ...bothOpen],
    },
    {
      name: "without reason",
      metadata: "  annotations:\n    sekisho.dev/ignore: workload/privileged\n",
      expected: ["exception/without-reason exception:workload/privileged open", ...bothAccepted],
    },
  ])("$name", ({ metadata, expected }) => {
    expect(summarize(examine(pod(metadata)).findings)).toEqual(expected);
  });

  test.each([
    { name: "no rule", value: "reason=x", got: "reason=x" },
    { name: "an unknown word", value: "workload/privileged because=x", got: "because" },
    { name: "no day", value: "workload/privileged expires=2027-02-30", got: "2027-02-30" },
    { name: "a long text", value: `a${"b".repeat(5_000)}`, got: "abb" },
  ])("unreadable: $name", ({ value, got }) => {
    const { findings, diagnostics } = examine(pod(`  annotations:\n    sekisho.dev/ignore: ${value}\n`));

    expect(summarize(findings)).toEqual(bothOpen);
    expect(diagnostics).toMatchObject([{ code: "exception/unreadable-comment", location: { startLine: 6 } }]);
    expect(diagnostics[0]?.message.en).toContain(got);
    expect(diagnostics[0]?.message.ja).toMatch(
      /は無効です。.*(?:ルール ID|のいずれか|日付 YYYY-MM-DD) を想定しましたが、/,
    );
  });

  // What each tool reads as an exception is told by the sources of `findAnnotationExceptions`.
  test.each([
    {
      name: "ours",
      metadata: "  annotations:\n    sekisho.dev/ignor: workload/privileged reason=x\n",
      said: "sekisho.dev/ignore?",
    },
    {
      name: "our domain",
      metadata: "  annotations:\n    sekisho.deb/ignore: workload/privileged reason=x\n",
      said: "sekisho.dev/ignore?",
    },
    {
      name: "capitals",
      metadata: "  annotations:\n    Sekisho.dev/Ignore: workload/privileged reason=x\n",
      said: "did you mean sekisho.dev/",
    },
    {
      name: "kube-linter's domain",
      metadata: "  annotations:\n    ignore-checks.kube-linter.io/host-network: x\n",
      said: "ignore-check.kube-linter.io/host-network?",
    },
    {
      name: "a check of kube-linter",
      metadata: "  annotations:\n    ignore-check.kube-linter.io/privileged-containr: x\n",
      said: "kube-linter:privileged-container?",
    },
    { name: "kube-score", metadata: "  annotations:\n    kube-score/ignored: a\n", said: "kube-score/ignore?" },
    {
      name: "a check of kube-score",
      metadata: "  annotations:\n    kube-score/ignore: container-image-tagg\n",
      said: "kube-score:container-image-tag?",
    },
    { name: "nothing of kube-score", metadata: '  annotations:\n    kube-score/ignore: ","\n', said: "CHECK[,CHECK]" },
    {
      name: "Polaris",
      metadata: '  annotations:\n    polaris.fairwinds.com/hostPIDSet-exemptt: "true"\n',
      said: "polaris.fairwinds.com/hostPIDSet-exempt?",
    },
    {
      name: "a check of Polaris",
      metadata: '  annotations:\n    polaris.fairwinds.com/hostPIDSett-exempt: "true"\n',
      said: "polaris:hostPIDSet?",
    },
    {
      name: "a value of Polaris",
      metadata: '  annotations:\n    polaris.fairwinds.com/hostPIDSet-exempt: "yes"\n',
      said: "expected true",
    },
    { name: "Checkov", metadata: "  annotations:\n    checkov.io/skp1: CKV_K8S_16=x\n", said: "checkov.io/skip1?" },
    {
      name: "a value of Checkov",
      metadata: "  annotations:\n    checkov.io/skip1: CKV K8S\n",
      said: "CKV_K8S_14=REASON",
    },
    {
      name: "a check of Checkov that we do not have",
      metadata: "  annotations:\n    checkov.io/skip1: CKV_K8S_9999=x\n",
      said: "no check asks this question.",
    },
    {
      name: "kubeaudit",
      metadata: "  labels:\n    container.kubeaudit.io/app.allow-privilegd: x\n",
      said: "container.kubeaudit.io/app.allow-privileged?",
    },
    {
      name: "an annotation in kubeaudit's words",
      metadata: "  annotations:\n    container.kubeaudit.io/app.allow-privileged: x\n",
      said: "are labels",
    },
  ])("misspelt: $name", ({ metadata, said }) => {
    const { findings, diagnostics } = examine(pod(metadata));

    expect(summarize(findings)).toEqual(bothOpen);
    expect(diagnostics).toMatchObject([{ code: "exception/unreadable-comment", location: { startLine: 6 } }]);
    expect(diagnostics[0]?.message.en).toContain(said);
  });

  test.each([
    { name: "of a policy", metadata: "  annotations:\n    sekisho.dev/severity: high\n" },
    { name: "that asks kube-score for more", metadata: "  annotations:\n    kube-score/enable: a\n" },
    { name: "that is turned off", metadata: '  annotations:\n    polaris.fairwinds.com/exempt: "false"\n' },
    { name: "of another product of Checkov's maker", metadata: "  annotations:\n    cortex.io/team: a\n" },
    { name: "of another tool", metadata: "  annotations:\n    downscaler.example/exclude: a\n    x/ignore: a\n" },
    { name: "of the API server's audit", metadata: "  labels:\n    audit.kubernetes.io/level: a\n" },
  ])("nothing is said of an annotation $name", ({ metadata }) => {
    expect(examine(pod(metadata)).diagnostics).toEqual([]);
  });

  test("of our words the rule is suggested that was meant", () => {
    const { findings } = examine(pod("  annotations:\n    sekisho.dev/ignore: workload/privilegd reason=x\n"));

    expect(findings[0]?.message).toContain("did you mean workload/privileged?");
  });
});

describe("comments", () => {
  const ignore = "# sekisho:ignore workload/privileged reason=x";

  test.each([
    {
      name: "above the field",
      from: "        privileged: true\n    - ",
      to: `        ${ignore}\n        privileged: true\n    - `,
    },
    { name: "behind the field", from: "privileged: true\n    - ", to: `privileged: true ${ignore}\n    - ` },
    { name: "above the item", from: "    - name: app", to: `    ${ignore}\n    - name: app` },
    {
      name: "above the map",
      from: "      securityContext:\n        privileged: true\n    - ",
      to: `      ${ignore}\n      securityContext:\n        privileged: true\n    - `,
    },
  ])("$name", ({ from, to }) => {
    expect(summarize(examine(pod("").replace(from, to)).findings)).toEqual(appAccepted);
  });

  test.each([
    { name: "above the document", text: `${ignore}\n${pod("")}` },
    { name: "above its marker", text: `${ignore}\n---\n${pod("")}` },
    { name: "for the file", text: `${pod("")}# sekisho:ignore-file workload/privileged reason=x\n` },
    { name: "for one container of the document", text: `${ignore} container=app\n${pod("")}`, expected: appAccepted },
  ])("$name", ({ text, expected = bothAccepted }) => {
    expect(summarize(examine(text).findings)).toEqual(expected);
  });

  test("a text that looks like a comment accepts nothing", () => {
    const text = pod(`  annotations:\n    note: |\n      ${ignore.replace("ignore", "ignore-file")}\n`);

    expect(summarize(examine(text).findings)).toEqual(bothOpen);
  });

  test("below the last line it matches nothing", () => {
    expect(summarize(examine(`${pod("")}${ignore}\n`).findings)).toEqual([
      ...bothOpen,
      "exception/unmatched exception:workload/privileged open",
    ]);
  });
});

describe("the configuration", () => {
  const exception: ConfiguredException = {
    rule: "workload/privileged",
    reason: "x",
    owner: undefined,
    expires: undefined,
    range: { start: 0, end: 0 },
    path: ".sekisho.yaml",
    isOwn: true,
  };

  test.each([
    { name: "a container", given: { containers: ["app"] }, expected: appAccepted },
    { name: "a glob", given: { containers: ["*"] }, expected: bothAccepted },
    { name: "another container", given: { containers: ["web"] }, expected: bothOpen },
  ])("$name", ({ given, expected }) => {
    expect(summarize(examine(pod(""), [{ ...exception, ...given }]).findings)).toEqual(expected);
  });

  test("a finding about the pod is not one about a container", () => {
    const text = "apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { hostNetwork: true, containers: [] }\n";

    const { findings } = examine(text, [{ ...exception, rule: "workload/host-network", containers: ["*"] }]);

    expect(findings.map(({ status }) => status)).toEqual(["open"]);
  });
});
