import type { Services } from "../services.ts";
import { beginPlan, lockPlan } from "./hold-plan.ts";
import { monthOf } from "./judge-usage.ts";
import { countUsage, measureUsage } from "./measure-usage.ts";
import type { PlanServices } from "./plan-services.ts";
import { readUsage } from "./read-usage.ts";
import { closeMonths } from "./statements.ts";
import { tellProvider } from "./tell-provider.ts";
import { noteWarnings, tellOwners } from "./warn-owners.ts";

/** How plans are tended. */
export interface PlanRound {
  readonly nowMs: number;
  readonly onError: (error: unknown, what: string) => void;
}

/**
 * Measures what every tenant has, closes months that are over, tells owners what is near, and the provider of payments
 * what was used. One tenant's trouble keeps no other waiting; done twice it does nothing more.
 */
export async function tendPlans(
  services: Pick<Services, "store" | "outgoing">,
  { book, provider }: PlanServices,
  { nowMs, onError }: PlanRound,
): Promise<void> {
  const { worker, application } = services.store;
  for (const { tenant_id: tenantId } of await worker.queries.selectFrom("tenants").select("tenant_id").execute()) {
    try {
      await application.inTenant({ tenantId }, (transaction) => beginPlan(transaction, tenantId, book));
      await worker.inTenant({ tenantId }, async (transaction) => {
        await lockPlan(transaction, tenantId);
        await measureUsage(transaction, tenantId, monthOf(nowMs).firstDay);
        await countUsage(transaction);
        await closeMonths(transaction, { tenantId, book, nowMs });
        await noteWarnings(transaction, tenantId, await readUsage(transaction, book, nowMs));
      });
      await tellOwners(services, tenantId, services.outgoing);
      if (provider !== undefined) await tellProvider(services, tenantId, { book, provider, nowMs });
    } catch (error) {
      onError(error, "tend the plan of a tenant");
    }
  }
}
