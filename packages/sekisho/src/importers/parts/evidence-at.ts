import type { Evidence, Location } from "../../model/location.ts";
import { present } from "./present.ts";

/** A place as a tool tells it. */
export interface ToldPlace {
  readonly startLine?: number | null | undefined;
  readonly endLine?: number | null | undefined;
  readonly startColumn?: number | null | undefined;
  readonly layer?: string | null | undefined;
  readonly pointer?: string | null | undefined;
}

/** Gives the place of a finding. */
export function evidenceAt(path: string, place: ToldPlace = {}): Evidence {
  const { layer, ...rest } = place;
  const location: Location = { path, ...present({ ...rest, layer: layer === "" ? undefined : layer }) };
  return { location };
}
