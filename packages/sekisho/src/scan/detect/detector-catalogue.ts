import * as auditRegistry from "../../detectors/audit/registry.ts";
import type { AuditDetector } from "../../detectors/define.ts";

/** Every detector of audit logs, by id. */
export const auditDetectors: readonly AuditDetector[] = Object.values<AuditDetector>(auditRegistry).toSorted(
  (left, right) => (left.id < right.id ? -1 : 1),
);
