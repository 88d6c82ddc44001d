import * as z from "zod/mini";
import { optionalText, optionalTruth } from "../parts/optional-fields.ts";

const masked = z.nullish(z.union([optionalTruth, z.string()]));

/** A row of the exported table of malware; `NodeType` and `Class` until 2.1, `Node Type` and `Masked` since. */
export const malwareRow = z.object({
  "Rule Name": z.string(),
  "File Name": optionalText,
  Summary: optionalText,
  Severity: optionalText,
  "Node Name": optionalText,
  NodeType: optionalText,
  "Node Type": optionalText,
  Masked: masked,
});

/** A match of the scanner. Source: deepfence/ThreatMapper, deepfence_utils/utils/ingesters/malware.go. */
export const malwareMatch = z.object({
  rule_name: z.string(),
  complete_filename: optionalText,
  image_layer_id: optionalText,
  file_severity: optionalText,
  summary: optionalText,
  meta_rules: z.nullish(z.object({ description: optionalText, reference: optionalText })),
});

/** A row of the exported table of secrets; its `Content` is the secret, and is never read. */
export const secretRow = z.object({
  Filename: optionalText,
  Name: z.string(),
  Rule: optionalText,
  Severity: optionalText,
  "Node Name": optionalText,
  Masked: masked,
});

/** A secret of the scanner. Source: deepfence/ThreatMapper, deepfence_utils/utils/ingesters/secrets.go. */
export const secretMatch = z.object({
  match: z.nullish(z.object({ full_filename: optionalText })),
  rule: z.object({ id: z.nullish(z.number()), name: z.string() }),
  severity: z.nullish(z.object({ level: optionalText })),
});

/** A test of a benchmark: exported table, and ingesters/compliance.go and cloud_compliance.go of the same folder. */
export const complianceTest = z.object({
  test_number: optionalText,
  control_id: optionalText,
  test_info: optionalText,
  test_desc: optionalText,
  test_rationale: optionalText,
  description: optionalText,
  title: optionalText,
  reason: optionalText,
  resource: optionalText,
  status: z.string(),
  test_severity: optionalText,
  severity: optionalText,
  remediation_script: optionalText,
  remediation_ansible: optionalText,
  host_name: optionalText,
  node_name: optionalText,
  node_id: optionalText,
  node_type: optionalText,
  account_id: optionalText,
  cloud_account_id: optionalText,
  masked,
});
