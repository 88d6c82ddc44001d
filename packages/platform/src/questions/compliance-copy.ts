import { sql } from "kysely";
import type { Framework } from "sekisho";
import type { ComplianceCopy, EvidencedControl } from "../documents/compliance-document.ts";
import type { TenantTransaction } from "../store/database.ts";
import { readFramework } from "./compliance.ts";
import { listEvidence } from "./control-evidence.ts";

/** What a copy is about. */
export interface CopyScope {
  /** Name of the project, as the copy says it. */
  readonly project: string | undefined;
  readonly projectId: string | undefined;
  readonly assetKind: string | undefined;
  readonly language: "en" | "ja";
}

/** Findings that stand below a control. */
const maxEvidence = 100;

/** Gathers everything that an auditor's copy of a framework holds. */
export async function readComplianceCopy(
  transaction: TenantTransaction,
  framework: Framework,
  { project, projectId, assetKind, language }: CopyScope,
): Promise<ComplianceCopy> {
  const filter = { projectId, assetKind };
  const answered = await readFramework(transaction, framework, filter);
  const controls: EvidencedControl[] = [];
  for (const state of answered.states) {
    const { outcome } = state;
    const checks = state.checks.map(({ id }) => id);
    const isOpen = outcome.ended === "failed";
    const isAccepted = "accepted" in outcome && outcome.accepted > 0;
    const asked = { ...filter, limit: maxEvidence };
    const nothing = { findings: [], next: null };
    const open = isOpen ? await listEvidence(transaction, checks, { ...asked, state: "open" }) : nothing;
    const accepted = isAccepted ? await listEvidence(transaction, checks, { ...asked, state: "accepted" }) : nothing;
    const isCut = open.next !== null || accepted.next !== null;
    controls.push({ state, findings: [...open.findings, ...accepted.findings], isCut });
  }
  const { rows } = await sql<{ tenant: string; madeAt: string }>`
    SELECT t.name AS tenant, now() AS "madeAt" FROM tenants t`.execute(transaction);
  const { tenant = "", madeAt = "" } = rows[0] ?? {};
  return { language, tenant, project, assetKind, madeAt, framework: answered, controls };
}
