import type { Mount } from "../../formats/dockerfile/syntax.ts";
import type { Step } from "./build.ts";
import { effectiveInstruction } from "./placed-instructions.ts";
import { isAbsolutePath, joinWorkdir } from "./working-directory.ts";

/** Programs whose caches are known. */
export type CacheOwner = keyof typeof cachePaths;

/**
 * Where package managers keep what they download, `~` being the home of the user who runs them.
 * Sources: the manuals of the managers; Docker's documentation, "Optimize cache usage in builds", for the mounts.
 */
export const cachePaths = {
  apk: ["/var/cache/apk", "/etc/apk/cache"],
  apt: ["/var/cache/apt", "/var/lib/apt/lists"],
  bun: ["~/.bun/install/cache"],
  cargo: ["~/.cargo/registry", "/usr/local/cargo/registry"],
  composer: ["~/.composer/cache", "~/.cache/composer"],
  conda: ["/opt/conda/pkgs", "~/.conda/pkgs"],
  dnf: ["/var/cache/dnf", "/var/cache/libdnf5"],
  gem: ["~/.gem", "/usr/local/bundle/cache"],
  go: ["/go/pkg/mod", "~/go/pkg/mod", "~/.cache/go-build"],
  gradle: ["~/.gradle", "/home/gradle/.gradle"],
  maven: ["~/.m2"],
  microdnf: ["/var/cache/yum", "/var/cache/dnf", "/var/cache/libdnf5"],
  npm: ["~/.npm"],
  nuget: ["~/.nuget/packages"],
  pacman: ["/var/cache/pacman"],
  pip: ["~/.cache/pip"],
  pnpm: ["~/.local/share/pnpm/store", "/pnpm/store"],
  poetry: ["~/.cache/pypoetry"],
  tdnf: ["/var/cache/tdnf"],
  uv: ["~/.cache/uv"],
  yarn: ["/usr/local/share/.cache/yarn", "~/.cache/yarn", "~/.yarn/berry/cache"],
  yum: ["/var/cache/yum", "/var/cache/dnf"],
  zypper: ["/var/cache/zypp"],
} as const;

/** The mounts of a RUN, also behind ONBUILD; none for other instructions. */
export function mountsOf(step: Step): readonly Mount[] {
  const instruction = effectiveInstruction(step.instruction);
  return instruction.keyword === "RUN" ? instruction.mounts : [];
}

/**
 * Tells whether what a step writes below a path stays out of the image, because the path lies in a cache or tmpfs mount.
 * `~` at the beginning of the path is the home of the step's user.
 */
export function cacheMountCovers(step: Step, path: string): boolean {
  const mounts = mountsOf(step);
  if (mounts.length === 0) return false;
  const wanted = absolutePath(step, path);
  return mounts.some((mount) => {
    if (mount.type !== "cache" && mount.type !== "tmpfs") return false;
    const target = mountTarget(step, mount);
    return target !== undefined && (target === "/" || wanted === target || wanted.startsWith(`${target}/`));
  });
}

/** Tells whether one of the places where a package manager keeps its downloads is covered. */
export function cacheMountCoversCacheOf(step: Step, owner: CacheOwner): boolean {
  return cachePaths[owner].some((path) => cacheMountCovers(step, path));
}

/** Gives the mounts that bring a secret or an SSH agent into a step. */
export function secretMountsOf(step: Step): readonly Mount[] {
  return mountsOf(step).filter(({ type }) => type === "secret" || type === "ssh");
}

/**
 * Gives where a mount appears, absolute, variables filled in; `undefined` for one that has no place (a secret that is only a
 * variable) or none that can be known. Source: Dockerfile reference, "RUN --mount".
 */
export function mountTarget(step: Step, mount: Mount): string | undefined {
  const written = mount.options["target"];
  if (written !== undefined && written !== "") {
    const path = fillVariables(step, written);
    return path === undefined ? undefined : absolutePath(step, path);
  }
  if (mount.type !== "secret" || mount.options["env"] !== undefined) return undefined;
  const name = mount.options["id"] ?? mount.options["source"];
  return name === undefined ? undefined : `/run/secrets/${name.slice(name.lastIndexOf("/") + 1)}`;
}

/** Gives the home of the user who runs a step, as far as it follows from HOME and the customary places. */
export function homeOf(step: Step): string {
  const set = step.state.env.get("HOME")?.value;
  if (set !== undefined && set !== "") return set;
  const user = (step.state.user?.value ?? "root").split(":")[0] ?? "";
  return user === "root" || user === "0" || user === "" ? "/root" : `/home/${user}`;
}

function absolutePath(step: Step, path: string): string {
  const { platform } = step.stage;
  if (path === "~" || path.startsWith("~/")) return joinWorkdir(homeOf(step), `.${path.slice(1)}`, platform);
  if (isAbsolutePath(path, platform)) return joinWorkdir("/", path, platform);
  return joinWorkdir(step.state.workdir?.value ?? "/", path, platform);
}

function fillVariables(step: Step, text: string): string | undefined {
  let isKnown = true;
  const filled = text.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (_use, braced: string | undefined, plain: string | undefined) => {
      const name = braced ?? plain ?? "";
      const value = (step.state.args.get(name) ?? step.state.env.get(name))?.value;
      if (value === undefined) isKnown = false;
      return value ?? "";
    },
  );
  return isKnown && !filled.includes("$") ? filled : undefined;
}
