import type { AdvisoryStatus } from "../../model/advisory.ts";
import type { AcceptedException } from "../../model/finding.ts";
import type { Evidence } from "../../model/location.ts";
import type { Severity } from "../../model/severity.ts";
import type { GivenSeverity } from "../../model/vulnerability.ts";
import type { ImportedTarget, ImportedVulnerability, Outcome } from "../define.ts";
import { highestScore } from "./given-severity.ts";
import { present } from "./present.ts";
import { severityOfWord } from "./severity-of-word.ts";
import { toTime } from "./to-time.ts";
import { toWeaknesses } from "./to-weaknesses.ts";
import { ownPackageUrl } from "./tool-package-url.ts";

type Told<Value> = Value | null | undefined;

/** A known flaw in a package, as scanners of packages tell it: what one of them does not know is left out. */
export interface ToldFlaw {
  readonly id: string;
  readonly aliases?: Told<readonly Told<string>[]>;
  /** Package URL, the tool's own or one made of what it says. */
  readonly package: string;
  readonly name: string;
  readonly installed?: Told<string>;
  readonly fixedIn?: Told<string>;
  /** What the tool says of the repair: `fixed`, `will_not_fix`, `wont-fix`. */
  readonly state?: Told<string>;
  /** The severity in the tool's word; it is read as one unless `severity` says it. */
  readonly rating?: Told<string>;
  readonly severity?: Severity | "unknown";
  readonly title?: Told<string>;
  readonly description?: Told<string>;
  readonly remediation?: Told<string>;
  readonly target?: ImportedTarget | undefined;
  readonly evidence?: readonly Evidence[];
  readonly exception?: AcceptedException | undefined;
  readonly severities?: readonly GivenSeverity[];
  /** The score that the tool counts with; the highest of `severities` when left out. */
  readonly score?: Told<number>;
  readonly references?: Told<readonly Told<string>[]>;
  readonly weaknesses?: Told<readonly Told<string>[] | string>;
  readonly firstSeen?: Told<string | number>;
  readonly lastSeen?: Told<string | number>;
  readonly epss?: ImportedVulnerability["epss"] | undefined;
  readonly knownExploited?: ImportedVulnerability["knownExploited"] | undefined;
}

/** Gives the finding of a known flaw. */
export function flawOutcome(told: ToldFlaw): Outcome {
  const { id, name, installed, rating, target, evidence = [], exception, severities = [] } = told;
  const fixedIn = told.fixedIn === "" ? undefined : told.fixedIn;
  const version = installed ?? "";
  const hasTitle = told.title !== undefined && told.title !== null && told.title.trim() !== "";
  const title = hasTitle ? `${id}: ${told.title}` : `${id}: ${[name, version].filter((part) => part !== "").join(" ")}`;
  const score = told.score ?? highestScore(severities);
  return {
    kind: "finding",
    finding: {
      kind: "vulnerability",
      rule: id,
      severity: told.severity ?? severityOfWord(rating),
      title,
      message: told.description ?? told.title ?? title,
      subject: "",
      evidence,
      ...present({
        target,
        rating: rating === "" ? undefined : rating,
        remediation: told.remediation,
        exception,
        status: told.state === "" ? undefined : told.state,
        references: textsOf(told.references),
        weaknesses: toWeaknesses(told.weaknesses),
        firstSeen: toTime(told.firstSeen),
        lastSeen: toTime(told.lastSeen),
      }),
      vulnerability: {
        id,
        aliases: (textsOf(told.aliases) ?? []).filter((alias) => alias !== id),
        package: ownPackageUrl(told.package),
        name,
        installed: version,
        severities,
        ...present({
          fixedIn,
          status: advisoryStatus(told.state, fixedIn),
          score,
          epss: told.epss,
          knownExploited: told.knownExploited,
        }),
      },
    },
  };
}

/** Gives the texts of a list that are there, each once. */
export function textsOf(list: Told<readonly Told<string>[]>): readonly string[] | undefined {
  if (list === undefined || list === null) return undefined;
  // A set is made of the foreign list as a whole: looking through what was kept is quick for some texts only.
  if (list.length > maxLookedThrough) return [...new Set(list)].filter(isFilled);
  const texts: string[] = [];
  for (const text of list) if (isFilled(text) && !texts.includes(text)) texts.push(text);
  return texts;
}

const maxLookedThrough = 16;

function isFilled(text: Told<string>): text is string {
  return text !== undefined && text !== null && text !== "";
}

/** What tools write for the state of a repair; a word that says nothing is none. */
function advisoryStatus(state: Told<string>, fixedIn: Told<string>): AdvisoryStatus | undefined {
  const status = statusOf(state ?? "");
  if (status !== undefined) return status;
  return fixedIn === undefined || fixedIn === null ? undefined : "fixed";
}

/** A tool has few words, and writes one with every flaw. */
const knownWords = new Map<string, AdvisoryStatus | undefined>();
const maxKnownWords = 100;

function statusOf(state: string): AdvisoryStatus | undefined {
  if (knownWords.has(state)) return knownWords.get(state);
  const word = state.toLowerCase().replaceAll(/[_ ]/g, "-");
  const status = statuses.find(([, pattern]) => pattern.test(word))?.[0];
  if (knownWords.size < maxKnownWords && state.length < 100) knownWords.set(state, status);
  return status;
}

const statuses: readonly (readonly [AdvisoryStatus, RegExp])[] = [
  ["will-not-fix", /^(?:wont-fix|will-not-fix|won't-fix|wontfix|fix-deferred|deferred|ignored|end-user-mitigation)/],
  ["end-of-life", /^(?:end-of-life|eol|out-of-support-scope|unsupported)/],
  ["under-investigation", /^(?:under-investigation|in-triage|needs-triage|untriaged)/],
  ["not-affected", /^(?:not-affected|known-not-affected|false-positive|does-not-affect)/],
  ["fixed", /^(?:fixed|released|resolved|has-fix)/],
  ["affected", /^(?:not-fixed|affected|open|no-fix|needed|none|unfixed|new)/],
];
