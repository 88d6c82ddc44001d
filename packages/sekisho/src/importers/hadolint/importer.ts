import type { Severity } from "../../model/severity.ts";
import { defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { hadolintFinding } from "./schema.ts";

/** hadolint's levels. `ignore` is a rule that its user switched off. */
const severityOf: Readonly<Record<string, Severity>> = {
  error: "high",
  warning: "medium",
  info: "low",
  style: "info",
};

/** Reads what hadolint says of Dockerfiles. */
export const hadolint = defineImporter({
  id: "hadolint",
  name: "hadolint",
  reads: ["hadolint JSON, 1.6 and later"],
  mapped: {
    en: "code, level, message, file, line and column. SARIF and Checkstyle of hadolint are read by those formats.",
    ja: "code、level、message、file、line、column を取り込みます。hadolint の SARIF は SARIF として読み取ります。",
  },
  variants: [
    {
      name: "hadolint JSON",
      form: "json",
      signs: [
        { at: "", is: "list" },
        { at: "/*/code", matches: /^(?:DL|SC)\d{4}$/ },
        { at: "/*/level", is: "text" },
        { at: "/*/column", is: "number" },
        { at: "/*/file", is: "text" },
      ],
      header: [],
      records: [["/*"]],
      begin: (_, context) => ({
        target: { kind: "dockerfile", name: context.targetName },
        convert: (record) => convert(record, context),
      }),
    },
  ],
});

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const read = context.read(hadolintFinding, value, pointer);
  if (read === undefined) return [];
  const { code, file = context.targetName, line, column, level = "", message = "" } = read;
  const isShell = code.startsWith("SC");
  return [
    {
      kind: "finding",
      finding: {
        kind: "misconfiguration",
        target: { kind: "dockerfile", name: file },
        rule: code,
        aliases: isShell ? [`shellcheck:${code}`] : [],
        severity: severityOf[level] ?? "unknown",
        rating: level,
        title: code,
        message,
        subject: "",
        evidence: [
          {
            location: {
              path: file,
              ...(line === undefined ? {} : { startLine: line }),
              ...(column === undefined ? {} : { startColumn: column }),
            },
          },
        ],
      },
    },
  ];
}
