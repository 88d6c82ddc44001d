import { type Conversion, defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { LogReader } from "./log-reader.ts";
import { resultOutcome } from "./result-outcome.ts";
import { dockerBenchHeader, dockerBenchResult } from "./schema.ts";

/** Reads what Docker Bench for Security says of a host. */
export const dockerBench = defineImporter({
  id: "docker-bench",
  name: "Docker Bench for Security",
  reads: ["Docker Bench for Security JSON, 1.3.4 and later", "Docker Bench for Security log, with and without colours"],
  mapped: {
    en: "WARN is a finding: number, text, details or the lines below it, remediation. PASS is counted. INFO and NOTE ask somebody to look: they are left out and told. The host is named by --target.",
    ja: "WARN を検出事項にし、番号、内容、詳細またはその下の行、対処方法を取り込みます。PASS は件数だけを数えます。人による確認が必要な INFO と NOTE は取り込まず、診断に示します。ホスト名は --target で指定してください。",
  },
  variants: [
    {
      name: "Docker Bench JSON",
      form: "json",
      signs: [
        { at: "", is: "object" },
        { at: "/dockerbenchsecurity", is: "text" },
        { at: "/tests", is: "list" },
      ],
      header: ["/dockerbenchsecurity", "/start"],
      records: [["/tests/*/results/*"]],
      begin: beginJson,
    },
    {
      name: "Docker Bench log",
      form: "lines",
      // Colours are escapes of the terminal in front of the words.
      signs: [
        { at: "/*", matches: /Docker Bench for Security|Initializing |^(?:\W\[[0-9;]{1,9}m){0,3}\[INFO\]/ },
        {
          at: "/*",
          matches: /^(?:\W\[[0-9;]{1,9}m){0,3}\[(?:PASS|WARN|NOTE|INFO)\](?:\W\[[0-9;]{1,9}m){0,3} \d/,
        },
      ],
      header: [],
      records: [["/*"]],
      begin: (_, context) => {
        const reader = new LogReader();
        return {
          target: { kind: "host", name: context.targetName },
          convert: ({ value, pointer }) => reader.take(String(value), pointer),
          finish: () => reader.finish(),
        };
      },
    },
  ],
});

function beginJson(header: unknown, context: ImportContext): Conversion {
  const { dockerbenchsecurity: version, start } = context.read(dockerBenchHeader, header, "") ?? {};
  return {
    target: { kind: "host", name: context.targetName },
    ...present({ toolVersion: version, scannedAt: toTime(start) }),
    convert: (record) => convert(record, context),
  };
}

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const read = context.read(dockerBenchResult, value, pointer);
  if (read === undefined) return [];
  const { id, desc, result, details, items, remediation } = read;
  const isListed = items !== undefined && items !== null && items.length > 0;
  return [
    resultOutcome({ id, title: desc ?? id, result, details: isListed ? items : [details ?? ""], remediation }, pointer),
  ];
}
