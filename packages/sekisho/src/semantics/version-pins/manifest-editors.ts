import type { PackageType } from "../../model/package.ts";
import { editComposerJson, editPackageJson } from "./json-manifest.ts";
import { editCargoToml, editGemfile, editGoMod, editRequirements } from "./line-pins.ts";
import { editPom } from "./pom-pins.ts";
import type { PinEditor } from "./wanted-version.ts";

/** A kind of file in which a project names its dependencies, and how it is edited. */
export interface ManifestKind {
  readonly type: PackageType;
  readonly edit: PinEditor;
}

const byName: ReadonlyMap<string, ManifestKind> = new Map<string, ManifestKind>([
  ["Cargo.toml", { type: "cargo", edit: editCargoToml }],
  ["Gemfile", { type: "gem", edit: editGemfile }],
  ["composer.json", { type: "composer", edit: editComposerJson }],
  ["go.mod", { type: "golang", edit: editGoMod }],
  ["package.json", { type: "npm", edit: editPackageJson }],
  ["pom.xml", { type: "maven", edit: editPom }],
]);

const requirements: ManifestKind = { type: "pypi", edit: editRequirements };

/** Names of requirement files: `requirements.txt`, `requirements-dev.txt`, `dev-requirements.txt`, `constraints.txt`. */
const requirementNames = /^(?:[\w.-]{0,80}[-_.])?(?:requirements|constraints)(?:[-_.][\w.-]{0,80})?\.txt$/;

/** Finds out by its name which kind of manifest a file is. */
export function findManifestKind(fileName: string): ManifestKind | undefined {
  return byName.get(fileName) ?? (requirementNames.test(fileName) ? requirements : undefined);
}
