import { type Conversion, defineImporter, type ImportContext } from "../define.ts";
import { inspectorFinding, inspectorOutcomes } from "../parts/inspector-finding.ts";

/** Reads what Amazon Inspector says of images, hosts and functions. */
export const inspector = defineImporter({
  id: "inspector",
  name: "Amazon Inspector",
  reads: ["Amazon Inspector 2: aws inspector2 list-findings, and exports of findings in JSON"],
  mapped: {
    en: "Package vulnerabilities (one finding a package), network reachability and code vulnerabilities with severity, score, CVSS, fixed version, layer, references, times; suppressed and closed ones are accepted. Tags of resources are not mapped. Findings of Security Hub are read by that format.",
    ja: "パッケージの脆弱性 (パッケージごとに 1 件)、ネットワーク到達性、コードの脆弱性を、重大度、スコア、CVSS、修正バージョン、レイヤー、参照先、日時とともに取り込みます。抑制済みと終了済みのものは承認済みとします。リソースのタグは取り込みません。Security Hub の検出結果は、その形式として読み取ります。",
  },
  variants: [
    {
      name: "Amazon Inspector 2 JSON",
      form: "json",
      signs: [
        { at: "/findings" },
        { at: "/findings/*/findingArn", matches: /^arn:aws[a-z-]{0,20}:inspector2:/ },
        { at: "/findings/*/type" },
      ],
      header: [],
      records: [["/findings/*"]],
      begin: (_, context) => begin(context),
    },
  ],
});

function begin(context: ImportContext): Conversion {
  const target = { kind: "cloud-account", name: context.targetName } as const;
  return {
    target,
    convert: ({ value, pointer }) => {
      const finding = context.read(inspectorFinding, value, pointer);
      return finding === undefined ? [] : inspectorOutcomes(finding, target);
    },
  };
}
