import type { Evidence, Location } from "../../model/location.ts";
import type { Text } from "../../model/text.ts";
import type { GivenSeverity } from "../../model/vulnerability.ts";
import type { ImportedFinding, ImportedTarget, ImportedVulnerability } from "../define.ts";

/** A value that has no place in a report, and is left out. */
export interface WrongValue {
  readonly field: string;
  readonly expected: Text;
  readonly got: string;
}

const expectations = {
  count: { en: "a whole number from 1 on", ja: "1 以上の整数" },
  order: { en: "an end behind the start", ja: "開始位置より後の終了位置" },
  time: { en: "a point in time as RFC 3339 writes it", ja: "RFC 3339 形式の日時" },
  day: { en: "a day, YYYY-MM-DD", ja: "YYYY-MM-DD 形式の日付" },
  digest: { en: "sha256: and 64 hexadecimal digits", ja: "sha256: と 16 進数 64 桁" },
  score: { en: "a number from 0 to 10", ja: "0 から 10 までの数" },
  fraction: { en: "numbers from 0 to 1", ja: "0 から 1 までの数" },
  text: { en: "a text that is not empty", ja: "空でない文字列" },
} as const satisfies Readonly<Record<string, Text>>;

/**
 * Gives a finding with nothing in it that a report has no place for: another tool's numbers and texts are what they are.
 *
 * @param target What the finding is about where it does not say it.
 */
export function soundFinding(
  told: ImportedFinding,
  target: ImportedTarget,
): { readonly finding: ImportedFinding; readonly wrong: readonly WrongValue[] } {
  if (isSound(told)) return { finding: told, wrong: nothing };
  const wrong: WrongValue[] = [];
  const own = told.target === undefined ? undefined : soundTarget(told.target, target.name, wrong);
  const rule = told.rule === "" ? "unnamed" : told.rule;
  if (told.rule === "") wrong.push({ field: "rule", expected: expectations.text, got: "" });
  const { firstSeen, lastSeen, exception, vulnerability, rating, status, remediation, ...rest } = told;
  const finding: ImportedFinding = {
    ...rest,
    rule,
    title: told.title === "" ? rule : told.title,
    evidence: told.evidence.map((evidence) => soundEvidence(evidence, (own ?? target).name, wrong)),
    ...(own === undefined ? {} : { target: own }),
    ...(told.aliases === undefined ? {} : { aliases: told.aliases.filter(isFilled) }),
    ...(told.references === undefined ? {} : { references: told.references.filter(isFilled) }),
    ...(told.weaknesses === undefined ? {} : { weaknesses: told.weaknesses.filter(isFilled) }),
    ...filled({ rating, status, remediation }),
    ...soundTimes({ firstSeen, lastSeen }, wrong),
    ...(exception === undefined ? {} : { exception: soundException(exception, wrong) }),
    ...(vulnerability === undefined ? {} : { vulnerability: soundVulnerability(vulnerability, rule, wrong) }),
  };
  return { finding, wrong };
}

const nothing: readonly WrongValue[] = [];

/** Most findings are as they have to be: those are not copied. */
function isSound(told: ImportedFinding): boolean {
  const { rule, title, rating, status, remediation, target, exception, firstSeen, lastSeen, vulnerability } = told;
  if (exception?.expires !== undefined || rule === "" || title === "") return false;
  if (target !== undefined && !isSoundTarget(target)) return false;
  if (rating === "" || status === "" || remediation === "") return false;
  if ((firstSeen !== undefined && !isTime(firstSeen)) || (lastSeen !== undefined && !isTime(lastSeen))) return false;
  const { aliases = noTexts, references = noTexts, weaknesses = noTexts } = told;
  if (aliases.includes("") || references.includes("") || weaknesses.includes("")) return false;
  if (!told.evidence.every(({ location }) => isPlainPlace(location))) return false;
  return vulnerability === undefined || isSoundFlaw(vulnerability);
}

const noTexts: readonly string[] = [];

function isSoundTarget({ name, digest, distribution }: ImportedTarget): boolean {
  return name !== "" && !name.startsWith("./") && distribution !== "" && (digest === undefined || isDigest(digest));
}

function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

function isPlainPlace({ path, startLine, startColumn, endLine, endColumn, layer }: Location): boolean {
  const hasNumbers = (startColumn ?? endLine ?? endColumn) !== undefined;
  if (path === "" || path.startsWith("./") || hasNumbers || layer === "") return false;
  return startLine === undefined || (Number.isSafeInteger(startLine) && startLine >= 1);
}

function isSoundFlaw({ id, name, package: purl, aliases, fixedIn, ...told }: ImportedVulnerability): boolean {
  const { score, epss, knownExploited, severities } = told;
  if (id === "" || name === "" || purl === "" || fixedIn === "" || aliases.includes("")) return false;
  if (epss !== undefined || knownExploited !== undefined || (score !== undefined && !isBetween(score, 10)))
    return false;
  return severities.every(
    ({ from, vector, score: given }) =>
      from !== "" && vector !== undefined && vector !== "" && (given === undefined || isBetween(given, 10)),
  );
}

/** Gives a target with a name and, if any, a digest that is one. */
export function soundTarget(target: ImportedTarget, otherName: string, wrong: WrongValue[]): ImportedTarget {
  const { digest, distribution, ...rest } = target;
  const hasDigest = digest !== undefined && isDigest(digest);
  if (digest !== undefined && digest !== "" && !hasDigest) {
    wrong.push({ field: "digest", expected: expectations.digest, got: digest.slice(0, 100) });
  }
  return {
    ...rest,
    name: target.name === "" ? otherName : plainPath(target.name),
    ...(hasDigest ? { digest } : {}),
    ...filled({ distribution }),
  };
}

