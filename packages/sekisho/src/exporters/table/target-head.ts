import type { Report, Target } from "../../model/report.ts";
import { showControls, toOneLine } from "../escape/visible.ts";
import { factsOf } from "../target-facts.ts";
import { wrap } from "../width/wrap.ts";
import type { Frame } from "./frame.ts";

/** Tells whether a report has more to say of its target than its findings. */
export function hasHead({ target }: Report): boolean {
  return target.packages !== undefined || target.image !== undefined;
}

const shownDigestCharacters = "sha256:".length + 12;

/** Writes what a target is: name and platform, then distribution, packages, layers, size, digest and date. */
export function writeTargetHead(target: Target, frame: Frame): readonly string[] {
  const { image, digest } = target;
  const platform = image === undefined ? "" : ` (${showControls(image.platform)})`;
  const facts = [
    ...factsOf(target, frame.phrases),
    ...(digest === undefined ? [] : [digest.slice(0, shownDigestCharacters)]),
  ].join(frame.phrases.separator);
  return [
    ...wrap(toOneLine(`${target.name}${platform}`), frame.columns).map(frame.paint.strong),
    ...(facts === "" ? [] : wrap(toOneLine(facts), frame.columns - 2).map((line) => `  ${line}`)),
  ];
}
