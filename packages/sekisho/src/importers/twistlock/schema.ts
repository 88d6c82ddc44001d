import * as z from "zod/mini";
import { optionalNumber, optionalNumberOrText, optionalText } from "../parts/optional-fields.ts";

/** What was scanned. Source: Prisma Cloud Compute, twistcli images scan --output-file. */
const result = z.object({
  id: optionalText,
  name: optionalText,
  distro: optionalText,
  digest: optionalText,
  repository: optionalText,
  packages: z.nullish(z.array(z.object({ type: optionalText, name: optionalText, version: optionalText }))),
});

export const twistlockHead = z.object({ results: z.nullish(z.array(result)) });

/** A flaw in a package. */
export const twistlockFlaw = z.object({
  id: z.string(),
  status: optionalText,
  cvss: optionalNumber,
  vector: optionalText,
  description: optionalText,
  severity: optionalText,
  packageName: z.string(),
  packageVersion: optionalText,
  packageType: optionalText,
  packagePath: optionalText,
  link: optionalText,
  discoveredDate: optionalText,
});

/** A rule of compliance that failed. */
export const twistlockCompliance = z.object({
  id: z.nullish(z.union([z.number(), z.string()])),
  title: z.string(),
  severity: optionalText,
  description: optionalText,
  cause: optionalText,
});

/** A row of the table of images that the console exports. */
export const twistlockRow = z.object({
  "CVE ID": z.string(),
  "Image Name": optionalText,
  Registry: optionalText,
  Repository: optionalText,
  Tag: optionalText,
  Id: optionalText,
  Distro: optionalText,
  Packages: optionalText,
  "Source Package": optionalText,
  "Package Version": optionalText,
  "Package Path": optionalText,
  CVSS: optionalNumberOrText,
  "Fix Status": optionalText,
  Severity: optionalText,
  Description: optionalText,
  Cause: optionalText,
  "Vulnerability Link": optionalText,
  "Compliance ID": optionalText,
  Type: optionalText,
  Discovered: optionalText,
});
