import type { Platform } from "../../model/image.ts";
import { parsePlatform } from "../image-reference/platform.ts";

/**
 * Reads what `--platform` says: `linux/arm64`, `linux/arm/v7`, `arm64`; what is left out is Linux and the fallback's processor.
 * `undefined` when it is no platform.
 */
export function readPlatformOption(text: string, host: Platform): Platform | undefined {
  const parsed = parsePlatform(text);
  if (parsed === undefined) return undefined;
  const [, , variant] = text.toLowerCase().split("/");
  return normalizePlatform({
    os: parsed.os ?? "linux",
    architecture: parsed.architecture ?? host.architecture,
    ...(variant === undefined ? {} : { variant }),
  });
}

const architecturesOfNode: Readonly<Record<string, string>> = {
  x64: "amd64",
  ia32: "386",
  mipsel: "mipsle",
  ppc64: "ppc64le",
};

/** Gives the platform of images that run on a processor named as Node names it: `x64` is `linux/amd64`. */
export function platformOfHost(nodeArchitecture: string): Platform {
  return normalizePlatform({ os: "linux", architecture: architecturesOfNode[nodeArchitecture] ?? nodeArchitecture });
}

/**
 * Gives a platform in the one form that compares: `arm` without a variant is v7, and v8 of `arm64` and v1 of `amd64` are
 * what these names mean anyway. Source: containerd/platforms, normalizeArch.
 */
export function normalizePlatform(platform: Platform): Platform {
  const { os, architecture } = platform;
  const written = platform.variant?.toLowerCase() ?? "";
  const variant = /^\d/.test(written) ? `v${written}` : written;
  if (architecture === "arm") return { os, architecture, variant: variant === "" ? "v7" : variant };
  if (architecture === "arm64" && variant === "v8") return { os, architecture };
  if (architecture === "amd64" && variant === "v1") return { os, architecture };
  return variant === "" ? { os, architecture } : { os, architecture, variant };
}

/** Gives a platform as it is written: `linux/arm/v7`. */
export function platformName(platform: Platform): string {
  const variant = platform.variant === undefined ? "" : `/${platform.variant}`;
  return `${platform.os}/${platform.architecture}${variant}`;
}

/**
 * Gives the index of the platform that a machine runs best; `undefined` when it runs none. Of equal ones the first counts.
 *
 * A processor runs the images of its older variants (arm v7 those of v6 and v5; arm64 those of arm; amd64 those of 386).
 * Source: containerd/platforms, platformVector.
 */
export function selectPlatform(platforms: readonly Platform[], wanted: Platform): number | undefined {
  const names = platforms.map((platform) => platformName(normalizePlatform(platform)));
  for (const candidate of candidatesFor(normalizePlatform(wanted))) {
    const index = names.indexOf(platformName(candidate));
    if (index !== -1) return index;
  }
  return undefined;
}

/** Gives what a machine runs, the best first. */
function candidatesFor(wanted: Platform): readonly Platform[] {
  const { os, architecture, variant } = wanted;
  if (architecture === "amd64") {
    return [wanted, ...olderVariants(wanted, 1), { os, architecture: "386" }];
  }
  if (architecture === "arm64") {
    const arm: Platform = { os, architecture: "arm", variant: "v8" };
    const older = variant === undefined ? [] : [{ os, architecture }];
    return [wanted, ...older, arm, ...olderVariants(arm, 5)];
  }
  return architecture === "arm" ? [wanted, ...olderVariants(wanted, 5)] : [wanted];
}

function olderVariants(platform: Platform, oldest: number): readonly Platform[] {
  const version = /^v(\d{1,2})$/.exec(platform.variant ?? "")?.[1];
  const older: Platform[] = [];
  for (let number = Number(version ?? 0) - 1; number >= oldest; number--) {
    older.push(normalizePlatform({ ...platform, variant: `v${number}` }));
  }
  return older;
}
