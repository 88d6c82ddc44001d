import { hasOption } from "../commands/package-managers.ts";
import type { PlacedPackageCall } from "../package-calls/package-calls.ts";
import type { PackageCache } from "./package-caches.ts";

/** Downloads and built wheels of pip. Source: pip documentation, "Caching". */
export const pipCache: PackageCache = {
  managers: new Set(["pip"]),
  fills: ({ action }) => action === "install" || action === "download",
  switches: ["--no-cache-dir"],
  variables: ["PIP_NO_CACHE_DIR"],
  configuration: /no-cache-dir\s*(?:=\s*|\s)(?:true|yes|on|1)\b/,
  locations: ["PIP_CACHE_DIR"],
  locationOptions: ["--cache-dir"],
  directories: ["~/.cache/pip"],
  cleans: ({ manager, located }) => manager === "pip" && has(located, "purge"),
  isPerCall: true,
};

/** Downloads and environments of uv. Source: uv documentation, "Caching" and "Using uv in Docker". */
export const uvCache: PackageCache = {
  managers: new Set(["uv"]),
  fills: ({ action }) => action === "install" || action === "download",
  switches: ["--no-cache", "--no-cache-dir", "-n"],
  variables: ["UV_NO_CACHE"],
  locations: ["UV_CACHE_DIR"],
  locationOptions: ["--cache-dir"],
  directories: ["~/.cache/uv"],
  cleans: ({ manager, located }) => manager === "uv" && (has(located, "clean") || has(located, "prune")),
  isPerCall: true,
};

/** Downloads of npm. Source: npm documentation, "npm-cache". */
export const npmCache: PackageCache = {
  managers: new Set(["npm"]),
  fills: ({ action }) => changes(action),
  switches: [],
  variables: [],
  locations: ["npm_config_cache", "NPM_CONFIG_CACHE"],
  locationOptions: ["--cache"],
  directories: ["~/.npm", "~/.npm/_cacache"],
  cleans: ({ manager }) => manager === "npm",
  isPerCall: false,
};

/** Downloads of yarn. Source: Yarn documentation, "yarn cache". */
export const yarnCache: PackageCache = {
  managers: new Set(["yarn"]),
  fills: ({ action }) => changes(action),
  switches: [],
  variables: [],
  locations: ["YARN_CACHE_FOLDER"],
  locationOptions: ["--cache-folder"],
  directories: ["/usr/local/share/.cache/yarn", "~/.cache/yarn", "~/.yarn/berry/cache"],
  cleans: ({ manager }) => manager === "yarn",
  isPerCall: false,
};

/** The store that pnpm links packages from. Source: pnpm documentation, "Working with Docker". */
export const pnpmStore: PackageCache = {
  managers: new Set(["pnpm"]),
  fills: ({ action }) => changes(action),
  switches: [],
  variables: [],
  locations: ["npm_config_store_dir", "PNPM_HOME"],
  locationOptions: ["--store-dir"],
  directories: ["~/.local/share/pnpm/store", "~/.local/share/pnpm", "/pnpm/store"],
  cleans: ({ manager }) => manager === "pnpm",
  isPerCall: false,
};

/** Packages as gem and bundler downloaded them. Source: RubyGems and Bundler documentation. */
export const gemCache: PackageCache = {
  managers: new Set(["gem", "bundle"]),
  fills: ({ action }) => changes(action),
  switches: [],
  variables: ["BUNDLE_NO_CACHE"],
  locations: [],
  directories: [
    "/usr/local/bundle/cache",
    "~/.gem",
    "~/.bundle/cache",
    "${GEM_HOME}/cache",
    "${BUNDLE_PATH}/cache",
    "${BUNDLE_PATH}/ruby/*/cache",
    "$(…)/cache",
    "/usr/local/bundle/ruby/*/cache",
    "/usr/local/lib/ruby/gems/*/cache",
    "vendor/bundle/ruby/*/cache",
  ],
  cleans: () => false,
  isPerCall: false,
};

/** Downloads of composer. Source: Composer documentation, "COMPOSER_CACHE_DIR" and "clear-cache". */
export const composerCache: PackageCache = {
  managers: new Set(["composer"]),
  fills: ({ action }) => changes(action),
  switches: ["--no-cache"],
  variables: [],
  locations: ["COMPOSER_CACHE_DIR"],
  directories: ["~/.composer/cache", "~/.composer", "~/.cache/composer", "/tmp/cache"],
  cleans: ({ manager }) => manager === "composer",
  isPerCall: true,
};

/** The index and the sources of cargo. Source: The Cargo Book, "Cargo Home". */
export const cargoRegistry: PackageCache = {
  managers: new Set(["cargo"]),
  fills: ({ action, subcommand }) => action === "install" || action === "download" || isBuild(subcommand?.text),
  switches: [],
  variables: [],
  locations: ["CARGO_HOME"],
  directories: ["/usr/local/cargo/registry", "~/.cargo/registry", "${CARGO_HOME}/registry"],
  cleans: () => false,
  isPerCall: false,
};

/** Modules and build results of go. Source: go command, "go help cache" and "Module cache". */
export const goCache: PackageCache = {
  managers: new Set(["go"]),
  fills: ({ action, subcommand }) => action === "install" || action === "download" || isBuild(subcommand?.text),
  switches: [],
  variables: [],
  locations: ["GOMODCACHE"],
  directories: ["/go/pkg/mod", "~/go/pkg/mod", "${GOPATH}/pkg/mod"],
  cleans: (call) => call.manager === "go" && hasOption(call, "-modcache"),
  isPerCall: false,
};

const condaManagers: ReadonlySet<string> = new Set(["conda", "mamba", "micromamba"]);

/** Packages and archives of conda and its kin. Source: conda documentation, "conda clean". */
export const condaPackages: PackageCache = {
  managers: condaManagers,
  fills: ({ action }) => changes(action),
  switches: [],
  variables: [],
  locations: ["CONDA_PKGS_DIRS"],
  directories: [
    "/opt/conda/pkgs",
    "~/.conda/pkgs",
    "~/miniconda3/pkgs",
    "/opt/miniconda3/pkgs",
    "/root/micromamba/pkgs",
  ],
  cleans: (call) =>
    condaManagers.has(call.manager) && hasOption(call, "-a", "--all", "-p", "--packages", "-t", "--tarballs"),
  isPerCall: false,
};

function changes(action: PlacedPackageCall["action"]): boolean {
  return action === "install" || action === "upgrade";
}

function isBuild(subcommand: string | undefined): boolean {
  return subcommand === "build" || subcommand === "run" || subcommand === "test";
}

function has(located: PlacedPackageCall["located"], word: string): boolean {
  return located.call.args.some(({ text }) => text === word);
}
