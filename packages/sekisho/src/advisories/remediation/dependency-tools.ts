import type { PackageType } from "../../model/package.ts";
import { shellWord } from "../../model/shell-word.ts";
import type { Text } from "../../model/text.ts";

/** A package to raise, as its ecosystem names it. */
export interface RaisedPackage {
  readonly type: PackageType;
  readonly name: string;
  readonly version: string;
}

/** How one program raises packages. */
export interface DependencyTool {
  /** Raises a package that the project names itself. */
  readonly direct: (raised: RaisedPackage) => readonly string[];
  /** Raises one that another package brings. */
  readonly transitive: (raised: RaisedPackage) => readonly string[];
  /** Where the version of a package is set that another one brings. */
  readonly override: Text;
}

const npm: DependencyTool = {
  direct: ({ name, version }) => [`npm install ${shellWord(`${name}@${version}`)}`],
  transitive: ({ name, version }) => [
    `npm pkg set ${shellWord(`overrides[${name}]=${version}`)}`,
    `npm update ${shellWord(name)}`,
  ],
  override: { en: "`overrides` in package.json", ja: "package.json の `overrides`" },
};

const yarn: DependencyTool = {
  direct: ({ name, version }) => [`yarn add ${shellWord(`${name}@${version}`)}`],
  transitive: ({ name, version }) => [`npm pkg set ${shellWord(`resolutions[${name}]=${version}`)}`, "yarn install"],
  override: { en: "`resolutions` in package.json", ja: "package.json の `resolutions`" },
};

const pnpm: DependencyTool = {
  direct: ({ name, version }) => [`pnpm add ${shellWord(`${name}@${version}`)}`],
  transitive: ({ name, version }) => [
    `pnpm config set --location=project --json overrides ${shellWord(JSON.stringify({ [name]: version }))}`,
    "pnpm install",
  ],
  override: { en: "`overrides` in pnpm-workspace.yaml", ja: "pnpm-workspace.yaml の `overrides`" },
};

const bun: DependencyTool = {
  direct: ({ name, version }) => [`bun add ${shellWord(`${name}@${version}`)}`],
  transitive: ({ name, version }) => [`npm pkg set ${shellWord(`overrides[${name}]=${version}`)}`, "bun install"],
  override: npm.override,
};

const pip: DependencyTool = {
  direct: ({ name, version }) => [`pip install ${shellWord(`${name}>=${version}`)}`],
  transitive: ({ name, version }) => [
    `printf '%s\\n' ${shellWord(`${name}>=${version}`)} >> constraints.txt`,
    "pip install -r requirements.txt -c constraints.txt",
  ],
  override: { en: "a constraints file", ja: "制約ファイル（constraints.txt）" },
};

const poetry: DependencyTool = {
  direct: ({ name, version }) => [`poetry add ${shellWord(`${name}>=${version}`)}`],
  transitive: ({ name }) => [`poetry update ${shellWord(name)}`],
  override: { en: "the lock file", ja: "ロックファイル" },
};

const uv: DependencyTool = {
  direct: ({ name, version }) => [`uv add ${shellWord(`${name}>=${version}`)}`],
  transitive: ({ name, version }) => [`uv lock --upgrade-package ${shellWord(`${name}==${version}`)}`],
  override: { en: "`constraint-dependencies` under `[tool.uv]`", ja: "`[tool.uv]` の `constraint-dependencies`" },
};

const pdm: DependencyTool = {
  direct: ({ name, version }) => [`pdm add ${shellWord(`${name}>=${version}`)}`],
  transitive: ({ name }) => [`pdm update ${shellWord(name)}`],
  override: { en: "`[tool.pdm.resolution.overrides]`", ja: "`[tool.pdm.resolution.overrides]`" },
};

const pipenv: DependencyTool = {
  direct: ({ name, version }) => [`pipenv install ${shellWord(`${name}>=${version}`)}`],
  transitive: ({ name, version }) => [`pipenv upgrade ${shellWord(`${name}>=${version}`)}`],
  override: { en: "the Pipfile", ja: "Pipfile" },
};

const go: DependencyTool = {
  direct: ({ name, version }) => [`go get ${shellWord(`${name}@${goVersion(version)}`)}`, "go mod tidy"],
  transitive: ({ name, version }) => [`go get ${shellWord(`${name}@${goVersion(version)}`)}`, "go mod tidy"],
  override: { en: "a `require` line in go.mod", ja: "go.mod の `require` 行" },
};

const cargo: DependencyTool = {
  direct: ({ name, version }) => [`cargo add ${shellWord(`${name}@${version}`)}`],
  transitive: ({ name, version }) => [`cargo update -p ${shellWord(name)} --precise ${shellWord(version)}`],
  override: { en: "Cargo.lock", ja: "Cargo.lock" },
};

