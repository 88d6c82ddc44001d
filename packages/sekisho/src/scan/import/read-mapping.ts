import {
  type FindingMapping,
  type MappedField,
  type MappedWords,
  mappedFields,
} from "../../importers/mapping/finding-mapping.ts";
import { targetKinds } from "../../model/report.ts";
import { severities } from "../../model/severity.ts";
import type { SourceText } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { report } from "../configuration/place.ts";
import { readConfigurationFile } from "../configuration/read-configuration.ts";
import { type Field, recordShape } from "../configuration/record-shape.ts";
import { choiceShape, type JsonSchema, listShape, mapShape, type Shape, textShape } from "../configuration/shape.ts";

/**
 * Reads what a user says of another tool's documents.
 *
 * @throws {SekishoError} `configuration-invalid`, naming every error of the file with line and column.
 */
export function readMapping(source: SourceText): FindingMapping {
  return readConfigurationFile(mappingShape, source);
}

/** Gives the JSON Schema of such a file. */
export function mappingSchema(): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Sekisho mapping of another tool's reports",
    ...mappingShape.schema,
  };
}

const anyPlace = textShape({
  expected: {
    en: "the name of a column, or a JSON pointer in the record",
    ja: "列の名前、またはレコード内の JSON ポインター",
  },
  schema: {},
});

const words = listShape(textShape({ expected: { en: "a word", ja: "単語" }, schema: {}, acceptsAnyScalar: true }));

const toolShape = textShape({
  expected: { en: "an id such as image-audit", ja: "image-audit のような ID" },
  schema: { pattern: "^[a-z0-9][a-z0-9-]{0,59}$" },
  findProblem: (text) =>
    /^[a-z0-9][a-z0-9-]{0,59}$/.test(text)
      ? undefined
      : {
          en: "expected lower-case letters, digits and hyphens",
          ja: "英小文字、数字、ハイフンのみ使用できます。",
        },
});

const recordsShape = textShape({
  expected: { en: "a JSON pointer such as /results/*", ja: "/results/* のような JSON ポインター" },
  schema: { pattern: "^(/[^/]+)*/\\*$" },
  findProblem: (text) =>
    /^(?:\/[^/]{1,200}){0,12}\/\*$/.test(text)
      ? undefined
      : {
          en: "expected a JSON pointer that ends with /*, such as /results/*",
          ja: "/results/* のように、/* で終わる JSON ポインターを想定しています。",
        },
});

const fieldDescriptions: Readonly<Record<MappedField, Text>> = {
  rule: { en: "Id of the rule; of a known flaw its id.", ja: "ルールの ID。脆弱性ではその ID です。" },
  title: { en: "What is wrong, in a few words.", ja: "検出内容の見出し。" },
  message: { en: "What was found.", ja: "検出内容の説明。" },
  severity: { en: "Severity in the tool's word.", ja: "ツールの表記による深刻度。" },
  remediation: { en: "What to do.", ja: "対処方法。" },
  subject: {
    en: "What it is about. Nothing that changes from run to run: it is a part of the finding's identity.",
    ja: "問題のある箇所。検出事項の同一性の判定に使うため、実行のたびに変わる値は使用できません。",
  },
  path: { en: "File that it is about.", ja: "ファイルのパス。" },
  line: { en: "Line in that file, from 1.", ja: "ファイル内の行番号（1 から）。" },
  status: { en: "State in the tool's word.", ja: "ツールの表記による状態。" },
  references: {
    en: "Addresses of pages about it: a list, or a text with blanks or commas.",
    ja: "参考情報の URL。配列、または空白やカンマで区切った文字列です。",
  },
  weaknesses: { en: "CWE ids.", ja: "CWE の ID。" },
  firstSeen: { en: "When it was first seen.", ja: "最初に検出した日時。" },
  lastSeen: { en: "When it was last seen.", ja: "最後に検出した日時。" },
  target: {
    en: "Name of the target, where records are about several.",
    ja: "レコードごとに対象が異なる場合の、対象の名前。",
  },
  digest: { en: "Digest of the image.", ja: "イメージのダイジェスト。" },
  package: { en: "Name of the package that has the flaw.", ja: "脆弱性のあるパッケージの名前。" },
  packageType: {
    en: "Kind of the package: deb, npm, pypi, the name of a distribution.",
    ja: "パッケージの種類（deb、npm、pypi、ディストリビューションの名前など）。",
  },
  version: { en: "Version that is installed.", ja: "インストールされているバージョン。" },
  fixedIn: { en: "Version that is repaired.", ja: "修正バージョン。" },
  packageUrl: { en: "Package URL, where the tool writes one.", ja: "パッケージ URL（ツールが出力する場合）。" },
  aliases: { en: "Other ids of the flaw.", ja: "脆弱性のほかの ID。" },
  score: { en: "Base score of CVSS.", ja: "CVSS の基本値。" },
  vector: { en: "Vector of CVSS.", ja: "CVSS のベクター。" },
};

const fieldsShape: Shape<FindingMapping["fields"]> = recordShape<FindingMapping["fields"]>({
  fields: mappedFields.map((name) => fieldOf(name)),
  unknownKey: "error",
  build(read) {
    const places: Partial<Record<MappedField, string>> = {};
    for (const name of mappedFields) {
      const place = read(fieldOf(name));
      if (place !== undefined) places[name] = place;
    }
    return { ...places, rule: places.rule ?? "" };
  },
});

