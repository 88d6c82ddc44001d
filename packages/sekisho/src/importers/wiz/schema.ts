import * as z from "zod/mini";
import { optionalNumber, optionalText, optionalTruth } from "../parts/optional-fields.ts";

/** A row of the report of issues, type "Standard". */
export const issueRow = z.object({
  Title: z.string(),
  Severity: optionalText,
  Status: optionalText,
  Description: optionalText,
  "Resource Type": optionalText,
  "Resource external ID": optionalText,
  "Resource Name": optionalText,
  "Subscription ID": optionalText,
  "Subscription Name": optionalText,
  "Control ID": optionalText,
  "Created At": optionalText,
  Resolution: optionalText,
  Note: optionalText,
  "Remediation Recommendation": optionalText,
  "Wiz URL": optionalText,
  "Kubernetes Cluster": optionalText,
  "Kubernetes Namespace": optionalText,
});

/** A row of the report of vulnerabilities. */
export const flawRow = z.object({
  Name: z.string(),
  DetailedName: optionalText,
  Version: optionalText,
  FixedVersion: optionalText,
  CVSSSeverity: optionalText,
  VendorSeverity: optionalText,
  Severity: optionalText,
  Score: optionalText,
  CVEDescription: optionalText,
  FindingStatus: optionalText,
  ResolutionReason: optionalText,
  FirstDetected: optionalText,
  LastDetected: optionalText,
  Remediation: optionalText,
  LocationPath: optionalText,
  Link: optionalText,
  WizURL: optionalText,
  AssetName: optionalText,
  AssetID: optionalText,
  SubscriptionExternalId: optionalText,
  OperatingSystem: optionalText,
});

/** What the command line says of the run. */
export const runHead = z.object({
  createdAt: optionalText,
  scanOriginResource: z.nullish(z.object({ name: optionalText })),
});

const flaw = z.object({
  name: z.string(),
  severity: optionalText,
  description: optionalText,
  fixedVersion: optionalText,
  source: optionalText,
  score: optionalNumber,
  hasCisaKevExploit: optionalTruth,
  cisaKevReleaseDate: optionalText,
  epssProbability: optionalNumber,
  epssPercentile: optionalNumber,
});

/** A package of the system or of a language, with its flaws. */
export const scannedPackage = z.object({
  name: z.string(),
  version: optionalText,
  path: optionalText,
  vulnerabilities: z.nullish(z.array(flaw)),
});

/** A secret in a file of an image or a folder. */
export const scannedSecret = z.object({
  type: optionalText,
  description: optionalText,
  path: optionalText,
  lineNumber: optionalNumber,
  severity: optionalText,
});

/** A rule with the places that break it. */
export const ruleMatch = z.object({
  rule: z.object({ id: optionalText, shortId: optionalText, name: optionalText }),
  severity: optionalText,
  matches: z.array(
    z.object({
      resourceName: optionalText,
      fileName: optionalText,
      lineNumber: optionalNumber,
      expected: optionalText,
      found: optionalText,
      remediationInstructions: optionalText,
    }),
  ),
});
