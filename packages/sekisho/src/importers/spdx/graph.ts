import * as z from "zod/mini";
import type { VexJustification } from "../../model/vex.ts";
import { parsePackageUrl } from "../../semantics/package-url/package-url.ts";
import type { ImportContext, ImportedTarget, Outcome } from "../define.ts";
import { flawOutcome, textsOf } from "../parts/flaw-outcome.ts";
import { givenSeverities, type WrittenScore } from "../parts/given-severity.ts";
import { optionalNumberOrText, optionalText, optionalTexts, toNumber } from "../parts/optional-fields.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";

const identifier = z.object({ externalIdentifierType: optionalText, identifier: optionalText });

/** What is used of any element of a graph. Source: SPDX 3.0.1, Core, Software and Security. */
const spdxElement = z.object({
  type: optionalText,
  "@type": optionalText,
  spdxId: optionalText,
  "@id": optionalText,
  name: optionalText,
  summary: optionalText,
  description: optionalText,
  software_packageUrl: optionalText,
  software_packageVersion: optionalText,
  externalIdentifier: z.nullish(z.array(identifier)),
  externalRef: z.nullish(z.array(z.object({ locator: optionalTexts }))),
  from: optionalText,
  to: z.nullish(z.union([z.string(), z.array(z.string())])),
  relationshipType: optionalText,
  security_score: optionalNumberOrText,
  security_severity: optionalText,
  security_vectorString: optionalText,
  security_probability: optionalNumberOrText,
  security_percentile: optionalNumberOrText,
  security_actionStatement: optionalText,
  security_statusNotes: optionalText,
  security_justificationType: optionalText,
  security_impactStatement: optionalText,
  security_publishedTime: optionalText,
});

type SpdxElement = z.infer<typeof spdxElement>;

/** What is said of one flaw in one package. */
interface Pair {
  status: string;
  said: SpdxElement;
}

/** What is said of a flaw wherever it is. */
interface Assessment {
  readonly scores: WrittenScore[];
  severity?: string;
  epss?: { readonly probability: number; readonly percentile: number; readonly date: string };
}

/** Relationships that say something of a flaw in products, with the status in the words of OpenVEX. */
const statuses: ReadonlyMap<string, string> = new Map([
  ["affects", "affected"],
  ["doesNotAffect", "not_affected"],
  ["fixedIn", "fixed"],
  ["underInvestigationFor", "under_investigation"],
]);

const justifications: ReadonlyMap<string, VexJustification> = new Map<string, VexJustification>([
  ["componentNotPresent", "component_not_present"],
  ["vulnerableCodeNotPresent", "vulnerable_code_not_present"],
  ["vulnerableCodeNotInExecutePath", "vulnerable_code_not_in_execute_path"],
  ["vulnerableCodeCannotBeControlledByAdversary", "vulnerable_code_cannot_be_controlled_by_adversary"],
  ["inlineMitigationsAlreadyExist", "inline_mitigations_already_exist"],
]);

const usedTypes = /^(?:software_Package|security_.{1,80}|Relationship|LifecycleScopedRelationship)$/;

/** Gathers a graph, whose elements may stand in any order, and gives the findings when all of it is there. */
export class SecurityGraph {
  readonly #context: ImportContext;
  readonly #packages = new Map<string, SpdxElement>();
  readonly #flaws = new Map<string, SpdxElement>();
  readonly #assessments = new Map<string, Assessment>();
  /** By flaw, then by product. */
  readonly #pairs = new Map<string, Map<string, Pair>>();

  constructor(context: ImportContext) {
    this.#context = context;
  }

  /** Takes one element; those that say nothing of packages and flaws are passed over. */
  add(value: unknown, pointer: string): void {
    if (!isUsed(value)) return;
    const element = this.#context.read(spdxElement, value, pointer);
    if (element === undefined) return;
    const type = element.type ?? element["@type"] ?? "";
    const id = element.spdxId ?? element["@id"] ?? "";
    if (type === "software_Package") this.#packages.set(id, element);
    else if (type === "security_Vulnerability") this.#flaws.set(id, element);
    else this.#addRelationship(element);
  }

