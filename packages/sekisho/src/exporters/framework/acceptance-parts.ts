import type { AcceptedException } from "../../model/finding.ts";
import type { Phrases } from "../phrases.ts";

/** Says why a finding is accepted, by whom and until when, each as far as it is known. */
export function acceptanceParts(exception: AcceptedException | undefined, phrases: Phrases): readonly string[] {
  if (exception === undefined) return [];
  const parts = [exception.reason];
  if (exception.owner !== undefined) parts.push(`${phrases.owner}: ${exception.owner}`);
  if (exception.expires !== undefined) parts.push(`${phrases.expires}: ${exception.expires}`);
  return parts;
}
