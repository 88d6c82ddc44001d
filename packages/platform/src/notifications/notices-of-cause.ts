import { sql } from "kysely";
import type { Notice, NoticeChange } from "../contract/notice.ts";
import { allOf, type Condition } from "../questions/topic-conditions.ts";
import type { TenantTransaction } from "../store/database.ts";
import { matchFindings } from "./notice-of-findings.ts";
import { exploitedTitle, flawTitle, titleOf } from "./notice-titles.ts";
import { type Cause, conditionOf, type RuleGroup } from "./rule-group.ts";

/** So many flaws of one update of the advisories are told one by one; of more there is one message. */
const maxFlaws = 20;
const advisories = "advisories:";
/** What a message is named for, where it tells of several changes. */
const changesByWeight: readonly NoticeChange[] = ["incident", "new", "worse", "overdue", "scan-missing"];

/** Gives what a group of rules is to hear of a cause: mostly one notice; one a flaw where advisories came. */
export async function noticesOf(
  transaction: TenantTransaction,
  cause: Cause,
  group: RuleGroup,
  at: string,
): Promise<readonly Notice[]> {
  const names = group.rules.map(({ name }) => name);
  const wanted = new Set(group.rules.flatMap(({ changes }) => changes));
  const ids = new Set(group.rules.map(({ ruleId }) => ruleId));
  const ready = cause.ready
    .filter(({ change, rule }) => wanted.has(change) && (rule === undefined || ids.has(rule)))
    .map(({ notice }) => ({ ...notice, rules: names }));
  if (cause.findings.size === 0) return ready;
  const condition = await conditionOf(transaction, group, cause);
  const asked = { transaction, cause, condition, names, at };
  if (cause.key.startsWith(advisories)) {
    const flaws = await findFlaws(transaction, condition);
    if (flaws.length > 0 && flaws.length <= maxFlaws) return [...ready, ...(await noticesOfFlaws(asked, flaws))];
  }
  const notice = await noticeOf(asked);
  return notice === undefined ? ready : [...ready, notice];
}

interface Asked {
  readonly transaction: TenantTransaction;
  readonly cause: Cause;
  readonly condition: Condition;
  readonly names: readonly string[];
  readonly at: string;
}

async function noticeOf({ transaction, cause, condition, names, at }: Asked): Promise<Notice | undefined> {
  const changeOf = changesOf(cause);
  const matched = await matchFindings(transaction, condition, changeOf);
  if (matched.total === 0) return undefined;
  const change = changesByWeight.find((known) => cause.findings.has(known)) ?? "new";
  const title = cause.key.startsWith("exploited:") ? exploitedTitle(matched) : titleOf(change, matched);
  const path = pathOf(cause.key);
  const { counts, listed } = matched;
  return { cause: cause.key, title, rules: [...names], at, counts, findings: [...listed], lines: [], path };
}

async function noticesOfFlaws(
  { transaction, cause, condition, names, at }: Asked,
  flaws: readonly string[],
): Promise<readonly Notice[]> {
  const notices: Notice[] = [];
  for (const flaw of flaws) {
    const ofFlaw = allOf([condition, sql<boolean>`f.flaw = ${flaw}`]);
    const matched = await matchFindings(transaction, ofFlaw, changesOf(cause));
    const { counts, listed } = matched;
    const title = flawTitle(flaw, matched);
    const path = `/findings?query=${encodeURIComponent(`state:open cve:${flaw}`)}`;
    const key = `flaw:${flaw}:${cause.key.slice(advisories.length)}`;
    notices.push({ cause: key, title, rules: [...names], at, counts, findings: [...listed], lines: [], path });
  }
  return notices;
}

async function findFlaws(transaction: TenantTransaction, condition: Condition): Promise<readonly string[]> {
  const { rows } = await sql<{ flaw: string }>`
    SELECT DISTINCT f.flaw FROM findings f WHERE f.flaw IS NOT NULL AND ${condition} LIMIT ${maxFlaws + 1}`.execute(
    transaction,
  );
  return rows.map(({ flaw }) => flaw).toSorted();
}

function changesOf({ findings }: Cause): (id: string) => NoticeChange {
  const changes = new Map<string, NoticeChange>();
  for (const [change, ids] of findings) for (const id of ids) changes.set(id, change);
  return (id) => changes.get(id) ?? "new";
}

function pathOf(key: string): string {
  const upload = /^upload:([0-9a-f-]{36})$/.exec(key)?.[1];
  if (upload !== undefined) return `/reports/${upload}`;
  if (key.startsWith("exploited:")) return "/findings?query=state%3Aopen%20exploited%3Ayes";
  return key.startsWith("overdue:") ? "/findings?query=overdue%3Ayes" : "/findings?query=state%3Aopen";
}
