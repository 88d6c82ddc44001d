import { locationOf, type RangeLocation } from "../../model/location.ts";
import type { OffsetRange, SourceText } from "../../model/source-text.ts";

/** A range of one of the rule files. */
export interface Place extends OffsetRange {
  readonly source: SourceText;
}

/** A short text of a rule file, such as a name, with its place. */
export interface Word {
  readonly text: string;
  readonly place: Place;
}

/** Gives path, lines and columns of a place. */
export function locate(place: Place): RangeLocation {
  return locationOf(place.source, place);
}
