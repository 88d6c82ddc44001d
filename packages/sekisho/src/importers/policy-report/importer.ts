import { type DocumentVariant, defineImporter } from "../define.ts";
import { beginPolicyReport } from "./convert-results.ts";

const header = ["/source", "/scope", "/metadata/namespace"];

/** Reads reports of policies: of Kyverno, and of every tool that writes its results so. */
export const policyReport = defineImporter({
  id: "policy-report",
  name: "PolicyReport and OpenReports",
  reads: [
    "PolicyReport and ClusterPolicyReport of wgpolicyk8s.io, v1alpha1, v1alpha2 and v1beta1",
    "Report and ClusterReport of openreports.io and reports.x-k8s.io",
    "Lists of them, as kubectl get -o json or yaml writes them",
  ],
  mapped: {
    en: "A finding for each result of fail, warn or error and each of its resources, else for the scope of the report: policy, rule, severity, category, message, source, time. pass is counted; skip is left out and told. A rule of Trivy, kube-bench or Falco is joined with what asks the same here; a result with a CVE and the installed version is a known flaw. Not read: selectors and summaries.",
    ja: "fail、warn、error の結果を、対象リソースごと（なければレポートの scope）に検出事項とし、policy、rule、severity、category、message、source、時刻を取り込みます。pass は件数だけを数え、skip は取り込まず、診断に示します。Trivy、kube-bench、Falco のルールは、同じ内容のチェックに対応付けます。CVE とインストール済みのバージョンを持つ結果は脆弱性として取り込みます。セレクターと summary は取り込みません。",
  },
  variants: [
    variant("PolicyReport", /^wgpolicyk8s\.io\/v\d/, ["PolicyReport", "ClusterPolicyReport"]),
    variant("OpenReports report", /^(?:openreports\.io|reports\.x-k8s\.io)\/v\d/, [
      "Report",
      "ClusterReport",
      "PolicyReport",
      "ClusterPolicyReport",
    ]),
  ],
});

function variant(name: string, group: RegExp, kinds: readonly string[]): DocumentVariant {
  return {
    name,
    form: "json",
    signs: [
      { at: "", is: "object" },
      { at: "/apiVersion", matches: group },
      { at: "/kind", equals: kinds },
    ],
    header,
    records: [["/results/*"]],
    begin: beginPolicyReport,
  };
}
