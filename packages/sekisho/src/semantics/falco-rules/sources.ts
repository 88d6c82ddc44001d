import { cloudtrailFields } from "./fields/cloudtrail-fields.ts";
import { eventFields, jsonFields } from "./fields/event-fields.ts";
import { type FieldTable, mergeTables } from "./fields/field.ts";
import { k8sAuditFields } from "./fields/k8s-audit-fields.ts";
import { syscallFields } from "./fields/syscall-fields.ts";

/** Names of the sources of events that rules can be judged for. */
export const falcoSources = ["syscall", "k8s_audit", "aws_cloudtrail", "json"] as const;

/** A source of events. */
export type FalcoSource = (typeof falcoSources)[number];

/** What is known of a source. */
export interface SourceDescription {
  readonly fields: FieldTable;
  /** Fields that most rules ask first: events are told apart by them. */
  readonly indexed: readonly string[];
}

const descriptions: Readonly<Record<FalcoSource, SourceDescription>> = {
  syscall: { fields: mergeTables(eventFields, syscallFields), indexed: ["evt.type"] },
  k8s_audit: {
    fields: mergeTables(eventFields, jsonFields, k8sAuditFields),
    indexed: ["ka.verb", "ka.target.resource", "ka.target.subresource"],
  },
  aws_cloudtrail: { fields: mergeTables(eventFields, jsonFields, cloudtrailFields), indexed: ["ct.name"] },
  json: { fields: mergeTables(eventFields, jsonFields), indexed: [] },
};

/** Finds a source by its name in a rule. */
export function findSource(name: string): FalcoSource | undefined {
  return falcoSources.find((one) => one === name);
}

/** Gives what is known of a source. */
export function describeSource(source: FalcoSource): SourceDescription {
  return descriptions[source];
}