function fieldOf(name: MappedField): Field<string> {
  return {
    name,
    shape: anyPlace,
    description: fieldDescriptions[name],
    ...(name === "rule" ? { isRequired: true } : {}),
  };
}

const wordsFields = {
  field: {
    name: "field",
    shape: anyPlace,
    description: { en: "Where the word stands.", ja: "値の位置。" },
    isRequired: true,
  },
  values: { name: "values", shape: words, description: { en: "The words.", ja: "該当する値。" }, isRequired: true },
} as const;

const wordsShape: Shape<MappedWords> = recordShape<MappedWords>({
  fields: Object.values(wordsFields),
  unknownKey: "error",
  build: (read) => ({
    field: read(wordsFields.field) ?? "",
    values: (read(wordsFields.values) ?? []).map((word) => word.trim().toLowerCase()),
  }),
});

const targetFields = {
  kind: {
    name: "kind",
    shape: choiceShape(targetKinds),
    description: { en: "What was looked at.", ja: "検査対象の種類。" },
    isRequired: true,
  },
  name: {
    name: "name",
    shape: textShape(),
    description: {
      en: "Its name, where neither records nor --target say it.",
      ja: "レコードにも --target にもない場合の、対象の名前。",
    },
  },
} as const;

const targetShape: Shape<FindingMapping["target"]> = recordShape<FindingMapping["target"]>({
  fields: Object.values(targetFields),
  unknownKey: "error",
  build: (read) => ({ kind: read(targetFields.kind) ?? "directory", name: read(targetFields.name) }),
});

const kinds = ["misconfiguration", "vulnerability", "secret", "malware"] as const;

const mappingFields = {
  tool: {
    name: "tool",
    shape: toolShape,
    description: { en: "Id of the tool.", ja: "ツールの ID。" },
    isRequired: true,
  },
  name: {
    name: "name",
    shape: textShape(),
    description: { en: "What the document is called in reports.", ja: "レポートでの文書の呼び名。" },
  },
  form: {
    name: "form",
    shape: choiceShape(["csv", "json"]),
    description: {
      en: "csv, or json, which is also one value a line and YAML.",
      ja: "csv または json。json には、1 行に 1 つの値を書いた形式と YAML も含みます。",
    },
    isRequired: true,
  },
  records: {
    name: "records",
    shape: recordsShape,
    description: {
      en: "Of JSON where the records stand. Default: /*, a list.",
      ja: "JSON でのレコードの位置。既定は /*（配列）です。",
    },
  },
  kind: {
    name: "kind",
    shape: choiceShape(kinds),
    description: {
      en: "What the findings are. Default: misconfiguration.",
      ja: "検出事項の種類。既定は misconfiguration です。",
    },
  },
  target: {
    name: "target",
    shape: targetShape,
    description: { en: "What was looked at.", ja: "検査対象。" },
    isRequired: true,
  },
  fields: {
    name: "fields",
    shape: fieldsShape,
    description: {
      en: "Where the parts of a finding stand in a record.",
      ja: "レコード内での、検出事項の各項目の位置。",
    },
    isRequired: true,
  },
  severity: {
    name: "severity",
    shape: mapShape(choiceShape(severities)),
    description: {
      en: "Severities by the tool's words, upper and lower case alike. Common words are known.",
      ja: "ツールの表記に対応する深刻度。大文字と小文字は区別しません。一般的な表記は指定不要です。",
    },
  },
  passed: {
    name: "passed",
    shape: wordsShape,
    description: { en: "Records that say that nothing is wrong.", ja: "問題がないことを示すレコードの条件。" },
  },
  accepted: {
    name: "accepted",
    shape: wordsShape,
    description: { en: "Records that somebody accepted.", ja: "受容済みであることを示すレコードの条件。" },
  },
} as const;

const mappingShape: Shape<FindingMapping> = recordShape<FindingMapping>({
  fields: Object.values(mappingFields),
  unknownKey: "error",
  build(read, tree, place) {
    const form = read(mappingFields.form) ?? "json";
    const records = read(mappingFields.records);
    if (form === "csv" && records !== undefined) {
      report(place, "error", tree, {
        en: "records is for JSON: every line of CSV is a record",
        ja: "records は JSON 用の設定です。CSV では各行が 1 つのレコードになります。",
      });
    }
    const fields = read(mappingFields.fields) ?? { rule: "" };
    if (form === "json") {
      for (const [name, where] of Object.entries(fields)) {
        if (where === undefined || where === "" || where.startsWith("/")) continue;
        report(place, "error", tree, {
          en: `fields.${name}: expected a JSON pointer such as /${where}`,
          ja: `fields.${name}: /${where} のような JSON ポインターを想定しています。`,
        });
      }
    }
    return {
      tool: read(mappingFields.tool) ?? "",
      name: read(mappingFields.name),
      form,
      records: records ?? "/*",
      kind: read(mappingFields.kind) ?? "misconfiguration",
      target: read(mappingFields.target) ?? { kind: "directory", name: undefined },
      fields,
      severity: new Map(
        Object.entries(read(mappingFields.severity) ?? {}).map(([word, severity]) => [
          word.trim().toLowerCase(),
          severity,
        ]),
      ),
      passed: read(mappingFields.passed),
      accepted: read(mappingFields.accepted),
    };
  },
});
