import { findCacheDirectory } from "../scan/cache/cache-directory.ts";
import type { ScanOptions } from "../scan/options.ts";
import { type Call, lastValue } from "./arguments.ts";
import type { Terminal } from "./terminal.ts";

/** Gives what a call says of the reading of images. */
export function imageOptionsOf(
  call: Call,
  terminal: Terminal,
): Pick<ScanOptions, "cacheDirectory" | "image" | "baseImage" | "dockerfile"> {
  const platform = lastValue(call, "platform");
  const baseImage = lastValue(call, "base-image");
  const dockerfile = lastValue(call, "dockerfile");
  const cacheDirectory = call.switches.has("no-cache") ? undefined : findCacheDirectory(terminal.environment);
  return {
    image: { environment: terminal.environment, ...(platform === undefined ? {} : { platform }) },
    ...(baseImage === undefined ? {} : { baseImage }),
    ...(dockerfile === undefined ? {} : { dockerfile }),
    ...(cacheDirectory === undefined ? {} : { cacheDirectory }),
  };
}
