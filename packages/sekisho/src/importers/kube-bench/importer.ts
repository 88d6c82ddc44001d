import {
  type DocumentVariant,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type Outcome,
} from "../define.ts";
import { kubeBenchOutcome } from "../parts/kube-bench-result.ts";
import { kubeBenchControls } from "./schema.ts";

/** Reads what kube-bench says of the nodes and the control plane of a cluster. */
export const kubeBench = defineImporter({
  id: "kube-bench",
  name: "kube-bench",
  reads: [
    "kube-bench JSON, 0.6 and later: Controls and Totals",
    "kube-bench JSON, 0.3 to 0.5: a list of controls, or objects of a node type each",
  ],
  mapped: {
    en: "FAIL and WARN are findings: number, text, remediation, actual and expected value, reason. PASS counts as passed. INFO, and WARN of tests that kube-bench leaves to people, are left out and told. Numbers of other benchmarks than those of CIS for Kubernetes carry the benchmark's name. Not read: the commands that were run. ASFF and JUnit of kube-bench are read as ASFF and JUnit.",
    ja: "FAIL と WARN を検出事項にし、番号、内容、対処方法、実際の値と期待値、理由を取り込みます。PASS は合格数に入ります。INFO と、人による確認に任されたテストの WARN は取り込まず、診断に示します。Kubernetes の CIS ベンチマーク以外の番号には、ベンチマークの名前が付きます。実行されたコマンドは取り込みません。kube-bench の ASFF と JUnit は、それぞれの形式として読み取ります。",
  },
  variants: [
    variant("kube-bench JSON", "/Controls/*", { at: "/Controls", is: "list" }),
    variant("kube-bench JSON, controls alone", "/*", { at: "", is: "list" }),
  ],
});

function variant(name: string, place: string, holder: DocumentVariant["signs"][0]): DocumentVariant {
  return {
    name,
    form: "json",
    signs: [
      holder,
      { at: `${place}/node_type`, is: "text" },
      { at: `${place}/text`, is: "text" },
      { at: `${place}/tests/*/section`, is: "text" },
    ],
    header: [],
    records: [[place]],
    begin: (_, context) => ({
      target: { kind: "cluster", name: context.targetName },
      convert: (record) => convert(record, context),
    }),
  };
}

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const { version, tests = [] } = context.read(kubeBenchControls, value, pointer) ?? {};
  const place = { version: version ?? "", subject: "", pointer };
  return tests.flatMap(({ results }) => results ?? []).map((result) => kubeBenchOutcome(result, place));
}
