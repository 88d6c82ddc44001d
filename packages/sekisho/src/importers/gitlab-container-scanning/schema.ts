import * as z from "zod/mini";
import { optionalText } from "../parts/optional-fields.ts";

/** Who scanned, and when. Source: gitlab-org/security-products/security-report-schemas, container-scanning-report-format. */
export const gitlabHead = z.object({
  scan: z.nullish(
    z.object({
      end_time: optionalText,
      scanner: z.nullish(z.object({ version: optionalText })),
    }),
  ),
});

/** A flaw in a package of an image or of a file of dependencies. */
export const gitlabFlaw = z.object({
  id: optionalText,
  cve: optionalText,
  name: optionalText,
  message: optionalText,
  description: optionalText,
  severity: optionalText,
  solution: optionalText,
  location: z.nullish(
    z.object({
      dependency: z.nullish(
        z.object({
          package: z.nullish(z.object({ name: optionalText, path: optionalText })),
          version: optionalText,
        }),
      ),
      operating_system: optionalText,
      image: optionalText,
      file: optionalText,
      kubernetes_resource: z.nullish(
        z.object({
          namespace: optionalText,
          kind: optionalText,
          name: optionalText,
          container_name: optionalText,
        }),
      ),
    }),
  ),
  identifiers: z.array(z.object({ type: z.string(), value: z.string(), url: optionalText })),
  links: z.nullish(z.array(z.object({ url: optionalText }))),
  cvss_vectors: z.nullish(z.array(z.object({ vendor: optionalText, vector: optionalText }))),
  flags: z.nullish(z.array(z.object({ type: optionalText, description: optionalText }))),
});
