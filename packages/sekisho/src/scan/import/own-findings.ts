import type { Finding } from "../../model/finding.ts";
import type { Location } from "../../model/location.ts";
import { objectOf } from "./object-of.ts";

/** A command of a Dockerfile starts at most so many lines above the place that we name in it. */
const maxCommandLines = 30;

/** The findings of a report of ours, by what other tools can know of them. */
export class OwnFindings {
  readonly #findings = new Map<string, Finding>();
  /** Ids by rule and subject; of known flaws by each of their names and the package. */
  readonly #bySubject = new Map<string, string>();
  readonly #byRule = new Map<string, string[]>();
  /** Ids by the names of the rule in other tools. */
  readonly #byAlias = new Map<string, string[]>();

  constructor(findings: readonly Finding[]) {
    for (const finding of findings) this.add(finding);
  }

  get list(): readonly Finding[] {
    return [...this.#findings.values()];
  }

  /** Takes in a finding that nobody had. */
  add(finding: Finding): void {
    const { id, rule } = finding;
    this.#findings.set(id, finding);
    for (const key of keysOf(finding)) if (!this.#bySubject.has(key)) this.#bySubject.set(key, id);
    append(this.#byRule, rule.id, id);
    for (const alias of finding.vulnerability === undefined ? rule.aliases : []) append(this.#byAlias, alias, id);
  }

  /** Puts a finding in the place of another one with the same id. */
  replace({ id }: Finding, finding: Finding): void {
    this.#findings.set(id, finding);
  }

  /**
   * Finds what says the same: by id, by rule and subject, by rule and place. A tool that does not say of what in a command
   * it speaks means everything there that breaks the same rule.
   */
  find(imported: Finding): readonly Finding[] {
    const same = this.#findings.get(imported.id) ?? this.#findBySubject(imported);
    if (same !== undefined) return [same];
    if (imported.vulnerability !== undefined) return [];
    const ofRule = this.#ofRule(imported.rule).flatMap((id) => this.#findings.get(id) ?? []);
    const ofObject = ofRule.filter(({ subject }) => isSameObject(subject, imported.subject));
    if (ofObject.length > 0) return ofObject;
    const { location } = imported.evidence[0];
    if (location.startLine === undefined) return imported.subject === "" ? ofRule : [];
    const touching = ofRule.filter((own) => own.evidence.some((one) => touches(one.location, location)));
    return touching.length > 0 ? touching : findBelow(ofRule, location);
  }

  /** A rule that several of our checks answer together is the one that found something here. */
  #ofRule({ id, aliases }: Finding["rule"]): readonly string[] {
    return this.#byRule.get(id) ?? aliases.flatMap((alias) => this.#byAlias.get(alias) ?? []);
  }

  #findBySubject(imported: Finding): Finding | undefined {
    // A tool that knows no subject says nothing by that.
    if (imported.subject === "") return undefined;
    for (const key of keysOf(imported)) {
      const own = this.#findings.get(this.#bySubject.get(key) ?? "");
      if (own !== undefined) return own;
    }
    return undefined;
  }
}

function append(lists: Map<string, string[]>, key: string, id: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [id]);
  else list.push(id);
}

function keysOf({ kind, rule, subject, vulnerability }: Finding): readonly string[] {
  if (vulnerability === undefined) return [`${kind}\n${rule.id}\n${subject}`];
  return [vulnerability.flaw, ...vulnerability.aliases].map((name) => `flaw\n${name}\n${subject}`);
}

/** A tool that names no container means all of an object; one that names it means what we say of the whole object. */
function isSameObject(left: string, right: string): boolean {
  if (left === right) return false;
  return objectOf(left) === right || objectOf(right) === left;
}

function touches(left: Location, right: Location): boolean {
  if (left.path !== right.path || left.startLine === undefined || right.startLine === undefined) return false;
  return left.startLine <= (right.endLine ?? right.startLine) && right.startLine <= (left.endLine ?? left.startLine);
}

/** What says a line and no end means the command that starts there: the nearest places below are in it. */
function findBelow(findings: readonly Finding[], { path, startLine = 0, endLine }: Location): readonly Finding[] {
  if (endLine !== undefined && endLine !== startLine) return [];
  const distanceOf = ({ evidence }: Finding): number => {
    const { location } = evidence[0];
    const distance = (location.startLine ?? 0) - startLine;
    return location.path === path && distance >= 0 && distance <= maxCommandLines ? distance : Number.POSITIVE_INFINITY;
  };
  const nearest = Math.min(...findings.map(distanceOf));
  return nearest === Number.POSITIVE_INFINITY ? [] : findings.filter((one) => distanceOf(one) === nearest);
}
