import { findTagDigest } from "../../access/registry/find-tag-digest.ts";
import type { RegistrySettings } from "../../access/registry/registry-client.ts";
import { SekishoError } from "../../model/error.ts";
import { parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import type { TargetPlan } from "./repair-file.ts";

/** What registries say of the base images that plans want. */
export interface ResolvedDigests {
  /** By reference, as the plans name it. */
  readonly digests: ReadonlyMap<string, string>;
  /** In the order of the plans. */
  readonly failures: readonly { readonly reference: string; readonly error: SekishoError }[];
}

/** Asks registries, once for each, what the references that plans build on name now. */
export async function resolveDigests(
  plans: readonly TargetPlan[],
  settings: RegistrySettings,
): Promise<ResolvedDigests> {
  const digests = new Map<string, string>();
  const failures: { readonly reference: string; readonly error: SekishoError }[] = [];
  const wanted = plans.flatMap(({ plan }) => plan.actions.flatMap(({ image }) => (image === undefined ? [] : [image])));
  for (const text of new Set(wanted.map(({ from, to }) => to ?? from))) {
    const reference = parseImageReference(text);
    if (reference === undefined) continue;
    try {
      digests.set(text, await findTagDigest(reference, settings));
    } catch (error) {
      if (!(error instanceof SekishoError)) throw error;
      failures.push({ reference: text, error });
    }
  }
  return { digests, failures };
}
