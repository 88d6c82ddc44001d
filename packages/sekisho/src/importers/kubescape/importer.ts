import { defineImporter } from "../define.ts";
import { beginFrameworks } from "./convert-frameworks.ts";
import { beginResults } from "./convert-results.ts";

/** Reads what kubescape says of clusters and manifests. */
export const kubescape = defineImporter({
  id: "kubescape",
  name: "Kubescape",
  reads: [
    "Kubescape JSON, format version v2: Kubescape 2 and 3",
    "Kubescape JSON, format version v1: a list of frameworks",
  ],
  mapped: {
    en: "A finding for each resource and failed control, and for each container of it where the failed paths name containers: control, description, remediation, severity or score factor, paths, file. Passed controls are counted; excepted ones are accepted findings; skipped ones and those that ask for a review are left out and told. Image vulnerabilities of Kubescape are read as Grype's. Not read: scores, attack tracks and frameworks. SARIF and JUnit of Kubescape are read as SARIF and JUnit.",
    ja: "リソースと不合格のコントロールの組ごとに検出事項とし、不合格のパスがコンテナを示す場合はコンテナごとに分けます。コントロール、説明、対処方法、深刻度またはスコア係数、パス、ファイルを取り込みます。合格したコントロールは件数だけを数え、例外が適用されたものは受容済みの検出事項になります。省略されたもの、確認が必要なものは取り込まず、診断に示します。score、attack track、フレームワークは取り込みません。Kubescape の SARIF と JUnit は、それぞれの形式として読み取ります。",
  },
  variants: [
    {
      name: "Kubescape JSON v2",
      form: "json",
      signs: [{ at: "", is: "object" }, { at: "/results" }, { at: "/summaryDetails", is: "object" }],
      header: [
        "/generationTime",
        "/clusterName",
        "/summaryDetails/controls",
        "/metadata/scanMetadata",
        "/metadata/targetMetadata",
        "/metadata/contextMetadata",
      ],
      records: [["/resources/*"], ["/results/*"]],
      begin: beginResults,
    },
    {
      name: "Kubescape JSON v1",
      form: "json",
      signs: [{ at: "", is: "list" }, { at: "/*/name", is: "text" }, { at: "/*/controlReports" }],
      header: [],
      records: [["/*/controlReports/*"]],
      begin: beginFrameworks,
    },
  ],
});
