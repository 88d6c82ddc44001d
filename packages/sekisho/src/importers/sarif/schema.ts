import * as z from "zod/mini";
import { optionalNumber, optionalText, optionalTexts, optionalTruth } from "../parts/optional-fields.ts";

const message = z.object({
  text: optionalText,
  markdown: optionalText,
  id: optionalText,
  arguments: optionalTexts,
});

const properties = z.nullish(
  z.object({
    "security-severity": z.nullish(z.union([z.string(), z.number()])),
    tags: optionalTexts,
    cwe: z.nullish(z.union([z.string(), z.array(z.string())])),
    purls: optionalTexts,
    purl: optionalText,
    fixed_version: optionalText,
  }),
);

const componentReference = z.object({ name: optionalText, index: optionalNumber });
const relation = z.object({
  target: z.nullish(z.object({ id: optionalText, toolComponent: z.nullish(componentReference) })),
});

/** A rule. Source: SARIF 2.1.0, section 3.49. */
const rule = z.object({
  id: optionalText,
  name: optionalText,
  deprecatedIds: optionalTexts,
  shortDescription: z.nullish(message),
  fullDescription: z.nullish(message),
  help: z.nullish(message),
  helpUri: optionalText,
  messageStrings: z.nullish(z.record(z.string(), message)),
  defaultConfiguration: z.nullish(z.object({ level: optionalText })),
  relationships: z.nullish(z.array(relation)),
  properties,
});

/** A rule as the document holds it. */
export type SarifRule = z.infer<typeof rule>;

const component = z.object({
  name: optionalText,
  version: optionalText,
  semanticVersion: optionalText,
  globalMessageStrings: z.nullish(z.record(z.string(), message)),
  rules: z.nullish(z.array(rule)),
});

/** A program with its rules: the driver of a run, or an extension of it. */
export type SarifComponent = z.infer<typeof component>;

const artifactLocation = z.object({ uri: optionalText, uriBaseId: optionalText, index: optionalNumber });

/** Where a file is. */
export type SarifArtifactLocation = z.infer<typeof artifactLocation>;

const ruleReference = z.object({
  id: optionalText,
  index: optionalNumber,
  toolComponent: z.nullish(componentReference),
});

const notification = z.object({ level: optionalText, message: z.nullish(message) });

/** What is known of a run before its results. */
export const sarifRun = z.object({
  tool: z.nullish(z.object({ driver: z.nullish(component), extensions: z.nullish(z.array(component)) })),
  artifacts: z.nullish(z.array(z.object({ location: z.nullish(artifactLocation) }))),
  originalUriBaseIds: z.nullish(z.record(z.string(), artifactLocation)),
  invocations: z.nullish(
    z.array(
      z.object({
        executionSuccessful: optionalTruth,
        exitCodeDescription: optionalText,
        exitSignalName: optionalText,
        startTimeUtc: optionalText,
        toolExecutionNotifications: z.nullish(z.array(notification)),
        toolConfigurationNotifications: z.nullish(z.array(notification)),
        ruleConfigurationOverrides: z.nullish(
          z.array(
            z.object({
              descriptor: z.nullish(ruleReference),
              configuration: z.nullish(z.object({ level: optionalText })),
            }),
          ),
        ),
      }),
    ),
  ),
  properties: z.nullish(z.object({ imageName: optionalText, repoDigests: optionalTexts, imageID: optionalText })),
});

/** What is known of a run before its results. */
export type SarifRun = z.infer<typeof sarifRun>;

/** The parts of a document around its results. */
export const sarifHeader = z.object({ runs: z.nullish(z.array(z.nullish(sarifRun))) });

const region = z.object({
  startLine: optionalNumber,
  startColumn: optionalNumber,
  endLine: optionalNumber,
  endColumn: optionalNumber,
  snippet: z.nullish(message),
});

const location = z.object({
  physicalLocation: z.nullish(z.object({ artifactLocation: z.nullish(artifactLocation), region: z.nullish(region) })),
  logicalLocations: z.nullish(z.array(z.object({ fullyQualifiedName: optionalText, name: optionalText }))),
  message: z.nullish(message),
});

/** A place as the document holds it. */
export type SarifLocation = z.infer<typeof location>;

/** One result. Source: SARIF 2.1.0, section 3.27. */
export const sarifResult = z.object({
  ruleId: optionalText,
  ruleIndex: optionalNumber,
  rule: z.nullish(ruleReference),
  kind: optionalText,
  level: optionalText,
  message: z.nullish(message),
  locations: z.nullish(z.array(location)),
  analysisTarget: z.nullish(artifactLocation),
  suppressions: z.nullish(
    z.array(z.object({ kind: optionalText, status: optionalText, state: optionalText, justification: optionalText })),
  ),
  baselineState: optionalText,
  taxa: z.nullish(z.array(z.object({ id: optionalText, toolComponent: z.nullish(componentReference) }))),
  fixes: z.nullish(z.array(z.object({ description: z.nullish(message) }))),
  hostedViewerUri: optionalText,
  provenance: z.nullish(z.object({ firstDetectionTimeUtc: optionalText, lastDetectionTimeUtc: optionalText })),
  properties,
});

/** One result as the document holds it. */
export type SarifResult = z.infer<typeof sarifResult>;

/** A text with its placeholders and arguments. */
export type SarifMessage = z.infer<typeof message>;
