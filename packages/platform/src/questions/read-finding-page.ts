import { sql } from "kysely";
import { z } from "zod";
import { decision } from "../contract/decision.ts";
import type { wholeFinding } from "../contract/finding.ts";
import type { findingPage } from "../contract/finding-page.ts";
import { writeQueryValue } from "../contract/query/complete-query.ts";
import type { TenantTransaction } from "../store/database.ts";
import { readChain } from "./asset-chain.ts";
import { readWitnesses } from "./finding-witnesses.ts";
import { countFindings, listFindings } from "./list-findings.ts";
import { readFinding } from "./read-finding.ts";
import { readFindingWork } from "./read-finding-work.ts";
import { controlsNamed, findRuleTexts } from "./rule-texts.ts";
import { allOf } from "./topic-conditions.ts";

type Page = z.infer<typeof findingPage>;
type WholeFinding = z.infer<typeof wholeFinding>;

const maxElsewhere = 20;
const maxDecisions = 100;

/** Gives everything that the page of a finding shows; `undefined` when there is none that the caller may see. */
export async function readFindingPage(transaction: TenantTransaction, findingId: string): Promise<Page | undefined> {
  const finding = await readFinding(transaction, findingId);
  if (finding === undefined) return undefined;
  const work = await readFindingWork(transaction, findingId, finding.assignee);
  const decisions = await readDecisions(transaction, findingId);
  const accounts = [
    finding.assignee,
    ...work.comments.map(({ author }) => author),
    ...work.history.filter(({ actor }) => actor.kind === "account").map(({ actor }) => actor.id),
    ...decisions.map(({ author }) => author),
  ];
  return {
    finding,
    rule: findRuleTexts(finding.rule) ?? null,
    controls: controlsNamed(finding.controls),
    witnesses: await readWitnesses(transaction, finding),
    work,
    decisions,
    elsewhere: await readElsewhere(transaction, finding),
    chain: await readChain(transaction, finding.asset.id),
    people: await readPeople(transaction, new Set(accounts.filter((id) => id !== null))),
  };
}

/** Decisions that name the finding by their scope, in force or not. */
async function readDecisions(transaction: TenantTransaction, findingId: string): Promise<Page["decisions"]> {
  const { rows } = await sql`
    SELECT d.decision_id AS id, d.verdict, d.reason, d.scope, d.finding_id AS finding, d.asset_id AS asset,
      d.project_id AS project, d.rule_id AS rule, d.flaws, d.package, d.author_id AS author, d.created_at AS "createdAt",
      d.expires_at AS "expiresAt", d.revoked_at AS "revokedAt", d.ended_at AS "endedAt",
      d.is_waiting AS "isWaiting", d.approved_by AS "approvedBy"
    FROM findings f JOIN decisions d ON d.tenant_id = f.tenant_id AND CASE d.scope
        WHEN 'finding' THEN d.finding_id = f.finding_id
        WHEN 'asset' THEN d.asset_id = f.asset_id
        WHEN 'project' THEN d.project_id = f.project_id
        ELSE d.project_id IS NULL OR d.project_id = f.project_id
      END
      AND (d.rule_id IS NULL OR d.rule_id = f.rule_id)
      AND (d.flaws IS NULL OR d.flaws && f.flaw_names)
      AND (d.package IS NULL OR d.package = f.package)
    WHERE f.finding_id = ${findingId} ORDER BY d.decision_id DESC LIMIT ${maxDecisions}`.execute(transaction);
  return z.array(decision).parse(rows);
}

/** The same flaw, or the same rule, in other places: open there. */
async function readElsewhere(transaction: TenantTransaction, finding: WholeFinding): Promise<Page["elsewhere"]> {
  const isSame =
    finding.flaw === null ? sql<boolean>`f.rule_id = ${finding.rule}` : sql<boolean>`f.flaw = ${finding.flaw}`;
  const condition = allOf([
    isSame,
    sql<boolean>`f.status IN ('open', 'reopened')`,
    sql<boolean>`f.finding_id <> ${finding.id}`,
  ]);
  const page = { condition, sort: "worst", limit: maxElsewhere, cursor: undefined } as const;
  const { findings } = await listFindings(transaction, page);
  const name = finding.flaw === null ? `rule:${writeQueryValue(finding.rule)}` : `cve:${writeQueryValue(finding.flaw)}`;
  return {
    query: `${name} state:open`,
    count: await countFindings(transaction, condition),
    findings: [...findings],
  };
}

async function readPeople(transaction: TenantTransaction, accounts: ReadonlySet<string>): Promise<Page["people"]> {
  if (accounts.size === 0) return [];
  return await transaction
    .selectFrom("accounts")
    .select(["account_id as id", "name", "email"])
    .where("account_id", "in", [...accounts])
    .orderBy("email")
    .execute();
}
