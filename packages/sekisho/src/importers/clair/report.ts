import type { output } from "zod/mini";
import type { GivenSeverity } from "../../model/vulnerability.ts";
import { pointerPart } from "../../semantics/kubernetes/manifest-value.ts";
import type { Conversion, ImportContext, ImportedRecord, Outcome } from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { findMember } from "../parts/find-member.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { packageFlaws, ratings, reportHead, vulnerability } from "./schema.ts";

type Head = output<typeof reportHead>;

/** Starts to convert a report of Clair 4: everything stands in it by id, and what has which flaw comes as one record. */
export function beginReport(header: unknown, context: ImportContext): Conversion {
  const head = context.read(reportHead, header ?? {}, "");
  const distributions = Object.values(head?.distributions ?? {});
  const target = imageTarget({
    name: context.targetName,
    digests: [head?.manifest_hash],
    distribution: distributions[0]?.pretty_name,
  });
  const scores = scoresOf(head, context);
  return { target, convert: (record) => convert(record, { head, scores, context, image: target.name }) };
}

interface Around {
  readonly head: Head | undefined;
  readonly scores: ReadonlyMap<string, readonly GivenSeverity[]>;
  readonly context: ImportContext;
  readonly image: string;
}

function* convert({ value, pointer }: ImportedRecord, around: Around): Generator<Outcome> {
  const { head, context } = around;
  for (const [packageId, ids] of Object.entries(context.read(packageFlaws, value, pointer) ?? {})) {
    for (const id of ids) {
      const told = findMember(head?.vulnerabilities, id);
      const flaw =
        told === undefined ? undefined : context.read(vulnerability, told, `/vulnerabilities${pointerPart(id)}`);
      if (flaw !== undefined) yield toOutcome(flaw, { ...around, id, packageId });
      else if (told === undefined) yield missing(id, `${pointer}${pointerPart(packageId)}`);
    }
  }
}

function toOutcome(
  flaw: output<typeof vulnerability>,
  { head, scores, image, id, packageId }: Around & { readonly id: string; readonly packageId: string },
): Outcome {
  const found = findMember(head?.packages, packageId);
  const [place] = findMember(head?.environments, packageId) ?? [];
  const distribution = findMember(head?.distributions, place?.distribution_id ?? "") ?? flaw.distribution ?? undefined;
  const name = found?.name ?? "";
  const path = place?.package_db;
  return flawOutcome({
    id: nameOf(flaw.name),
    aliases: [flaw.name],
    package: toolPackageUrl({
      kinds: [distribution?.did, ecosystemOf(path ?? "")],
      name,
      version: found?.version,
      distribution: distribution?.did,
      architecture: found?.arch,
    }),
    name,
    installed: found?.version,
    fixedIn: flaw.fixed_in_version,
    rating: flaw.normalized_severity || flaw.severity,
    description: flaw.description,
    evidence: [evidenceAt(path || image, { layer: place?.introduced_in })],
    severities: scores.get(id) ?? [],
    references: (flaw.links ?? "").split(/\s+/),
  });
}

/** Some updaters write the package behind the name: `CVE-2021-3712 on Debian`. */
function nameOf(name: string): string {
  return /^(?:CVE-\d{4}-\d{4,10}|GHSA(?:-[a-z0-9]{4}){3})(?= )/.exec(name)?.[0] ?? name;
}

/** Where a package was found tells what it is: `python:usr/lib/…`. */
function ecosystemOf(place: string): string | undefined {
  const colon = place.indexOf(":");
  return colon === -1 ? undefined : place.slice(0, colon);
}

function scoresOf(head: Head | undefined, context: ImportContext): ReadonlyMap<string, readonly GivenSeverity[]> {
  const scores = new Map<string, readonly GivenSeverity[]>();
  for (const [kind, list] of Object.entries(head?.enrichments ?? {})) {
    if (!kind.startsWith("message/vnd.clair.map.vulnerability")) continue;
    for (const [index, element] of list.entries()) {
      const read = context.read(ratings, element, `/enrichments${pointerPart(kind)}/${index}`);
      for (const [id, given] of Object.entries(read ?? {})) {
        const severities = given.map(({ vectorString, baseScore }) => {
          return { from: "nvd", vector: vectorString, score: baseScore };
        });
        scores.set(id, givenSeverities(severities));
      }
    }
  }
  return scores;
}

function missing(id: string, pointer: string): Outcome {
  const text = id.slice(0, 80);
  return {
    kind: "left-out",
    note: {
      code: "missing",
      level: "warning",
      message: {
        en: `Expected the flaw ${text} in /vulnerabilities, got nothing.`,
        ja: `脆弱性 ${text} が /vulnerabilities にありません。`,
      },
      pointer,
    },
  };
}
