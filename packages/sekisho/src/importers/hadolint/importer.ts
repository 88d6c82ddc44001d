import type { XmlElement } from "../../formats/xml/parse-xml.ts";
import type { Severity } from "../../model/severity.ts";
import { defineImporter, type ImportContext, type Outcome } from "../define.ts";
import { toNumber } from "../parts/optional-fields.ts";
import { type HadolintFinding, hadolintFinding } from "./schema.ts";

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
  reads: ["hadolint JSON, 1.6 and later", "hadolint Checkstyle, 1.6 and later"],
  mapped: {
    en: "code, level, message, file, line and column. SARIF of hadolint is read as SARIF. Not read: Code Climate and GitLab's Code Quality, which are about other tools as well.",
    ja: "code、level、message、file、line、column を取り込みます。hadolint の SARIF は SARIF として読み取ります。ほかのツールも使う Code Climate と GitLab Code Quality の形式は取り込めません。",
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
        convert: ({ value, pointer }) => convert(context.read(hadolintFinding, value, pointer), context),
      }),
    },
    {
      name: "hadolint Checkstyle",
      form: "xml",
      signs: [
        { at: "/checkstyle", is: "object" },
        { at: "/checkstyle/file/@name" },
        { at: "/checkstyle/file/error/@source", matches: /^(?:DL|SC)\d{4}$/ },
      ],
      header: [],
      records: [["/checkstyle/file/error"]],
      begin: (_, context) => ({
        target: { kind: "dockerfile", name: context.targetName },
        convert: ({ value, holders, pointer }) => {
          const { source: code, severity: level, ...rest } = attributesOf(value);
          const file = holders?.at(-1)?.attributes.get("name");
          const told = { ...rest, code, level, file, line: toNumber(rest["line"]), column: toNumber(rest["column"]) };
          return convert(context.read(hadolintFinding, told, pointer), context);
        },
      }),
    },
  ],
});

function attributesOf(value: unknown): { readonly [name: string]: string | undefined } {
  return isElement(value) ? Object.fromEntries(value.attributes) : {};
}

function isElement(value: unknown): value is XmlElement {
  return typeof value === "object" && value !== null && "attributes" in value && value.attributes instanceof Map;
}

function convert(read: HadolintFinding | undefined, context: ImportContext): readonly Outcome[] {
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
