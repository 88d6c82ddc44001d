import type { Text } from "../../model/text.ts";

/** What is told of a value that is no JSON. */
export const soundValue: Text = { en: "a value that is JSON", ja: "JSON として正しい値" };

/** Gives what is told of a value that is larger than a limit. */
export function smallerValue(maxBytes: number): Text {
  const megabytes = Math.floor(maxBytes / 1_048_576);
  return { en: `a value of at most ${megabytes} MiB`, ja: `${megabytes} MiB 以内の値` };
}

/** Gives what is told of a value that is deeper than a limit. */
export function flatterValue(maxLevels: number): Text {
  return { en: `a value of at most ${maxLevels} levels`, ja: `${maxLevels} 階層以内の値` };
}
