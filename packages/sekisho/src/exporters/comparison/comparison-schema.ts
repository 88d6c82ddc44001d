import { reportDefinitions } from "../json/schema.ts";
import type { JsonSchema, JsonSchemaDocument, ValueOf } from "../json/schema-type.ts";

const text = { type: "string", minLength: 1 } as const;
const findings = { type: "array", items: { $ref: "#/$defs/finding" } } as const;

const definitions = {
  ...reportDefinitions,
  targetComparison: {
    type: "object",
    description: "What two reports say of one target. Findings stand in the order of their reports.",
    properties: {
      target: { $ref: "#/$defs/target" },
      against: { $ref: "#/$defs/target" },
      appeared: { ...findings, description: "Open now, and not there before." },
      fixed: { ...findings, description: "Open before, looked for again, and gone." },
      changed: { type: "array", items: { $ref: "#/$defs/changedFinding" } },
      unassessed: { ...findings, description: "Open before, and not looked for this time: they are not fixed." },
      unchanged: { type: "integer", minimum: 0, description: "How many are in both reports without a change." },
      isPartial: {
        type: "boolean",
        description: "A part of the target could not be read this time: what seems fixed may only be out of sight.",
      },
    },
    required: ["target", "appeared", "fixed", "changed", "unassessed", "unchanged", "isPartial"],
  },
  changedFinding: {
    type: "object",
    description: "A finding that is in both reports and not the same.",
    properties: {
      before: { $ref: "#/$defs/finding" },
      after: { $ref: "#/$defs/finding" },
      changes: { type: "array", minItems: 1, items: { $ref: "#/$defs/findingChange" } },
    },
    required: ["before", "after", "changes"],
  },
  findingChange: {
    type: "object",
    description: "One aspect of a finding, before and now. A side is left out where there was nothing.",
    properties: {
      aspect: {
        enum: ["severity", "status", "fixed-version", "repair", "known-exploited", "exploit-probability", "name"],
      },
      before: text,
      after: text,
    },
    required: ["aspect"],
  },
} as const;

const documentSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Sekisho comparison",
  description:
    "The JSON document that a comparison of two reports prints. Later versions may add properties; readers ignore unknown ones.",
  type: "object",
  properties: {
    schemaVersion: { const: 1 },
    targets: { type: "array", description: "One a target.", items: { $ref: "#/$defs/targetComparison" } },
    missing: {
      type: "array",
      description: "Targets of the earlier document that the later one says nothing of.",
      items: { $ref: "#/$defs/target" },
    },
  },
  required: ["schemaVersion", "targets", "missing"],
} as const;

/** The type of the documents that the schema accepts; the same as `ReportComparison`, which a test compares. */
export type AcceptedComparison = ValueOf<typeof documentSchema, typeof definitions>;

/** Gives the JSON Schema (draft 2020-12) of the comparison document, with the definitions that it needs. */
export function comparisonSchema(): JsonSchemaDocument {
  const needed = new Set<string>();
  const waiting: JsonSchema[] = [documentSchema];
  const known: Readonly<Record<string, JsonSchema>> = definitions;
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    const name = schema.$ref?.slice("#/$defs/".length);
    const named = name === undefined ? undefined : known[name];
    if (name !== undefined && named !== undefined && !needed.has(name)) {
      needed.add(name);
      waiting.push(named);
    }
    if (schema.items !== undefined) waiting.push(schema.items);
    waiting.push(...Object.values(schema.properties ?? {}));
  }
  const $defs = Object.fromEntries(Object.entries(known).filter(([name]) => needed.has(name)));
  return { ...documentSchema, $defs };
}
