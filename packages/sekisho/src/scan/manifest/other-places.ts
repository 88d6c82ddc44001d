import type { OtherPlace } from "../../checks/manifest/define.ts";
import { type Evidence, type Location, locationOf } from "../../model/location.ts";
import type { Text } from "../../model/text.ts";
import { rangeToShow } from "../../semantics/kubernetes/locate.ts";
import type { JudgedManifest } from "./judge-manifests.ts";
import type { PlacedManifest } from "./read-manifest.ts";

/** What is seen in another object than the one that a violation is shown at. */
export interface OtherEvidence {
  readonly message: Text;
  readonly evidence: Evidence;
}

interface Wanted extends OtherPlace {
  readonly judged: JudgedManifest;
}

/**
 * Gives the evidence of violations that stands in other objects. Each file is read again once; a place in one that is gone, or in
 * rendered text, is told by its pointer. There is no excerpt: what is secret in the other file is not known here.
 */
export function locateOtherPlaces(
  violations: readonly JudgedManifest[],
  parse: (path: string) => PlacedManifest | undefined,
): ReadonlyMap<JudgedManifest, readonly OtherEvidence[]> {
  const wanted = violations.flatMap((judged) =>
    (judged.violation.elsewhere ?? []).map((place): Wanted => ({ ...place, judged })),
  );
  const located = new Map<Wanted, Location>();
  for (const [path, inFile] of Map.groupBy(wanted, ({ object }) => object.source.path)) {
    const parsed = parse(path);
    // A large file forgets the documents before the one that was asked for.
    const ordered = inFile.toSorted((left, right) => left.object.source.document - right.object.source.document);
    for (const place of ordered) located.set(place, locationIn(parsed, place));
  }
  const others = new Map<JudgedManifest, OtherEvidence[]>();
  for (const place of wanted) {
    const { judged, message, object } = place;
    const other = { message, evidence: { location: located.get(place) ?? { path: object.source.path } } };
    const known = others.get(judged);
    if (known === undefined) others.set(judged, [other]);
    else known.push(other);
  }
  return others;
}

function locationIn(parsed: PlacedManifest | undefined, { object, pointer }: OtherPlace): Location {
  const { path, document, pointer: base, rendering } = object.source;
  const whole = base + pointer;
  const root = rendering === undefined ? parsed?.documents.at(document)?.root : undefined;
  if (parsed === undefined || root === undefined) return { path, pointer: whole };
  return { ...locationOf(parsed.source, rangeToShow(parsed.source.text, root, whole)), pointer: whole };
}
