import { sql } from "kysely";
import { z } from "zod";
import { destinationKinds } from "../contract/destination.ts";
import type { SentMessage } from "../outbox/dispatcher.ts";
import { readDestination } from "../outbox/read-destination.ts";
import { SendProblem } from "../outbox/send-problem.ts";
import type { Services } from "../services.ts";
import type { Database } from "../store/database.ts";
import { type IssueState, moveIssue, type OpenJira, readIssueState } from "./jira.ts";
import type { SenderTools } from "./sender.ts";

const maxTitle = 300;
const maxLooked = 200;

/** Links an issue that was made with the findings that it tells of; done twice, it changes nothing. */
export async function keepIssue(
  database: Database,
  { tenantId, destinationId, message, result }: SentMessage,
): Promise<void> {
  const issue = result?.issue;
  if (issue === undefined) return;
  const findings = message.notice.findings.map(({ id }) => id);
  await database.inTenant({ tenantId }, async (transaction) => {
    await transaction
      .insertInto("issue_links")
      .values({
        tenant_id: tenantId,
        destination_id: destinationId,
        issue_key: issue.key,
        message_id: message.messageId,
        url: issue.url,
        findings,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await sql`
      INSERT INTO finding_tickets (tenant_id, finding_id, url, title, created_by)
      SELECT f.tenant_id, f.finding_id, ${issue.url}, ${`${issue.key} ${message.notice.title.en}`.slice(0, maxTitle)}, d.created_by
      FROM findings f JOIN destinations d ON d.tenant_id = f.tenant_id AND d.destination_id = ${destinationId}
      WHERE f.finding_id = ANY(${findings}::uuid[])
      ON CONFLICT DO NOTHING`.execute(transaction);
  });
}

/** An issue with what our side says of its findings. */
interface LinkedIssue {
  readonly destinationId: string;
  readonly key: string;
  readonly isDone: boolean;
  /** Nobody sees any of its findings any more. */
  readonly isRepaired: boolean;
}

/**
 * Brings issues and findings together, in both directions: what Jira says of an issue is kept and told in the history of its
 * findings, and an issue whose findings are all repaired is moved on, where its destination says by which transition.
 */
export async function syncIssues(
  { store, secrets }: Pick<Services, "store" | "secrets">,
  tools: Pick<SenderTools, "http">,
  onError: (error: unknown, what: string) => void,
): Promise<void> {
  const { worker } = store;
  for (const { tenant_id: tenantId } of await worker.queries.selectFrom("tenants").select("tenant_id").execute()) {
    for (const issue of await readOpenIssues(worker, tenantId)) {
      const opened = await readDestination(worker, secrets, { tenantId, destinationId: issue.destinationId });
      if (opened?.kind !== "jira") continue;
      const settings = destinationKinds.jira.settings.parse(opened.destination.settings);
      const jira = { ...opened.destination, settings };
      const problem = await findProblem(() => syncIssue(worker, tenantId, { issue, jira }, tools));
      // One server that does not answer keeps nobody else's issues waiting.
      if (problem !== undefined) onError(problem, `ask after the issue ${issue.key}`);
    }
  }
}

async function findProblem(work: () => Promise<void>): Promise<SendProblem | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof SendProblem) return error;
    throw error;
  }
}

async function readOpenIssues(database: Database, tenantId: string): Promise<readonly LinkedIssue[]> {
  const rows = await database.inTenant({ tenantId }, async (transaction) => {
    const found = await sql<unknown>`
      SELECT i.destination_id AS "destinationId", i.issue_key AS key, i.is_done AS "isDone", NOT EXISTS (
        SELECT FROM findings f WHERE f.finding_id = ANY(i.findings) AND f.status IN ('open', 'reopened')) AS "isRepaired"
      FROM issue_links i WHERE NOT i.is_done ORDER BY i.looked_at LIMIT ${maxLooked}`.execute(transaction);
    return found.rows;
  });
  return z
    .array(z.object({ destinationId: z.uuid(), key: z.string(), isDone: z.boolean(), isRepaired: z.boolean() }))
    .parse(rows);
}

async function syncIssue(
  database: Database,
  tenantId: string,
  { issue, jira }: { readonly issue: LinkedIssue; readonly jira: OpenJira },
  tools: Pick<SenderTools, "http">,
): Promise<void> {
  const { doneTransition, tellsClosing } = jira.settings;
  let state = await readIssueState(issue.key, jira, tools);
  const wasDone = state === undefined || state.isDone;
  if (!wasDone && issue.isRepaired && doneTransition !== undefined) {
    await moveIssue(issue.key, doneTransition, jira, tools);
    state = await readIssueState(issue.key, jira, tools);
  }
  const isClosedElsewhere = wasDone && tellsClosing && !issue.isRepaired;
  await keepState(database, tenantId, { issue, state, isClosedElsewhere });
}

async function keepState(
  database: Database,
  tenantId: string,
  {
    issue,
    state,
    isClosedElsewhere,
  }: { readonly issue: LinkedIssue; readonly state: IssueState | undefined; readonly isClosedElsewhere: boolean },
): Promise<void> {
  const { destinationId, key } = issue;
  const name = state?.name ?? "deleted";
  await database.inTenant({ tenantId }, async (transaction) => {
    await transaction
      .updateTable("issue_links")
      .set({ state: name, is_done: state === undefined || state.isDone, looked_at: sql`now()` })
      .where("destination_id", "=", destinationId)
      .where("issue_key", "=", key)
      .execute();
    if (!isClosedElsewhere) return;
    await sql`
      INSERT INTO finding_history (tenant_id, finding_id, entry_id, at, change, actor_kind, actor_id, details)
      SELECT f.tenant_id, f.finding_id, gen_random_uuid(), now(), 'ticket-closed', 'platform', NULL,
        ${JSON.stringify({ issue: key, state: name })}::jsonb
      FROM issue_links i JOIN findings f ON f.tenant_id = i.tenant_id AND f.finding_id = ANY(i.findings)
      WHERE i.destination_id = ${destinationId} AND i.issue_key = ${key} AND f.status IN ('open', 'reopened')`.execute(
      transaction,
    );
  });
}
