import * as z from "zod/mini";
import { optionalNumber, optionalText, optionalTexts } from "../parts/optional-fields.ts";

/** `failed`, or an object around it since version 2.0.170. */
const status = z.nullish(z.union([z.string(), z.object({ status: optionalText })]));

const path = z.object({
  failedPath: optionalText,
  reviewPath: optionalText,
  deletePath: optionalText,
  fixPath: z.nullish(z.object({ path: optionalText })),
});

const exception = z.object({
  name: optionalText,
  reason: optionalText,
  expirationDate: optionalText,
});

const rule = z.object({
  status,
  paths: z.nullish(z.array(path)),
  exception: z.nullish(z.array(exception)),
});

const control = z.object({ controlID: z.string(), name: optionalText, status, rules: z.nullish(z.array(rule)) });

/** What kubescape says of one resource. Source: opa-utils, reporthandling/results/v1/resourcesresults. */
export const kubescapeResult = z.object({ resourceID: z.string(), controls: z.nullish(z.array(control)) });

const containers = z.nullish(z.array(z.object({ name: optionalText })));
const podSpec = z.nullish(z.object({ containers, initContainers: containers, ephemeralContainers: containers }));
const template = z.nullish(z.object({ spec: podSpec }));

/** A resource as the cluster or the file has it, as far as it tells who is meant. */
export const kubescapeResource = z.object({
  resourceID: z.string(),
  object: z.nullish(
    z.object({
      apiVersion: optionalText,
      apiGroup: optionalText,
      kind: optionalText,
      name: optionalText,
      namespace: optionalText,
      metadata: z.nullish(z.object({ name: optionalText, namespace: optionalText })),
      spec: z.nullish(
        z.object({
          containers,
          initContainers: containers,
          ephemeralContainers: containers,
          template,
          jobTemplate: z.nullish(z.object({ spec: z.nullish(z.object({ template })) })),
        }),
      ),
    }),
  ),
  source: z.nullish(z.object({ relativePath: optionalText, path: optionalText })),
});

const described = z.object({
  name: optionalText,
  description: optionalText,
  remediation: optionalText,
  scoreFactor: optionalNumber,
  severity: optionalText,
});

/** What is around the results: the controls by id. */
export const kubescapeHeader = z.object({
  generationTime: optionalText,
  clusterName: optionalText,
  summaryDetails: z.nullish(z.object({ controls: z.nullish(z.record(z.string(), described)) })),
  metadata: z.nullish(
    z.object({
      scanMetadata: z.nullish(z.object({ kubescapeVersion: optionalText })),
      targetMetadata: z.nullish(
        z.object({
          clusterContextMetadata: z.nullish(z.object({ contextName: optionalText, clusterName: optionalText })),
        }),
      ),
      contextMetadata: z.nullish(
        z.object({
          clusterContextMetadata: z.nullish(z.object({ contextName: optionalText, clusterName: optionalText })),
        }),
      ),
    }),
  ),
});

/** A control with its answers, version 1. Source: opa-utils, reporthandling/datastructuresv1.go. */
export const kubescapeControlReport = z.object({
  controlID: optionalText,
  id: optionalText,
  name: optionalText,
  description: optionalText,
  remediation: optionalText,
  baseScore: optionalNumber,
  ruleReports: z.nullish(
    z.array(
      z.object({
        ruleResponses: z.nullish(
          z.array(
            z.object({
              alertMessage: optionalText,
              ruleStatus: optionalText,
              failedPaths: optionalTexts,
              fixPaths: z.nullish(z.array(z.object({ path: optionalText }))),
              exception: z.nullish(exception),
              alertObject: z.nullish(
                z.object({ k8sApiObjects: z.nullish(z.array(z.unknown())), externalObjects: z.nullish(z.unknown()) }),
              ),
            }),
          ),
        ),
      }),
    ),
  ),
});

/** What the schemas read. */
export type KubescapeControl = z.infer<typeof control>;
export type KubescapeRule = z.infer<typeof rule>;
export type KubescapeException = z.infer<typeof exception>;
export type KubescapeObject = NonNullable<z.infer<typeof kubescapeResource>["object"]>;
export type DescribedControl = z.infer<typeof described>;
export type KubescapeControlReport = z.infer<typeof kubescapeControlReport>;
