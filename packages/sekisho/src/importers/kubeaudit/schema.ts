import * as z from "zod/mini";
import { optionalText } from "../parts/optional-fields.ts";

/** A line of `kubeaudit --format json`. Source: kubeaudit 0.22, printer.go: what a rule adds are texts beside these. */
export const kubeauditLine = z.object({
  AuditResultName: z.string(),
  ResourceKind: optionalText,
  ResourceApiVersion: optionalText,
  ResourceName: optionalText,
  ResourceNamespace: optionalText,
  Container: optionalText,
  OverrideReason: optionalText,
  level: optionalText,
  msg: optionalText,
  time: optionalText,
  Capability: optionalText,
  MountName: optionalText,
});

/** A line as far as it is used. */
export type KubeauditLine = z.infer<typeof kubeauditLine>;
