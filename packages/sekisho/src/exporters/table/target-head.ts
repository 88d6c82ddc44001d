import { formatByteSize } from "../../model/byte-size.ts";
import type { Report, Target } from "../../model/report.ts";
import { showControls, toOneLine } from "../escape/visible.ts";
import { wrap } from "../width/wrap.ts";
import type { Frame } from "./frame.ts";

/** Tells whether a report has more to say of its target than its findings. */
export function hasHead({ target }: Report): boolean {
  return target.packages !== undefined || target.image !== undefined;
}

const shownDigestCharacters = "sha256:".length + 12;

/** Writes what a target is: name and platform, then distribution, packages, layers, size, digest and date. */
export function writeTargetHead(target: Target, frame: Frame): readonly string[] {
  const { image } = target;
  const platform = image === undefined ? "" : ` (${showControls(image.platform)})`;
  const facts = factsOf(target, frame).join(frame.phrases.separator);
  return [
    ...wrap(toOneLine(`${target.name}${platform}`), frame.columns).map(frame.paint.strong),
    ...wrap(toOneLine(facts), frame.columns - 2).map((line) => `  ${line}`),
  ];
}

function factsOf({ distribution, packages, image, digest }: Target, { phrases }: Frame): readonly string[] {
  const facts: string[] = [];
  if (distribution !== undefined) facts.push(distribution);
  if (packages !== undefined) facts.push(phrases.packageCount(packages));
  if (image !== undefined) {
    facts.push(phrases.layerCount(image.layers), formatByteSize(image.sizeBytes));
    if (image.created !== undefined) facts.push(phrases.created(image.created.slice(0, "YYYY-MM-DD".length)));
  }
  if (digest !== undefined) facts.push(digest.slice(0, shownDigestCharacters));
  return facts;
}
