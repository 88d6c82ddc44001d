import * as z from "zod/mini";
import { optionalNumberOrText, optionalText, optionalTexts } from "../parts/optional-fields.ts";

const name = z.object({
  cve: optionalText,
  cwe: optionalTexts,
  cvss_v2: optionalText,
  cvss_v3: optionalText,
  cvss_v2_score: optionalNumberOrText,
  cvss_v3_score: optionalNumberOrText,
  cvss_v2_vector: optionalText,
  cvss_v3_vector: optionalText,
});

const names = z.nullish(z.array(name));

/** A row of a report on vulnerabilities. Source: JFrog Xray REST API, Get Vulnerabilities Report Content. */
export const xrayRow = z.object({
  cves: names,
  cvss2_max_score: optionalNumberOrText,
  cvss3_max_score: optionalNumberOrText,
  summary: optionalText,
  description: optionalText,
  severity: optionalText,
  vulnerable_component: z.string(),
  impacted_artifact: optionalText,
  path: optionalText,
  component_physical_path: optionalText,
  fixed_versions: optionalTexts,
  issue_id: optionalText,
  references: optionalTexts,
});

/** What was looked at. Source: JFrog Xray REST API, Artifact Summary. */
export const xrayArtifacts = z.object({
  artifacts: z.nullish(
    z.array(
      z.object({
        general: z.nullish(
          z.object({
            component_id: optionalText,
            name: optionalText,
            path: optionalText,
            sha256: optionalText,
          }),
        ),
      }),
    ),
  ),
  errors: z.nullish(z.array(z.object({ identifier: optionalText, error: optionalText }))),
});

/** An issue of an artifact. */
export const xrayIssue = z.object({
  issue_id: optionalText,
  issue_type: optionalText,
  summary: optionalText,
  description: optionalText,
  severity: optionalText,
  cves: names,
  impact_path: optionalTexts,
  components: z.nullish(z.array(z.object({ component_id: optionalText, fixed_versions: optionalTexts }))),
});

/** An issue as the search for issues lists it, with the component that has it. */
export const xrayListed = z.object({
  id: optionalText,
  issue_type: optionalText,
  severity: optionalText,
  summary: optionalText,
  source_comp_id: z.string(),
  component_versions: z.nullish(
    z.object({
      fixed_versions: optionalTexts,
      more_details: z.nullish(z.object({ cves: names, description: optionalText })),
    }),
  ),
});

/** What scans on demand looked at. Source: jf scan and jf docker scan, --format=json. */
export const xrayScans = z.array(z.object({ component_id: optionalText }));

/** A flaw of a scan on demand, with the components that have it. */
export const xrayFlaw = z.object({
  issue_id: optionalText,
  summary: optionalText,
  severity: optionalText,
  cves: names,
  references: optionalTexts,
  components: z.nullish(
    z.record(
      z.string(),
      z.object({
        fixed_versions: optionalTexts,
        impact_paths: z.nullish(z.array(z.array(z.object({ full_path: optionalText })))),
      }),
    ),
  ),
  extended_information: z.nullish(z.object({ full_description: optionalText, remediation: optionalText })),
});
