import { SekishoError } from "sekisho";
import type { Permission } from "../contract/permission.ts";
import { type Meter, type MeterUsage, type Usage } from "../contract/plan.ts";
import type { Principal } from "../identity/principal.ts";
import type { TenantTransaction } from "../store/database.ts";
import { beginPlan } from "./hold-plan.ts";
import { judgeMeter } from "./judge-usage.ts";
import type { PlanServices } from "./plan-services.ts";
import { readUsage } from "./read-usage.ts";

/** What a request asks for. */
export interface AskedRoute {
  readonly method: string;
  readonly path: string;
  readonly permission: Permission | "signed-in" | "public";
}

/** What requests use that need a permission: a report may name new images, nodes and workloads. */
const metersOfPermission: ReadonlyMap<string, readonly Meter[]> = new Map<Permission, readonly Meter[]>([
  ["reports:upload", ["uploads", "images", "nodes", "workloads"]],
  ["events:send", ["events"]],
]);
/** Where somebody becomes a member. */
const invitations = "/api/v1/invitations";

/**
 * What rests when payments stay away: everything that adds to the book. People and keys can be shut out all the same, and
 * whoever wants to leave takes everything along.
 */
const restingPermissions: ReadonlySet<string> = new Set<Permission>([
  "projects:manage",
  "reports:upload",
  "findings:decide",
  "findings:comment",
  "views:save",
  "views:share",
  "levels:manage",
  "notifications:manage",
  "events:send",
  "detection:manage",
]);

/**
 * Tells whether a tenant's plan has room for a request, and gives the header that says what is used of it; `undefined` for
 * requests that use nothing.
 *
 * @throws {SekishoError} `quota-reached` at a hard limit, `tenant-read-only` when the days of grace are over.
 */
export async function admitByPlan(
  inTenant: <Result>(work: (transaction: TenantTransaction) => Promise<Result>) => Promise<Result>,
  { book }: PlanServices,
  { route, principal, nowMs }: { readonly route: AskedRoute; readonly principal: Principal; readonly nowMs: number },
): Promise<string | undefined> {
  const used = metersOf(route);
  const isResting = route.method !== "GET" && restingPermissions.has(route.permission);
  if (used.length === 0 && !isResting) return undefined;
  const usage = await inTenant(async (transaction) => {
    await beginPlan(transaction, principal.tenantId, book);
    const known = await readUsage(transaction, book, nowMs);
    return used.includes("seats") ? await addInvited(transaction, known, nowMs) : known;
  });
  if (usage.payment.isReadOnly && isResting) throw readOnly(usage.payment);
  const meters = usage.meters.filter(({ meter }) => used.includes(meter));
  const reached = meters.find(({ level }) => level === "stopped");
  if (reached !== undefined) throw quotaReached(reached, usage);
  return meters.length === 0 ? undefined : meters.map(describe).join(", ");
}

/** Gives what a request uses of a plan. */
export function metersOf({ method, path, permission }: AskedRoute): readonly Meter[] {
  if (method === "GET") return [];
  if (method === "POST" && path === invitations) return ["seats"];
  return metersOfPermission.get(permission) ?? [];
}

/** Whoever is invited has a seat already: links that are not used yet count where new ones are made. */
async function addInvited(transaction: TenantTransaction, usage: Usage, nowMs: number): Promise<Usage> {
  const { invited } = await transaction
    .selectFrom("invitations")
    .select(({ fn }) => fn.countAll<number>().as("invited"))
    .where("account_id", "is", null)
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", new Date(nowMs).toISOString())
    .executeTakeFirstOrThrow();
  const meters = usage.meters.map((one) => (one.meter === "seats" ? judgeMeter(one.used + invited, one, nowMs) : one));
  return { ...usage, meters };
}

/** A member of the header `sekisho-usage`: `uploads=812;soft=1000;hard=1200;level=near`. Source: RFC 9651, dictionaries. */
function describe({ meter, used, soft, hard, level, stopsAt }: MeterUsage): string {
  const limits = [soft === null ? "" : `;soft=${soft}`, hard === null ? "" : `;hard=${hard}`];
  return `${meter}=${used}${limits.join("")};level=${level}${stopsAt === null ? "" : `;stops="${stopsAt}"`}`;
}

function quotaReached({ meter, used, hard }: MeterUsage, { resetsAt, plan }: Usage): SekishoError {
  const day = resetsAt.slice(0, 10);
  return new SekishoError(
    "quota-reached",
    {
      en: `${used} ${meter} are used this month, and the plan ${plan.name} ends at ${hard}: nothing more is taken until ${day}`,
      ja: `今月の利用量（${meter}）は ${used} で、プラン ${plan.name} の上限 ${hard} に達しました。${day} まで新しいデータを受け付けません。`,
    },
    {
      hint: {
        en: "an owner can change the plan; what is there stays and can be read",
        ja: "所有者はプランを変更できます。保存済みのデータは引き続き参照できます。",
      },
    },
  );
}

function readOnly({ readOnlyFrom }: Usage["payment"]): SekishoError {
  const day = (readOnlyFrom ?? "").slice(0, 10);
  return new SekishoError(
    "tenant-read-only",
    {
      en: `no payment arrived up to ${day}: everything can be read, nothing new is taken`,
      ja: `${day} までに支払いを確認できなかったため、参照のみ可能です。新しいデータは受け付けません。`,
    },
    {
      hint: {
        en: "an owner can pay under /api/v1/billing/portal, or take everything along with a tenant export",
        ja: "所有者は /api/v1/billing/portal から支払い手続きを行うか、テナントのエクスポートですべてのデータを取得できます。",
      },
    },
  );
}
