import { isJsonObject } from "../../formats/json/json-value.ts";
import { type Conversion, type DocumentVariant, defineImporter, type ImportContext } from "../define.ts";
import { leftOut } from "../parts/left-out.ts";
import { vexOutcomes } from "../parts/vex-outcomes.ts";
import { openVexDocumentOf, readOpenVexStatement } from "../vex/openvex.ts";

const header = ["/@context", "/@id", "/id", "/author", "/timestamp", "/version", "/tooling"];

/** Reads OpenVEX documents as reports: what they call affected are findings. */
export const openvex = defineImporter({
  id: "openvex",
  name: "OpenVEX",
  reads: ["OpenVEX 0.0.1 to 0.2.0"],
  mapped: {
    en: "One finding for each product, or part of it, of a statement: flaw with aliases, status, action, notes, times. not_affected and fixed are exceptions with justification and impact. To hide findings of scans by a document, use `--vex`. Not mapped: supplier, status of earlier versions of the document.",
    ja: "ステートメントの製品（または構成要素）ごとに検出 1 件とします。脆弱性と別名、状態、対処、補足、日時を取り込みます。not_affected と fixed は、理由付きの例外とします。スキャンの検出から除外する場合は `--vex` を指定してください。supplier と文書の旧版の状態は取り込みません。",
  },
  variants: [
    variant("OpenVEX", [{ at: "/@context", matches: /^https:\/\/openvex\.dev\/ns(?:[/#]|$)/ }]),
    variant("OpenVEX 0.0.1", [
      { at: "/format", equals: "text/vex+json" },
      { at: "/statements", is: "list" },
    ]),
  ],
});

function variant(name: string, signs: DocumentVariant["signs"]): DocumentVariant {
  return { name, form: "json", signs, header, records: [["/statements/*"]], begin };
}

function begin(root: unknown, context: ImportContext): Conversion {
  const document = openVexDocumentOf(isJsonObject(root) ? root : {}, context.documentName);
  return {
    target: { kind: "sbom", name: context.targetName },
    ...(document.timestamp === undefined ? {} : { scannedAt: document.timestamp }),
    convert: ({ value, pointer }) => {
      if (!isJsonObject(value)) {
        return [
          leftOut("no-statement", pointer, {
            en: "Expected a statement, an object.",
            ja: "ステートメント（オブジェクト）を想定しました。",
          }),
        ];
      }
      return vexOutcomes(context, pointer, {
        read: (collector) => readOpenVexStatement(value, { pointer, document, products: [] }, collector),
      });
    },
  };
}
