import * as z from "zod/mini";
import { optionalNumber, optionalNumberOrText, optionalText, optionalTexts } from "../parts/optional-fields.ts";

const cvss = z.nullish(z.object({ score: optionalNumber, vector: optionalText }));

const flaw = z.object({
  name: z.string(),
  severity: optionalText,
  cvssScore: cvss,
  fixVersion: optionalText,
  mainProvider: optionalText,
  riskAcceptRefs: optionalTexts,
});

/** Everything of a result but its packages. Source: Sysdig Secure, sysdig-cli-scanner --output-json; API v1, results. */
export const sysdigHead = z.object({
  scanner: z.nullish(z.object({ version: optionalText })),
  result: z.nullish(
    z.object({
      metadata: z.nullish(
        z.object({
          pullString: optionalText,
          imageId: optionalText,
          digest: optionalText,
          baseOs: optionalText,
          hostName: optionalText,
        }),
      ),
      layers: z.nullish(z.record(z.string(), z.object({ digest: optionalText }))),
      riskAccepts: z.nullish(
        z.record(
          z.string(),
          z.object({
            description: optionalText,
            reason: optionalText,
            expirationDate: optionalText,
            status: optionalText,
          }),
        ),
      ),
      vulnerabilities: z.nullish(z.record(z.string(), z.unknown())),
    }),
  ),
});

/** A flaw that packages refer to. */
export const sysdigFlaw = flaw;

const found = {
  name: optionalText,
  version: optionalText,
  type: optionalText,
  path: optionalText,
  suggestedFix: optionalText,
  layerRef: optionalText,
};

/** The packages by their ids. */
export const sysdigPackages = z.record(z.string(), z.object({ ...found, vulnerabilitiesRefs: optionalTexts }));

/** A package with its flaws, as results before 2024 have it. */
export const oldPackage = z.object({
  ...found,
  vulns: z.nullish(z.array(z.unknown())),
});

/** A flaw of such a package. */
export const oldFlaw = z.object({
  name: z.string(),
  severity: z.nullish(z.object({ label: optionalText })),
  cvssScore: z.nullish(z.object({ value: cvss })),
  fixedInVersion: optionalText,
});

/** A row of a report that was planned in Sysdig Secure; see `fieldOfColumn` for the names of columns. */
export const sysdigRow = z.object({
  id: optionalText,
  severity: optionalText,
  packageName: z.string(),
  packageVersion: optionalText,
  packageType: optionalText,
  packagePath: optionalText,
  image: optionalText,
  imageId: optionalText,
  system: optionalText,
  score: optionalNumberOrText,
  vector: optionalText,
  link: optionalText,
  fixVersion: optionalText,
  isAccepted: z.nullish(z.union([z.boolean(), z.string()])),
  cluster: optionalText,
  namespace: optionalText,
  workloadType: optionalText,
  workload: optionalText,
  container: optionalText,
  exploitedSince: optionalText,
  exploitedDue: optionalText,
  ransomware: z.nullish(z.union([z.boolean(), z.string()])),
});
