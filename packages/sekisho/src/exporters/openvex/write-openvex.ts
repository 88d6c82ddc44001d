import type { ReportDocument } from "../../model/report.ts";
import type { ExportContext } from "../context.ts";
import { type JsonMember, writeJsonDocument } from "../sbom/json-document.ts";
import { contentUuid } from "../vex/content-uuid.ts";
import { findImageUrl } from "../vex/image-url.ts";
import { type FlawStatement, type StatedFlaw, statedFlaws } from "../vex/stated-flaws.ts";

/** A product as OpenVEX writes it. */
interface OpenVexProduct {
  readonly "@id": string;
  readonly identifiers: { readonly purl: string };
  readonly hashes?: { readonly "sha-256": string };
  readonly subcomponents?: readonly OpenVexProduct[];
}

/**
 * Writes what the decisions in a document state, as OpenVEX 0.2.0. Of an image the product is the image by its digest, and
 * the package a part of it; elsewhere the package itself is the product.
 *
 * A document without known flaws has no statements.
 */
export function writeOpenVex(document: ReportDocument, context: ExportContext): Iterable<string> {
  const statements = groupStatements(statedFlaws(document));
  const author = context.author ?? "Unknown Author";
  const members: JsonMember[] = [
    { key: "@context", value: "https://openvex.dev/ns/v0.2.0" },
    { key: "@id", value: contentUuid(JSON.stringify([author, context.now, statements])) },
    { key: "author", value: author },
    { key: "timestamp", value: context.now },
    { key: "version", value: 1 },
    { key: "tooling", value: toolOf(document) },
    { key: "statements", items: statements },
  ];
  return writeJsonDocument(members);
}

function toolOf({ reports }: ReportDocument): string | undefined {
  const [first] = reports;
  return first === undefined ? undefined : `${first.producer.name}/${first.producer.version}`;
}

function groupStatements(flaws: readonly StatedFlaw[]): readonly unknown[] {
  const groups = Map.groupBy(flaws, ({ vulnerability: { flaw }, statement }) => JSON.stringify([flaw, statement]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { vulnerability, statement } = first;
    return [{ vulnerability: toVulnerability(vulnerability), products: productsOf(group), ...toFields(statement) }];
  });
}

function toVulnerability({ flaw, aliases }: StatedFlaw["vulnerability"]): object {
  return { name: flaw, ...(aliases.length === 0 ? {} : { aliases: [...new Set(aliases)] }) };
}

function productsOf(group: readonly StatedFlaw[]): readonly OpenVexProduct[] {
  const products = new Map<string, OpenVexProduct>();
  for (const { target, vulnerability } of group) {
    const part = toProduct(vulnerability.package);
    const image = findImageUrl(target);
    if (image === undefined) {
      products.set(part["@id"], part);
      continue;
    }
    const known = products.get(image)?.subcomponents ?? [];
    if (known.some((other) => other["@id"] === part["@id"])) continue;
    const digest = target.digest?.replace("sha256:", "");
    products.set(image, {
      ...toProduct(image),
      ...(digest === undefined ? {} : { hashes: { "sha-256": digest } }),
      subcomponents: [...known, part],
    });
  }
  return [...products.values()];
}

function toProduct(purl: string): OpenVexProduct {
  return { "@id": purl, identifiers: { purl } };
}

/** The schema of 0.2.0 takes a justification or an impact statement, not both. */
function toFields({ status, justification, impact, action, notes }: FlawStatement): object {
  return {
    status,
    ...(notes === undefined ? {} : { status_notes: notes }),
    ...(justification === undefined ? {} : { justification }),
    ...(impact === undefined ? {} : { impact_statement: impact }),
    ...(action === undefined ? {} : { action_statement: action }),
  };
}
