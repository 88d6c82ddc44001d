import { targetKinds } from "../../model/report.ts";
import { severities } from "../../model/severity.ts";
import { vexJustifications } from "../../model/vex.ts";
import { activityDefinitions } from "./activity-schema.ts";
import { importDefinitions } from "./import-schema.ts";
import { relationDefinitions } from "./relation-schema.ts";
import { remediationDefinitions } from "./remediation-schema.ts";
import type { JsonSchemaDocument, ValueOf } from "./schema-type.ts";
import { securityPolicyDefinitions } from "./security-policy-schema.ts";
import { vulnerabilityDefinitions } from "./vulnerability-schema.ts";

const text = { type: "string", minLength: 1 } as const;
const prose = { type: "string" } as const;
const count = { type: "integer", minimum: 1 } as const;
const time = { type: "string", format: "date-time", description: "RFC 3339, UTC." } as const;

/** The parts of a report, by name: other documents hold some of them, too. */
export const reportDefinitions = {
  ...importDefinitions,
  ...vulnerabilityDefinitions,
  ...remediationDefinitions,
  ...securityPolicyDefinitions,
  ...relationDefinitions,
  ...activityDefinitions,
  report: {
    type: "object",
    description: "Everything one scan of one target has to say.",
    properties: {
      schemaVersion: { const: 1 },
      producer: { $ref: "#/$defs/producer" },
      target: { $ref: "#/$defs/target" },
      origins: {
        type: "array",
        description: "The documents of other tools that the report was made of.",
        items: { $ref: "#/$defs/origin" },
      },
      startedAt: time,
      finishedAt: time,
      findings: {
        type: "array",
        description: "Sorted by path, line, column and rule; flaws of packages behind the others, the riskiest first.",
        items: { $ref: "#/$defs/finding" },
      },
      packages: {
        type: "array",
        description: "The packages that imported documents list, each once.",
        items: { $ref: "#/$defs/listedPackage" },
      },
      remediationPlan: { $ref: "#/$defs/remediationPlan" },
      relations: {
        type: "array",
        description: "What the target is made from or runs, as far as it says so.",
        items: { $ref: "#/$defs/relation" },
      },
      securityPolicy: {
        type: "array",
        description: "How services meet what their data demands.",
        items: { $ref: "#/$defs/policyService" },
      },
      coverage: {
        type: "array",
        description: "Every plug-in and how it ended: nothing found is not the same as not looked.",
        items: { $ref: "#/$defs/coverage" },
      },
      diagnostics: {
        type: "array",
        description: "What could not be read, or is doubtful.",
        items: { $ref: "#/$defs/diagnostic" },
      },
    },
    required: ["schemaVersion", "producer", "target", "startedAt", "finishedAt", "findings", "coverage", "diagnostics"],
  },
  producer: {
    type: "object",
    description: "Who made the report.",
    properties: { name: text, version: text },
    required: ["name", "version"],
  },
  target: {
    type: "object",
    description: "What the user asked to scan.",
    properties: {
      kind: { enum: targetKinds },
      name: {
        ...text,
        description:
          "Path relative to the working directory with forward slashes, or an image reference; - is standard input.",
      },
      digest: {
        type: "string",
        pattern: "^sha256:[0-9a-f]{64}$",
        description: "SHA-256 of the bytes that were examined; of an image its manifest, else its configuration.",
      },
      distribution: { ...text, description: "The distribution that was found, as it names itself." },
      packages: {
        type: "integer",
        minimum: 0,
        description: "How many packages were found; left out where none were looked for.",
      },
      image: { $ref: "#/$defs/image" },
    },
    required: ["kind", "name"],
  },
  image: {
    type: "object",
    description: "What a report says of an image beside its findings.",
    properties: {
      layers: { type: "integer", minimum: 0 },
      sizeBytes: { type: "integer", minimum: 0, description: "Bytes of the layers as stored." },
      platform: { ...text, description: "Operating system, architecture and variant: linux/arm64/v8." },
      created: { ...text, description: "As the image says it, RFC 3339." },
      tags: { type: "array", maxItems: 20, items: text, description: "What an archive or a layout calls the image." },
    },
    required: ["layers", "sizeBytes", "platform"],
  },
  finding: {
    type: "object",
    description: "One problem of one subject, with evidence.",
    properties: {
      id: { ...text, description: "Same problem, same id in every later scan." },
      kind: { enum: ["misconfiguration", "secret", "malware", "vulnerability", "activity"] },
      rule: { $ref: "#/$defs/rule" },
      severity: { enum: severities },
      title: prose,
      message: prose,
      remediation: prose,
      subject: { ...prose, description: "What it is about, stable when lines move." },
      evidence: { type: "array", minItems: 1, items: { $ref: "#/$defs/evidence" } },
      fix: { $ref: "#/$defs/fix" },
      status: { enum: ["open", "accepted"] },
      exception: { $ref: "#/$defs/exception" },
      vulnerability: { $ref: "#/$defs/vulnerability" },
      activity: { $ref: "#/$defs/activity" },
      witnesses: {
        type: "array",
        description: "What other tools say of the same problem, sorted by tool.",
        items: { $ref: "#/$defs/witness" },
      },
    },
    required: ["id", "kind", "rule", "severity", "title", "message", "remediation", "subject", "evidence", "status"],
  },
  rule: {
    type: "object",
    description: "Which question was answered badly.",
    properties: {
      id: text,
      aliases: { type: "array", description: "The same question in other tools, tool:ID.", items: text },
      controls: { type: "array", description: "Controls that ask for it, FRAMEWORK@VERSION#CONTROL.", items: text },
    },
    required: ["id", "aliases", "controls"],
  },
  evidence: {
    type: "object",
    description: "What was seen, and where.",
    properties: {
      location: { $ref: "#/$defs/location" },
      excerpt: { ...prose, description: "Source text of the range, at most a few lines; secrets are masked." },
      message: { ...prose, description: "What is wrong at this place, when a finding has several." },
    },
    required: ["location"],
  },
  location: {
    type: "object",
    description: "Lines and columns count from 1, columns in UTF-16 units; the end column is the one after the last.",
    properties: {
      path: { ...text, description: "Relative to the working directory, with forward slashes." },
      startLine: count,
      startColumn: count,
      endLine: count,
      endColumn: count,
      pointer: { ...prose, description: "JSON pointer into a structured document." },
      layer: { ...text, description: "Digest of the image layer." },
    },
    required: ["path"],
  },
  fix: {
    type: "object",
    description: "A repair: safe ones keep the intent, proposals need a choice.",
    properties: {
      safety: { enum: ["safe", "proposal"] },
      edits: { type: "array", minItems: 1, items: { $ref: "#/$defs/edit" } },
    },
    required: ["safety", "edits"],
  },
  edit: {
    type: "object",
    description: "Replaces a range of a file; an empty range inserts, an empty text deletes.",
    properties: {
      path: text,
      startLine: count,
      startColumn: count,
      endLine: count,
      endColumn: count,
      text: prose,
    },
    required: ["path", "startLine", "startColumn", "endLine", "endColumn", "text"],
  },
  exception: {
    type: "object",
    description: "A decision that the finding stays.",
    properties: {
      reason: prose,
      owner: prose,
      expires: { type: "string", format: "date", description: "Last day on which it holds." },
      justification: { enum: vexJustifications, description: "Why the flaw does no harm." },
      by: { const: "vex", description: "A VEX statement decides." },
    },
    required: ["reason"],
  },
  coverage: {
    type: "object",
    properties: {
      plugin: text,
      ended: { enum: ["done", "partial", "skipped", "failed"] },
      reason: { ...prose, description: "Why it did not end with done." },
    },
    required: ["plugin", "ended"],
  },
  diagnostic: {
    type: "object",
    description:
      "Trouble in what was scanned. error: a part was not examined; warning: the text is doubtful; info: good to know.",
    properties: {
      code: text,
      level: { enum: ["error", "warning", "info"] },
      message: prose,
      location: { $ref: "#/$defs/location" },
    },
    required: ["code", "level", "message"],
  },
} as const;

const documentSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Sekisho report",
  description: "The JSON document that a scan prints. Later versions may add properties; readers ignore unknown ones.",
  type: "object",
  properties: {
    schemaVersion: { const: 1 },
    reports: { type: "array", description: "One report a target.", items: { $ref: "#/$defs/report" } },
  },
  required: ["schemaVersion", "reports"],
  $defs: reportDefinitions,
} as const;

/** The type of the documents that the schema accepts; the same as `ReportDocument`, which a test compares. */
export type AcceptedDocument = ValueOf<typeof documentSchema, typeof reportDefinitions>;

/** Gives the JSON Schema (draft 2020-12) of the report document. */
export function reportSchema(): JsonSchemaDocument {
  return documentSchema;
}