  /** Gives a finding for each flaw in each package. */
  *outcomes(target: ImportedTarget): Generator<Outcome> {
    for (const [flawId, products] of this.#pairs) {
      for (const [productId, pair] of products) yield this.#toOutcome(flawId, productId, { pair, target });
    }
  }

  #addRelationship(element: SpdxElement): void {
    const { from, relationshipType } = element;
    const to = [element.to ?? []].flat();
    if (typeof from !== "string") return;
    const status = statuses.get(relationshipType ?? "");
    if (status !== undefined) for (const product of to) this.#state(from, product, { status, said: element });
    else if (relationshipType === "hasAssociatedVulnerability") {
      for (const flaw of to) this.#state(flaw, from, { status: "", said: element });
    } else if (relationshipType === "hasAssessmentFor") this.#assess(from, element);
  }

  /** What a statement says counts more than that a flaw belongs to a package. */
  #state(flaw: string, product: string, pair: Pair): void {
    const products = this.#pairs.get(flaw) ?? new Map<string, Pair>();
    this.#pairs.set(flaw, products);
    const known = products.get(product);
    if (known === undefined || known.status === "") products.set(product, pair);
  }

  #assess(flaw: string, element: SpdxElement): void {
    const assessment: Assessment = this.#assessments.get(flaw) ?? { scores: [] };
    this.#assessments.set(flaw, assessment);
    const { security_vectorString: vector, security_severity: severity } = element;
    assessment.scores.push({ from: "spdx", vector, score: toNumber(element.security_score) });
    if (typeof severity === "string") assessment.severity ??= severity;
    const probability = toNumber(element.security_probability);
    const percentile = toNumber(element.security_percentile);
    const date = toTime(element.security_publishedTime)?.slice(0, 10);
    if (probability !== undefined && percentile !== undefined && date !== undefined) {
      assessment.epss = { probability, percentile, date };
    }
  }

  #toOutcome(
    flawId: string,
    productId: string,
    { pair, target }: { readonly pair: Pair; readonly target: ImportedTarget },
  ): Outcome {
    const flaw = this.#flaws.get(flawId);
    const assessment = this.#assessments.get(flawId);
    const { status, said } = pair;
    const ids = (flaw?.externalIdentifier ?? []).map((one) => one.identifier);
    const [id = lastPart(flawId), ...aliases] = textsOf([...ids, flaw?.name]) ?? [];
    const isSettled = status === "not_affected" || status === "fixed";
    const justification = justifications.get(said.security_justificationType ?? "");
    const reason =
      said.security_impactStatement ?? said.security_statusNotes ?? said.security_justificationType ?? status;
    return flawOutcome({
      id,
      aliases,
      ...packageOf(this.#packages.get(productId), productId),
      title: flaw?.summary,
      description: flaw?.description ?? said.security_statusNotes,
      remediation: said.security_actionStatement,
      state: status.replaceAll("_", "-"),
      rating: assessment?.severity,
      severities: givenSeverities(assessment?.scores ?? []),
      epss: assessment?.epss,
      references: textsOf((flaw?.externalRef ?? []).flatMap(({ locator }) => locator ?? [])),
      firstSeen: toTime(said.security_publishedTime),
      exception: isSettled ? { reason, ...present({ justification }) } : undefined,
      target,
    });
  }
}

function isUsed(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  const type: unknown = Object.hasOwn(value, "type") ? Reflect.get(value, "type") : Reflect.get(value, "@type");
  return typeof type !== "string" || usedTypes.test(type);
}

function packageOf(
  element: SpdxElement | undefined,
  address: string,
): { readonly package: string; readonly name: string; readonly installed: string } {
  const written = (element?.externalIdentifier ?? []).find((one) => one.externalIdentifierType === "packageUrl");
  const purl = element?.software_packageUrl ?? written?.identifier ?? address;
  const url = parsePackageUrl(purl);
  if (url !== undefined) return { package: purl, name: element?.name ?? url.name, installed: url.version ?? "" };
  const name = element?.name ?? lastPart(address);
  const installed = element?.software_packageVersion ?? "";
  return { package: toolPackageUrl({ kinds: [], name, version: installed }), name, installed };
}

function lastPart(address: string): string {
  return address.slice(Math.max(address.lastIndexOf("/"), address.lastIndexOf("#")) + 1);
}
