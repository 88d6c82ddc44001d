import * as z from "zod/mini";
import { optionalText, optionalTexts, optionalTruth } from "../parts/optional-fields.ts";

const result = z.object({
  ID: optionalText,
  Message: optionalText,
  Details: optionalTexts,
  Success: optionalTruth,
  Severity: optionalText,
  /** Of versions before 0.6: `success`, `warning`, `error`. */
  Type: optionalText,
  Category: optionalText,
});

/** By id, or a list in versions before 1.0. */
const results = z.nullish(z.record(z.string(), result));
const messages = z.nullish(z.array(result));

const container = z.object({ Name: optionalText, Results: results, Messages: messages });

/** An object with what Polaris says of it. Source: Polaris 9, pkg/validator/output.go, and its versions since 0.1. */
export const polarisObject = z.object({
  Name: optionalText,
  Namespace: optionalText,
  Kind: optionalText,
  Results: results,
  Messages: messages,
  PodResult: z.nullish(
    z.object({ Results: results, Messages: messages, ContainerResults: z.nullish(z.array(container)) }),
  ),
});

/** What is around the objects. */
export const polarisHeader = z.object({
  AuditTime: optionalText,
  SourceType: optionalText,
  SourceName: optionalText,
  DisplayName: optionalText,
});

/** Objects by namespace and kind of controller: `DeploymentResults`. Source: Polaris 0.5, pkg/validator/types.go. */
export const polarisNamespaces = z.record(z.string(), z.record(z.string(), z.unknown()));

/** One of the results of a check. */
export type PolarisResult = z.infer<typeof result>;
