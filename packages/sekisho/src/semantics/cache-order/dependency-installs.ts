import type { CommandCall } from "../commands/calls.ts";
import { hasOption, type PackageManagerCall, packageCallOf } from "../commands/package-managers.ts";

/** A call that installs what a project's manifest lists. */
export interface DependencyInstall {
  /** Calls of one ecosystem install the same things. */
  readonly ecosystem: string;
  /** How people name the call: `npm ci`. */
  readonly title: string;
  /** The files that the call needs, as COPY takes them; `undefined` where it needs the sources, too. */
  readonly manifests: readonly string[] | undefined;
}

/** Understands a call that installs the dependencies of a project; `undefined` for every other call. */
export function dependencyInstallOf(call: CommandCall): DependencyInstall | undefined {
  const found = packageCallOf(call);
  if (found !== undefined) return managedInstall(found);
  const [first] = call.args;
  if (call.name === "dotnet" && first?.text === "restore") {
    return { ecosystem: "nuget", title: "dotnet restore", manifests: undefined };
  }
  const goal = call.args.find(({ text }) => /^dependency:(?:go-offline|resolve)/.test(text));
  if ((call.name === "mvn" || call.name === "mvnw") && goal !== undefined) {
    const manifests = call.name === "mvn" ? ["pom.xml"] : undefined;
    return { ecosystem: "maven", title: `${call.name} ${goal.text}`, manifests };
  }
  return undefined;
}

const nodeManifests: Readonly<Record<string, readonly string[]>> = {
  npm: ["package*.json"],
  yarn: ["package.json", "yarn.lock*"],
  pnpm: ["package.json", "pnpm-lock.yaml*"],
  bun: ["package.json", "bun.lock*"],
};

function managedInstall(call: PackageManagerCall): DependencyInstall | undefined {
  const { manager, action, subcommand, packages, isGlobal } = call;
  const title = subcommand === undefined ? manager : `${manager} ${subcommand.text}`;
  if (manager === "go") {
    if (action !== "download") return undefined;
    return { ecosystem: "go", title: "go mod download", manifests: ["go.mod", "go.sum*"] };
  }
  if (action !== "install") return undefined;
  const node = nodeManifests[manager];
  if (node !== undefined) {
    return isGlobal || packages.length > 0 ? undefined : { ecosystem: "node", title, manifests: node };
  }
  if (manager === "pip") return requirementsInstall(call);
  if (packages.length > 0) return undefined;
  return projectInstall(call, title);
}

/** `pip install -r FILE`; with a package of the project itself it needs the sources. */
function requirementsInstall(call: PackageManagerCall): DependencyInstall | undefined {
  const files = call.options.flatMap(({ name, value }) =>
    (name === "-r" || name === "--requirement") && value !== undefined ? [value] : [],
  );
  if (files.length === 0) return undefined;
  const isPlain = call.packages.length === files.length && files.every((file) => /^\w[\w.-]*$/.test(file));
  return { ecosystem: "python", title: "pip install -r", manifests: isPlain ? files : undefined };
}

function projectInstall(call: PackageManagerCall, title: string): DependencyInstall | undefined {
  switch (call.manager) {
    case "bundle":
      return { ecosystem: "ruby", title, manifests: ["Gemfile", "Gemfile.lock*"] };
    case "composer": {
      const needsManifestsOnly = hasOption(call, "--no-autoloader") && hasOption(call, "--no-scripts");
      return {
        ecosystem: "php",
        title,
        manifests: needsManifestsOnly ? ["composer.json", "composer.lock*"] : undefined,
      };
    }
    case "poetry": {
      const manifests = hasOption(call, "--no-root") ? ["pyproject.toml", "poetry.lock*"] : undefined;
      return { ecosystem: "python", title, manifests };
    }
    case "uv": {
      const manifests = hasOption(call, "--no-install-project") ? ["pyproject.toml", "uv.lock*"] : undefined;
      return call.subcommand?.text === "sync" ? { ecosystem: "python", title, manifests } : undefined;
    }
    default:
      return undefined;
  }
}
