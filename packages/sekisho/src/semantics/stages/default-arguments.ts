import { expandWord } from "../../formats/dockerfile/words.ts";
import type { DockerfileBuild } from "./build.ts";

/** What the platform arguments are in a plain build on an Intel machine. Source: Dockerfile reference, "Automatic platform ARGs". */
const plainPlatform: readonly (readonly [string, string])[] = [
  ["BUILDPLATFORM", "linux/amd64"],
  ["BUILDOS", "linux"],
  ["BUILDOSVERSION", ""],
  ["BUILDARCH", "amd64"],
  ["BUILDVARIANT", ""],
  ["TARGETPLATFORM", "linux/amd64"],
  ["TARGETOS", "linux"],
  ["TARGETOSVERSION", ""],
  ["TARGETARCH", "amd64"],
  ["TARGETVARIANT", ""],
  ["TARGETSTAGE", "default"],
];

/**
 * Gives what FROM sees when the build is called without any argument: the defaults of the ARGs before it. A name that has
 * no default is not in it.
 * Source: BuildKit, convert.go, buildMetaArgs.
 */
export function defaultArguments(build: Pick<DockerfileBuild, "globalArguments">): ReadonlyMap<string, string> {
  const values = new Map<string, string>(plainPlatform);
  for (const instruction of new Set(build.globalArguments.map((argument) => argument.instruction))) {
    for (const { key, value } of instruction.pairs) {
      if (value !== undefined) values.set(key.value, expandWord(value, (name) => values.get(name)).value);
    }
  }
  return values;
}
