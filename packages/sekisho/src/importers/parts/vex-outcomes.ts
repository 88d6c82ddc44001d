import type { AcceptedException } from "../../model/finding.ts";
import type { VexProduct, VexStatement } from "../../model/vex.ts";
import { parsePackageUrl } from "../../semantics/package-url/package-url.ts";
import type { ImportContext, ImportedTarget, ImportNote, Outcome } from "../define.ts";
import { VexCollector } from "../vex/vex-collector.ts";
import { flawOutcome } from "./flaw-outcome.ts";
import { imageTarget } from "./image-target.ts";
import { present } from "./present.ts";
import { toTime } from "./to-time.ts";
import { toolPackageUrl } from "./tool-package-url.ts";

/** What a document says of a flaw beside its statements. */
export interface FlawWords {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly score?: number | undefined;
  readonly vector?: string | undefined;
  readonly rating?: string | undefined;
  readonly references?: readonly string[] | undefined;
  readonly weaknesses?: readonly string[] | undefined;
}

/** Reads statements of one record, and gives a finding for each product, or part of it, that they are about. */
export function vexOutcomes(
  context: ImportContext,
  pointer: string,
  { read, words = {} }: { readonly read: (collector: VexCollector) => void; readonly words?: FlawWords },
): readonly Outcome[] {
  const collector = new VexCollector(context.documentName);
  read(collector);
  const notes = collector.finish().map(
    ({ code, message, location }): ImportNote => ({
      code: code.slice(code.indexOf("/") + 1),
      level: "warning",
      message,
      pointer: location?.pointer ?? pointer,
    }),
  );
  const outcomes = collector.statements.flatMap((statement) => outcomesOf(statement, words, context));
  // What a statement lacks has cost it: it is one thing that has no place here.
  const [first, ...others] = notes;
  if (outcomes.length > 0 || first === undefined) {
    for (const note of notes) context.tell(note);
    return outcomes;
  }
  for (const note of others) context.tell(note);
  return [{ kind: "left-out", note: first }];
}

function outcomesOf(statement: VexStatement, words: FlawWords, { targetName }: ImportContext): readonly Outcome[] {
  const sbom: ImportedTarget = { kind: "sbom", name: targetName };
  return statement.products.flatMap((product) => {
    if (product.components.length === 0) return [toOutcome(statement, words, { product, target: sbom })];
    const target = targetOf(product, sbom);
    return product.components.map((component) => toOutcome(statement, words, { product: component, target }));
  });
}

function toOutcome(
  { flaws, status, impact, action, notes, justification, otherJustification, timestamp }: VexStatement,
  words: FlawWords,
  { product, target }: { readonly product: VexProduct; readonly target: ImportedTarget },
): Outcome {
  const [id, ...aliases] = flaws;
  const { score, vector } = words;
  const isSettled = status === "not_affected" || status === "fixed";
  const reason = impact ?? notes ?? justification ?? otherJustification ?? status;
  const exception: AcceptedException | undefined = isSettled ? { reason, ...present({ justification }) } : undefined;
  return flawOutcome({
    id,
    aliases,
    ...packageOf(product),
    rating: words.rating,
    title: words.title,
    description: words.description ?? notes ?? impact,
    remediation: action,
    state: status.replaceAll("_", "-"),
    references: words.references,
    weaknesses: words.weaknesses,
    lastSeen: toTime(timestamp),
    score,
    severities:
      vector === undefined && score === undefined
        ? []
        : [{ system: systemOf(vector), from: "vendor", ...present({ vector, score }) }],
    exception,
    target,
  });
}

function systemOf(vector: string | undefined): "cvss-2" | "cvss-3" | "cvss-4" | "score" {
  if (vector === undefined) return "score";
  if (vector.startsWith("CVSS:4")) return "cvss-4";
  return vector.startsWith("CVSS:3") ? "cvss-3" : "cvss-2";
}

/** A package URL tells most, then a CPE, then whatever name there is. */
function packageOf({ purls, cpes, names, hashes }: VexProduct): {
  readonly package: string;
  readonly name: string;
  readonly installed: string;
} {
  const [purl] = purls;
  const url = purl === undefined ? undefined : parsePackageUrl(purl);
  if (purl !== undefined && url !== undefined) {
    return { package: purl, name: url.name, installed: url.version ?? "" };
  }
  const name = [...cpes, ...names, ...hashes].find((one) => one !== "") ?? "unnamed";
  return { package: toolPackageUrl({ kinds: [], name, version: "" }), name, installed: "" };
}

/** An image by its package URL: `pkg:oci/web@sha256:…?repository_url=registry.example.com/shop/web`. */
function targetOf({ purls, names, hashes }: VexProduct, sbom: ImportedTarget): ImportedTarget {
  for (const purl of purls) {
    const url = parsePackageUrl(purl);
    if (url === undefined || (url.type !== "oci" && url.type !== "docker")) continue;
    const { name, namespace, version = "", qualifiers } = url;
    const repository = qualifiers["repository_url"] ?? (namespace === undefined ? name : `${namespace}/${name}`);
    const tag = qualifiers["tag"] ?? (url.type === "docker" && !version.startsWith("sha256:") ? version : "");
    return imageTarget({ name: tag === "" ? repository : `${repository}:${tag}`, digests: [version, ...hashes] });
  }
  const name = [...names, ...purls].find((one) => one !== "");
  return name === undefined ? sbom : { kind: "sbom", name };
}
