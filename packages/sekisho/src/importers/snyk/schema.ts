import * as z from "zod/mini";
import {
  optionalNumber,
  optionalNumberOrText,
  optionalText,
  optionalTexts,
  optionalTruth,
} from "../parts/optional-fields.ts";

/** What a test of Snyk was about. Source: Snyk CLI, `snyk test --json`, `snyk container test --json`, `snyk iac test --json`. */
const test = z.object({
  error: optionalText,
  packageManager: optionalText,
  projectName: optionalText,
  projectType: optionalText,
  displayTargetFile: optionalText,
  targetFile: optionalText,
  targetFilePath: optionalText,
  path: optionalText,
  docker: z.nullish(z.object({})),
  applications: z.nullish(z.array(z.object({ targetFile: optionalText, packageManager: optionalText }))),
});

export const snykTest = test;

export const snykTests = z.array(test);

/** A flaw, or a licence, in one package on one way through the dependencies. */
export const snykFlaw = z.object({
  id: z.string(),
  type: optionalText,
  title: optionalText,
  description: optionalText,
  severity: optionalText,
  severityWithCritical: optionalText,
  CVSSv3: optionalText,
  cvssScore: optionalNumber,
  cvssSources: z.nullish(
    z.array(z.object({ assigner: optionalText, vector: optionalText, baseScore: optionalNumber })),
  ),
  identifiers: z.nullish(z.object({ CVE: optionalTexts, CWE: optionalTexts, GHSA: optionalTexts })),
  packageName: optionalText,
  name: optionalText,
  moduleName: optionalText,
  version: optionalText,
  packageManager: optionalText,
  fixedIn: optionalTexts,
  nearestFixedInVersion: optionalText,
  references: z.nullish(z.array(z.object({ url: optionalText }))),
  epssDetails: z.nullish(
    z.object({ percentile: optionalNumberOrText, probability: optionalNumberOrText, modelVersion: optionalText }),
  ),
  filtered: z.nullish(
    z.object({
      ignored: z.nullish(z.array(z.object({ reason: optionalText, expires: optionalText }))),
    }),
  ),
});

/** What is wrong with a file of infrastructure. */
export const snykConfiguration = z.object({
  id: z.string(),
  publicId: optionalText,
  title: optionalText,
  severity: optionalText,
  isIgnored: optionalTruth,
  documentation: optionalText,
  issue: optionalText,
  impact: optionalText,
  resolve: optionalText,
  msg: optionalText,
  path: z.nullish(z.array(z.union([z.string(), z.number()]))),
  lineNumber: optionalNumber,
  references: optionalTexts,
  iacDescription: z.nullish(z.object({ issue: optionalText, impact: optionalText, resolve: optionalText })),
});
