import type { ImportedTarget } from "../define.ts";
import { present } from "./present.ts";

/** An image as a tool names it. */
export interface ToldImage {
  readonly name: string;
  /** The digest itself, or a reference that ends with it; the first that is one counts. */
  readonly digests?: readonly (string | null | undefined)[];
  readonly distribution?: string | null | undefined;
}

const digestPattern = /(?:^|@)(sha256:[0-9a-f]{64})$/;

/** Gives an image as target. */
export function imageTarget({ name, digests = [], distribution }: ToldImage): ImportedTarget {
  const digest = digests.map((text) => digestPattern.exec(text ?? "")?.[1]).find((one) => one !== undefined);
  return {
    kind: "image",
    name,
    ...present({ digest, distribution: distribution === "" ? undefined : distribution?.trim() }),
  };
}
