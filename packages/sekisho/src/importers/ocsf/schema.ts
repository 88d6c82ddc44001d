import * as z from "zod/mini";
import { optionalNumber, optionalNumberOrText, optionalText, optionalTexts } from "../parts/optional-fields.ts";

const remediation = z.nullish(z.object({ desc: optionalText, references: optionalTexts }));

const resource = z.object({
  uid: optionalText,
  name: optionalText,
  type: optionalText,
  namespace: optionalText,
});

/** What a finding says of itself; in 1.0 it stood at `finding`. */
const info = z.object({
  uid: optionalText,
  title: optionalText,
  desc: optionalText,
  types: optionalTexts,
  src_url: optionalText,
  created_time: optionalNumberOrText,
  first_seen_time: optionalNumberOrText,
  last_seen_time: optionalNumberOrText,
  analytic: z.nullish(z.object({ uid: optionalText, name: optionalText })),
  attacks: z.nullish(
    z.array(
      z.object({
        technique: z.nullish(z.object({ uid: optionalText })),
        sub_technique: z.nullish(z.object({ uid: optionalText })),
      }),
    ),
  ),
});

const affectedPackage = z.object({
  name: optionalText,
  version: optionalText,
  release: optionalText,
  epoch: optionalNumber,
  architecture: optionalText,
  purl: optionalText,
  package_manager: optionalText,
  fixed_in_version: optionalText,
  path: optionalText,
  remediation,
});

const vulnerability = z.object({
  title: optionalText,
  desc: optionalText,
  severity: optionalText,
  references: optionalTexts,
  remediation,
  first_seen_time: optionalNumberOrText,
  last_seen_time: optionalNumberOrText,
  cve: z.nullish(
    z.object({
      uid: optionalText,
      title: optionalText,
      desc: optionalText,
      cwe: z.nullish(z.object({ uid: optionalText })),
      related_cwes: z.nullish(z.array(z.object({ uid: optionalText }))),
      cvss: z.nullish(
        z.array(z.object({ base_score: optionalNumber, vector_string: optionalText, vendor_name: optionalText })),
      ),
    }),
  ),
  advisory: z.nullish(z.object({ uid: optionalText })),
  cwe: z.nullish(z.object({ uid: optionalText })),
  affected_packages: z.nullish(z.array(affectedPackage)),
});

const endpoint = z.nullish(z.object({ ip: optionalText }));

/** An event of category Findings. Source: schema.ocsf.io, 1.0 to 1.6. */
export const ocsfFinding = z.object({
  class_uid: z.number(),
  severity_id: optionalNumber,
  severity: optionalText,
  status: optionalText,
  status_id: optionalNumber,
  status_code: optionalText,
  status_detail: optionalText,
  message: optionalText,
  comment: optionalText,
  time: optionalNumberOrText,
  metadata: z.object({
    event_code: optionalText,
    product: z.nullish(z.object({ name: optionalText, version: optionalText })),
  }),
  finding_info: z.nullish(info),
  finding: z.nullish(info),
  resources: z.nullish(z.array(resource)),
  resource: z.nullish(resource),
  cloud: z.nullish(z.object({ account: z.nullish(z.object({ uid: optionalText, name: optionalText })) })),
  device: z.nullish(z.object({ hostname: optionalText, name: optionalText })),
  compliance: z.nullish(
    z.object({
      control: optionalText,
      status: optionalText,
      status_id: optionalNumber,
    }),
  ),
  remediation,
  vulnerabilities: z.nullish(z.array(vulnerability)),
  evidences: z.nullish(z.array(z.object({ src_endpoint: endpoint }))),
});

/** An event as the document holds it. */
export type OcsfFinding = z.infer<typeof ocsfFinding>;
/** A flaw as an event holds it. */
export type OcsfVulnerability = NonNullable<OcsfFinding["vulnerabilities"]>[number];
