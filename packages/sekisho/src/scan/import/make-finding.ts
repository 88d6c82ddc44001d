import { flawSeverity } from "../../advisories/matching/flaw-severity.ts";
import type { ImportedFinding } from "../../importers/define.ts";
import type { FindingOrigin } from "../../importers/reading/document-part.ts";
import type { Finding } from "../../model/finding.ts";
import type { Evidence, Location } from "../../model/location.ts";
import type { Target } from "../../model/report.ts";
import { compareSeverity, type Severity } from "../../model/severity.ts";
import type { Language } from "../../model/text.ts";
import type { Vulnerability } from "../../model/vulnerability.ts";
import type { Witness } from "../../model/witness.ts";
import { fingerprintOf } from "../fingerprint.ts";
import type { SameFinding } from "./finding-book.ts";
import { type FlawAliases, flawOf } from "./flaw-aliases.ts";
import { toVulnerability } from "./imported-vulnerability.ts";
import { type FindingName, type FindingNames, toolOf } from "./name-finding.ts";

/** What turns another tool's findings into ours. */
export interface FindingSettings {
  readonly language: Language;
  readonly names: FindingNames;
  readonly aliases: FlawAliases;
}

/** A rating that nobody gave stands behind the given ones: decision 0051. */
const unratedSeverity: Severity = "low";

/** Makes the finding of which several entries tell; the first one says how it reads. */
export function makeFinding(same: SameFinding, target: Target, settings: FindingSettings): Finding | undefined {
  const [first] = same.entries;
  if (first === undefined) return undefined;
  const { told, origin } = first;
  const name = settings.names.nameOf(told, toolOf(told, origin).id, target.kind);
  const { vulnerability, rule, subject, severity } = describe(same, name, { ...settings, target });
  const numbered = same.turn === 0 ? subject : `${subject}#${same.turn + 1}`;
  const [place, ...places] = joinEvidence(same.entries.map((entry) => entry.told.evidence));
  const isOpen = same.entries.some((entry) => entry.told.exception === undefined);
  const activity = told.activity === undefined ? {} : { activity: told.activity };
  return {
    id: fingerprintOf(told.kind, target, rule.id, numbered),
    kind: told.kind,
    rule,
    severity,
    title: name.check?.title[settings.language] ?? told.title,
    message: told.message,
    remediation: name.check?.remediation[settings.language] ?? told.remediation ?? "",
    subject: numbered,
    evidence: [place ?? { location: { path: target.name } }, ...places],
    // What one tool's users decided is no decision about what another tool says.
    status: isOpen ? "open" : "accepted",
    ...(isOpen || told.exception === undefined ? {} : { exception: told.exception }),
    ...(vulnerability === undefined ? {} : { vulnerability }),
    ...activity,
    witnesses: witnessesOf(same),
  };
}

type Description = Pick<Finding, "rule" | "subject" | "severity"> & { readonly vulnerability?: Vulnerability };

function describe(
  { entries }: SameFinding,
  name: FindingName,
  { aliases, names, target }: FindingSettings & { readonly target: Target },
): Description {
  const { rule, subject, check } = name;
  const [first] = entries;
  const isAlone = entries.length === 1;
  const ruleNames = (isAlone ? [] : entries).flatMap(({ told, origin }) =>
    told.vulnerability === undefined
      ? names.nameOf(told, toolOf(told, origin).id, target.kind).rule.aliases
      : [told.vulnerability.id, ...told.vulnerability.aliases],
  );
  const allNames = isAlone ? rule.aliases : [...new Set([...rule.aliases, ...ruleNames])].toSorted();
  const rated = entries.map(({ told }) => (told.severity === "unknown" ? unratedSeverity : told.severity));
  const [worst = unratedSeverity] = rated.toSorted(compareSeverity);
  if (first?.told.vulnerability === undefined) {
    return { rule: { ...rule, aliases: allNames }, subject, severity: check?.severity ?? worst };
  }
  const flaw = aliases.nameOf(flawOf(first.told.vulnerability));
  const vulnerability = toVulnerability(entries, flaw);
  return {
    rule: { id: `vulnerability/${flaw}`, aliases: allNames, controls: [] },
    subject,
    severity: flawSeverity(vulnerability),
    vulnerability,
  };
}

/** Joins the evidence of several findings; a place that is named twice is there once. */
export function joinEvidence(lists: readonly (readonly Evidence[])[]): readonly Evidence[] {
  const [only, ...others] = lists;
  if (only !== undefined && others.length === 0 && only.length < 2) return only;
  const places = new Map<string, Evidence>();
  for (const evidence of lists.flat()) {
    const key = `${describePlace(evidence.location)}\n${evidence.message ?? ""}`;
    if (!places.has(key)) places.set(key, evidence);
  }
  return [...places.values()];
}

function describePlace({ path, startLine, startColumn, pointer, layer }: Location): string {
  return [path, startLine ?? "", startColumn ?? "", pointer ?? "", layer ?? ""].join("\n");
}

/** One for each tool: what a document says of a problem again is evidence, and no further witness. */
function witnessesOf({ entries }: SameFinding): readonly Witness[] {
  const witnesses = new Map<string, Witness>();
  for (const { told, origin } of entries) {
    const key = `${toolOf(told, origin).id}\n${told.rule}`;
    if (!witnesses.has(key)) witnesses.set(key, toWitness(told, origin));
  }
  return [...witnesses.values()].toSorted(compareWitnesses);
}

/** Orders witnesses by tool and rule. */
export function compareWitnesses(left: Witness, right: Witness): number {
  const [one, other] = [`${left.tool}\n${left.rule}`, `${right.tool}\n${right.rule}`];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function toWitness(told: ImportedFinding, origin: FindingOrigin): Witness {
  const { rule, rating, title, message, remediation, status, references = [], weaknesses = [] } = told;
  const tool = toolOf(told, origin);
  return {
    tool: tool.id,
    ...(tool.version === undefined ? {} : { version: tool.version }),
    rule,
    ...(rating === undefined ? {} : { severity: rating }),
    title,
    message,
    ...(remediation === undefined ? {} : { remediation }),
    ...(status === undefined ? {} : { status }),
    ...(references.length === 0 ? {} : { references }),
    ...(weaknesses.length === 0 ? {} : { weaknesses }),
    ...(told.firstSeen === undefined ? {} : { firstSeen: told.firstSeen }),
    ...(told.lastSeen === undefined ? {} : { lastSeen: told.lastSeen }),
  };
}
