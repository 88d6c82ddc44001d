import * as z from "zod/mini";
import { findObject, isJsonObject, type JsonObject } from "../../formats/json/json-value.ts";
import { type Conversion, defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { textsOf } from "../parts/flaw-outcome.ts";
import { optionalNumber, optionalText } from "../parts/optional-fields.ts";
import { present } from "../parts/present.ts";
import { type FlawWords, vexOutcomes } from "../parts/vex-outcomes.ts";
import { csafDocumentOf, readCsafVulnerability } from "../vex/csaf.ts";
import { readProductTree } from "../vex/csaf-products.ts";

/** Reads CSAF documents as reports: products that they call affected are findings. */
export const csaf = defineImporter({
  id: "csaf",
  name: "CSAF",
  reads: ["CSAF 2.0 and 2.1, profiles VEX and security advisory"],
  mapped: {
    en: "One finding for each product, or part of it, with a status: flaw with ids, notes, scores, CWE, references, remediation. known_not_affected and fixed are exceptions with flags and impact. `recommended` states nothing of the flaw and is passed over. To hide findings of scans by a document, use `--vex`. Not mapped: acknowledgments, involvements, revision history, metrics other than CVSS.",
    ja: "状態を持つ製品（または構成要素）ごとに検出 1 件とします。脆弱性の ID、注記、スコア、CWE、参照先、対処を取り込みます。known_not_affected と fixed は、理由付きの例外とします。recommended は脆弱性の有無を示さないため、取り込みません。スキャンの検出から除外する場合は `--vex` を指定してください。謝辞、関与、改訂履歴、CVSS 以外の指標は取り込みません。",
  },
  variants: [
    {
      name: "CSAF",
      form: "json",
      signs: [
        { at: "/document/csaf_version", is: "text" },
        { at: "/document/category", is: "text" },
      ],
      header: ["/document", "/product_tree"],
      records: [["/vulnerabilities/*"]],
      begin,
    },
  ],
});

function begin(header: unknown, context: ImportContext): Conversion {
  const root: JsonObject = isJsonObject(header) ? header : {};
  const document = csafDocumentOf(findObject(root, "document") ?? {}, context.documentName);
  const products = readProductTree(findObject(root, "product_tree") ?? {});
  return {
    target: { kind: "sbom", name: context.targetName },
    ...present({ scannedAt: document.timestamp }),
    convert: ({ value, pointer }: ImportedRecord): readonly Outcome[] => {
      const words = context.read(csafVulnerability, value, pointer);
      if (words === undefined || !isJsonObject(value)) return [];
      return vexOutcomes(context, pointer, {
        read: (collector) => readCsafVulnerability(value, { pointer, document, products }, collector),
        words: toWords(words),
      });
    },
  };
}

const cvss = z.nullish(z.object({ baseScore: optionalNumber, baseSeverity: optionalText, vectorString: optionalText }));
const scores = z.object({ cvss_v2: cvss, cvss_v3: cvss, cvss_v4: cvss });
const weakness = z.object({ id: optionalText });

/** What a flaw is, beside its products. Source: CSAF 2.0, section 3.2.3; 2.1 has lists of weaknesses and metrics. */
const csafVulnerability = z.object({
  cve: optionalText,
  ids: z.nullish(z.array(z.object({ text: optionalText }))),
  product_status: z.nullish(z.record(z.string(), z.array(z.string()))),
  title: optionalText,
  cwe: z.nullish(weakness),
  cwes: z.nullish(z.array(weakness)),
  notes: z.nullish(z.array(z.object({ category: optionalText, text: optionalText }))),
  references: z.nullish(z.array(z.object({ url: optionalText }))),
  scores: z.nullish(z.array(scores)),
  metrics: z.nullish(z.array(z.object({ content: z.nullish(scores) }))),
});

function toWords(flaw: z.infer<typeof csafVulnerability>): FlawWords {
  const notes = flaw.notes ?? [];
  const description = notes.find(({ category }) => category === "description") ?? notes[0];
  const [score] = [...(flaw.scores ?? []), ...(flaw.metrics ?? []).map(({ content }) => content)];
  const rated = score?.cvss_v4 ?? score?.cvss_v3 ?? score?.cvss_v2;
  return {
    title: flaw.title ?? undefined,
    description: description?.text ?? undefined,
    score: rated?.baseScore ?? undefined,
    vector: rated?.vectorString ?? undefined,
    rating: rated?.baseSeverity ?? undefined,
    references: textsOf((flaw.references ?? []).map(({ url }) => url)),
    weaknesses: textsOf([flaw.cwe?.id, ...(flaw.cwes ?? []).map(({ id }) => id)]),
  };
}