const bundler: DependencyTool = {
  direct: ({ name, version }) => [`bundle add ${shellWord(name)} --version ${shellWord(`>= ${version}`)}`],
  transitive: ({ name }) => [`bundle update --conservative ${shellWord(name)}`],
  override: { en: "a `gem` line in the Gemfile", ja: "Gemfile の `gem` 行" },
};

const composer: DependencyTool = {
  direct: ({ name, version }) => [`composer require ${shellWord(`${name}:^${bare(version)}`)}`],
  transitive: ({ name }) => [`composer update ${shellWord(name)} --with-all-dependencies`],
  override: { en: "`require` in composer.json", ja: "composer.json の `require`" },
};

const maven: DependencyTool = {
  direct: ({ name, version }) => [
    `mvn versions:use-dep-version -Dincludes=${shellWord(name)} -DdepVersion=${shellWord(version)} -DforceVersion=true`,
  ],
  transitive: () => [],
  override: { en: "`dependencyManagement` in pom.xml", ja: "pom.xml の `dependencyManagement`" },
};

const gradle: DependencyTool = {
  direct: () => [],
  transitive: () => [],
  override: { en: "a `constraints` block under `dependencies`", ja: "`dependencies` の `constraints` ブロック" },
};

const dotnet: DependencyTool = {
  direct: ({ name, version }) => [`dotnet add package ${shellWord(name)} --version ${shellWord(version)}`],
  transitive: ({ name, version }) => [`dotnet add package ${shellWord(name)} --version ${shellWord(version)}`],
  override: { en: "a reference of the project's own", ja: "プロジェクト自身の参照" },
};

const mix: DependencyTool = {
  direct: ({ name }) => [`mix deps.update ${shellWord(name)}`],
  transitive: ({ name }) => [`mix deps.update ${shellWord(name)}`],
  override: { en: "`override: true` in mix.exs", ja: "mix.exs の `override: true`" },
};

const dart: DependencyTool = {
  direct: ({ name, version }) => [`dart pub add ${shellWord(`${name}:^${version}`)}`],
  transitive: ({ name }) => [`dart pub upgrade ${shellWord(name)}`],
  override: { en: "`dependency_overrides` in pubspec.yaml", ja: "pubspec.yaml の `dependency_overrides`" },
};

const swift: DependencyTool = {
  direct: ({ name }) => [`swift package update ${shellWord(name.split("/").at(-1) ?? name)}`],
  transitive: ({ name }) => [`swift package update ${shellWord(name.split("/").at(-1) ?? name)}`],
  override: { en: "Package.resolved", ja: "Package.resolved" },
};

const pods: DependencyTool = {
  direct: ({ name }) => [`pod update ${shellWord(name)}`],
  transitive: ({ name }) => [`pod update ${shellWord(name)}`],
  override: { en: "the Podfile", ja: "Podfile" },
};

const conda: DependencyTool = {
  direct: ({ name, version }) => [`conda install ${shellWord(`${name}>=${version}`)}`],
  transitive: ({ name, version }) => [`conda install ${shellWord(`${name}>=${version}`)}`],
  override: { en: "the environment file", ja: "環境ファイル" },
};

/** Programs by the file that they keep. */
const byFile: ReadonlyMap<string, DependencyTool> = new Map([
  ["Pipfile.lock", pipenv],
  ["bun.lock", bun],
  ["gradle.lockfile", gradle],
  ["pdm.lock", pdm],
  ["pnpm-lock.yaml", pnpm],
  ["poetry.lock", poetry],
  ["uv.lock", uv],
  ["yarn.lock", yarn],
]);

/** Programs by the type of package, where no file tells. */
const byType: Readonly<Partial<Record<PackageType, DependencyTool>>> = {
  cargo,
  cocoapods: pods,
  composer,
  conda,
  gem: bundler,
  golang: go,
  hex: mix,
  maven,
  npm,
  nuget: dotnet,
  pub: dart,
  pypi: pip,
  swift,
};

/** Finds what raises a package: the program whose file names it; `undefined` for ecosystems without one. */
export function findDependencyTool(type: PackageType, paths: readonly string[]): DependencyTool | undefined {
  for (const path of paths) {
    const tool = byFile.get(path.slice(path.lastIndexOf("/") + 1));
    if (tool !== undefined) return tool;
  }
  return byType[type];
}

/** Go's modules have a `v` before their versions; advisories leave it out. */
export function goVersion(version: string): string {
  return /^\d/.test(version) ? `v${version}` : version;
}

function bare(version: string): string {
  return version.replace(/^v(?=\d)/, "");
}
