import * as z from "zod/mini";
import { optionalText } from "../parts/optional-fields.ts";

/** Which image was scanned. Source: Amazon ECR API, DescribeImageScanFindings. */
export const ecrHead = z.object({
  repositoryName: optionalText,
  imageId: z.nullish(z.object({ imageDigest: optionalText, imageTag: optionalText })),
  imageScanStatus: z.nullish(z.object({ status: optionalText, description: optionalText })),
  imageScanFindings: z.nullish(z.object({ imageScanCompletedAt: z.nullish(z.union([z.string(), z.number()])) })),
});

/** A finding of basic scanning. */
export const basicFinding = z.object({
  name: z.string(),
  description: optionalText,
  uri: optionalText,
  severity: optionalText,
  attributes: z.nullish(z.array(z.object({ key: z.string(), value: optionalText }))),
});