/** Tells whether a text is a point in time as RFC 3339 writes it. */
export function isTime(text: string): boolean {
  const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
  return shape.test(text) && !Number.isNaN(Date.parse(text));
}

function soundEvidence(evidence: Evidence, targetName: string, wrong: WrongValue[]): Evidence {
  const { location } = evidence;
  const { path, startLine, startColumn, endLine, endColumn, pointer, layer } = location;
  const numbers = soundNumbers({ startLine, startColumn, endLine, endColumn }, wrong);
  return {
    ...evidence,
    location: {
      path: path === "" ? targetName : plainPath(path),
      ...numbers,
      ...(pointer === undefined ? {} : { pointer }),
      ...filled({ layer }),
    },
  };
}

/** Gives a path as our own scans write it: without `./` in front. */
function plainPath(path: string): string {
  let start = 0;
  while (path.startsWith("./", start)) start += 2;
  return start === 0 || start === path.length ? path : path.slice(start);
}

type Numbers = Pick<Location, "startLine" | "startColumn" | "endLine" | "endColumn">;

/** Without a line there is no column, and nothing ends before it starts. */
function soundNumbers(told: { readonly [Key in keyof Numbers]: number | undefined }, wrong: WrongValue[]): Numbers {
  const kept: { -readonly [Key in keyof Numbers]?: number } = {};
  for (const field of ["startLine", "startColumn", "endLine", "endColumn"] as const) {
    const value = told[field];
    if (value === undefined) continue;
    if (Number.isSafeInteger(value) && value >= 1) kept[field] = value;
    // Many tools write 0 where they know no line.
    else if (value !== 0) wrong.push({ field, expected: expectations.count, got: String(value) });
  }
  const { startLine, startColumn, endLine, endColumn } = kept;
  if (startLine === undefined) return {};
  const start = { startLine, ...(startColumn === undefined ? {} : { startColumn }) };
  if (endLine === undefined) return start;
  const isBefore = endLine < startLine || (endLine === startLine && (endColumn ?? Infinity) < (startColumn ?? 1));
  if (isBefore) {
    wrong.push({ field: "endLine", expected: expectations.order, got: `${endLine}` });
    return start;
  }
  return { ...start, endLine, ...(endColumn === undefined ? {} : { endColumn }) };
}

function soundTimes(
  times: { readonly firstSeen: string | undefined; readonly lastSeen: string | undefined },
  wrong: WrongValue[],
): Pick<ImportedFinding, "firstSeen" | "lastSeen"> {
  const kept: { firstSeen?: string; lastSeen?: string } = {};
  for (const field of ["firstSeen", "lastSeen"] as const) {
    const time = times[field];
    if (time === undefined || time === "") continue;
    if (isTime(time)) kept[field] = time;
    else wrong.push({ field, expected: expectations.time, got: time.slice(0, 100) });
  }
  return kept;
}

function soundException(
  exception: NonNullable<ImportedFinding["exception"]>,
  wrong: WrongValue[],
): NonNullable<ImportedFinding["exception"]> {
  const { expires, ...rest } = exception;
  if (expires === undefined || expires === "") return rest;
  if (isDay(expires)) return exception;
  wrong.push({ field: "expires", expected: expectations.day, got: expires.slice(0, 100) });
  return rest;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function soundVulnerability(told: ImportedVulnerability, rule: string, wrong: WrongValue[]): ImportedVulnerability {
  const { fixedIn, score, epss, knownExploited, ...rest } = told;
  const isScore = score !== undefined && isBetween(score, 10);
  if (score !== undefined && !isScore) wrong.push({ field: "score", expected: expectations.score, got: `${score}` });
  const isEpss = epss !== undefined && isBetween(epss.probability, 1) && isBetween(epss.percentile, 1);
  if (epss !== undefined && !isEpss) {
    wrong.push({ field: "epss", expected: expectations.fraction, got: `${epss.probability} ${epss.percentile}` });
  }
  const name = told.name === "" ? "unnamed" : told.name;
  if (told.name === "") wrong.push({ field: "package", expected: expectations.text, got: "" });
  return {
    ...rest,
    id: told.id === "" ? rule : told.id,
    aliases: told.aliases.filter(isFilled),
    package: told.package === "" ? `pkg:generic/${encodeURIComponent(name.toWellFormed())}` : told.package,
    name,
    severities: told.severities.flatMap((severity) => soundSeverity(severity)),
    ...filled({ fixedIn }),
    ...(isScore ? { score } : {}),
    ...(isEpss && epss.date !== "" ? { epss } : {}),
    ...(knownExploited === undefined || knownExploited.added === "" ? {} : { knownExploited }),
  };
}

/** A score that is out of range goes, and a rating with nothing left in it goes with it. */
function soundSeverity(given: GivenSeverity): readonly GivenSeverity[] {
  const { score, vector, ...rest } = given;
  if (given.from === "") return [];
  const kept = { ...rest, ...filled({ vector }), ...(score !== undefined && isBetween(score, 10) ? { score } : {}) };
  const saysSomething = "vector" in kept || "score" in kept || given.rating !== undefined || given.words !== undefined;
  return saysSomething ? [kept] : [];
}

function isBetween(value: number, maximum: number): boolean {
  return value >= 0 && value <= maximum;
}

function isFilled(text: string): boolean {
  return text !== "";
}

/** Gives the texts that are there and not empty. */
function filled<Key extends string>(
  texts: Readonly<Record<Key, string | undefined>>,
): { readonly [K in Key]?: string } {
  const kept: { [K in Key]?: string } = {};
  for (const key in texts) {
    const text = texts[key];
    if (text !== undefined && text !== "") kept[key] = text;
  }
  return kept;
}
