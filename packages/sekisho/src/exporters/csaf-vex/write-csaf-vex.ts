import type { ReportDocument } from "../../model/report.ts";
import type { Text } from "../../model/text.ts";
import type { ExportContext } from "../context.ts";
import { type JsonMember, writeJsonDocument } from "../sbom/json-document.ts";
import { contentUuid } from "../vex/content-uuid.ts";
import { statedFlaws } from "../vex/stated-flaws.ts";
import { gatherFlaws, toVulnerability } from "./flaw-statements.ts";
import { createProductTree } from "./product-tree.ts";
import { publisherOf } from "./publisher.ts";

/**
 * Writes what the decisions in a document state, as CSAF 2.0 of the profile VEX. Of an image the product is the package as
 * a component of the image by its digest; elsewhere the package itself is the product.
 *
 * The profile demands a vulnerability: a document without known flaws is one of the base profile, which demands none.
 */
export function writeCsafVex(document: ReportDocument, context: ExportContext): Iterable<string> {
  const products = createProductTree();
  const flaws = gatherFlaws(statedFlaws(document), products);
  const vulnerabilities = flaws.map(toVulnerability);
  const members: JsonMember[] = [
    { key: "document", value: headOf(document, context, vulnerabilities) },
    ...(vulnerabilities.length === 0 ? [] : [{ key: "product_tree", value: products.build() }]),
    ...(vulnerabilities.length === 0 ? [] : [{ key: "vulnerabilities", items: vulnerabilities }]),
  ];
  return writeJsonDocument(members);
}

/** Source: CSAF 2.0, section 3.2.1. */
function headOf({ reports }: ReportDocument, context: ExportContext, vulnerabilities: readonly object[]): object {
  const { now, language, author } = context;
  const id = contentUuid(JSON.stringify([author, now, vulnerabilities])).replace("urn:uuid:", "sekisho-vex-");
  const [producer] = reports.map((report) => report.producer);
  const targets = reports.filter(({ target }) => target.kind !== "configuration").map(({ target }) => target.name);
  return {
    category: vulnerabilities.length === 0 ? "csaf_base" : "csaf_vex",
    csaf_version: "2.0",
    lang: language,
    publisher: publisherOf(author),
    title: titleOf(targets)[language],
    tracking: {
      current_release_date: now,
      ...(producer === undefined ? {} : { generator: { engine: producer, date: now } }),
      id,
      initial_release_date: now,
      revision_history: [{ date: now, number: "1", summary: words.revision[language] }],
      status: "final",
      version: "1",
    },
  };
}

const maxNamedTargets = 3;

function titleOf(targets: readonly string[]): Text {
  const named = targets.slice(0, maxNamedTargets).join(", ");
  const rest = targets.length > maxNamedTargets ? ", …" : "";
  return named.trim() === ""
    ? words.title
    : { en: `Known flaws of ${named}${rest}`, ja: `${named}${rest} の既知の脆弱性` };
}

const words = {
  title: { en: "Known flaws", ja: "既知の脆弱性" },
  revision: { en: "As the report states it", ja: "レポートの内容を記載" },
} as const satisfies Readonly<Record<string, Text>>;
