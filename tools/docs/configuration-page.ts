import type { JsonSchema } from "../../packages/sekisho/src/scan/configuration/shape.ts";
import { isRecord } from "../read-json.ts";
import { codeBlock, page, table } from "./markdown.ts";

const example = `failOn: high
exclude: ["vendor/**"]
exceptions:
  - rule: hadolint:DL3008            # an id, or an alias of another tool
    paths: ["services/*/Dockerfile"]
    reason: versions are fixed by a snapshot mirror
    owner: platform-team
    expires: 2027-03-31
severity:
  dockerfile/no-healthcheck: low
parameters:
  dockerfile/untrusted-registry:
    trusted: ["public.ecr.aws", "registry.example.com"]
labels:
  required:
    org.opencontainers.image.source: url
`;

/** Writes the page of `.sekisho.yaml` from its schema. */
export function configurationPage(schema: JsonSchema): string {
  return page([
    "# Configuration / 設定",
    "`.sekisho.yaml` is looked for in the working directory and upwards; `--config FILE` names another. An editor that knows JSON Schema completes it with `# yaml-language-server: $schema=sekisho-yaml.schema.json`. Without one, a `.hadolint.yaml` is read as hadolint reads it.",
    "`.sekisho.yaml` は作業ディレクトリから上位に向かって検索します。`--config FILE` で指定することもできます。`.sekisho.yaml` がない場合は `.hadolint.yaml` を hadolint と同じ規則で読み取ります。",
    codeBlock("yaml", example),
    "## Keys / キー",
    table(["Key", "Meaning", "意味"], keyRows(schema, "")),
    "An exception that has expired, or that no finding needs, is a finding itself. Every error in the file is reported with its line and column, and the command ends with exit code 2.",
    "期限切れの例外と、該当する検出事項がない例外は、それ自体を検出事項として報告します。設定ファイルの誤りはすべて行と列を示して報告し、終了コード 2 で終了します。",
  ]);
}

function keyRows(schema: JsonSchema, prefix: string): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  for (const [name, property] of Object.entries(recordOf(schema["properties"]))) {
    const key = `${prefix}${name}`;
    const described = recordOf(property);
    rows.push([`\`${key}\``, textOf(described["description"]), textOf(described["x-description-ja"])]);
    // The ids below these two have pages of their own.
    if (key === "severity" || key === "parameters") continue;
    rows.push(...keyRows(described, `${key}.`), ...keyRows(recordOf(described["items"]), `${key}[].`));
  }
  return rows;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
