import * as z from "zod/mini";
import { optionalNumberOrText, optionalText, optionalTexts } from "../parts/optional-fields.ts";

/** Who was looked at. */
const agent = z.nullish(z.object({ id: optionalText, name: optionalText }));

/** A flaw as the API of the manager told it until 4.7; the names of agents are added by scripts that ask for all of them. */
export const apiFlaw = z.object({
  cve: z.string(),
  name: z.string(),
  version: optionalText,
  architecture: optionalText,
  type: optionalText,
  status: optionalText,
  condition: optionalText,
  title: optionalText,
  severity: optionalText,
  cvss2_score: optionalNumberOrText,
  cvss3_score: optionalNumberOrText,
  detection_time: optionalText,
  external_references: optionalTexts,
  agent_id: optionalText,
  agent_name: optionalText,
});

/** A document of the index `wazuh-states-vulnerabilities`. Source: wazuh/wazuh, ECS template of 4.8. */
export const indexedFlaw = z.object({
  agent,
  host: z.nullish(z.object({ os: z.nullish(z.object({ full: optionalText, platform: optionalText })) })),
  package: z.object({
    name: z.string(),
    version: optionalText,
    type: optionalText,
    architecture: optionalText,
    path: optionalText,
  }),
  vulnerability: z.object({
    id: z.string(),
    severity: optionalText,
    description: optionalText,
    reference: optionalText,
    detected_at: optionalText,
    score: z.nullish(z.object({ base: optionalNumberOrText })),
    scanner: z.nullish(z.object({ condition: optionalText, reference: optionalText })),
  }),
});

/** What alerts say beside the rule. */
const data = z.nullish(
  z.object({
    srcip: optionalText,
    vulnerability: z.nullish(
      z.object({
        cve: optionalText,
        title: optionalText,
        severity: optionalText,
        status: optionalText,
        rationale: optionalText,
        references: optionalTexts,
        package: z.nullish(
          z.object({ name: optionalText, version: optionalText, architecture: optionalText, condition: optionalText }),
        ),
      }),
    ),
    sca: z.nullish(
      z.object({
        policy: optionalText,
        check: z.nullish(
          z.object({
            id: optionalNumberOrText,
            title: optionalText,
            description: optionalText,
            rationale: optionalText,
            remediation: optionalText,
            result: optionalText,
          }),
        ),
      }),
    ),
  }),
);

/** A line of alerts.json. Source: documentation of Wazuh, "Alert management". */
export const alert = z.object({
  id: optionalText,
  timestamp: optionalText,
  rule: z.object({
    level: z.number(),
    id: z.string(),
    description: optionalText,
    groups: optionalTexts,
    mitre: z.nullish(z.object({ id: z.nullish(z.union([z.string(), z.array(z.string())])) })),
  }),
  agent,
  location: optionalText,
  data,
});
