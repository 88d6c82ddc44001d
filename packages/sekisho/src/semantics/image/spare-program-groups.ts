import type { Text } from "../../model/text.ts";
import { nameOf, placeOf } from "./image-files.ts";
import type { SpareProgram } from "./installed-programs.ts";

/** Programs that one package brings, for one finding: whoever removes the package removes them all. */
export interface SpareProgramGroup {
  /** `package:curl`, or `program:curl` for one that no package brings. */
  readonly subject: string;
  /** The beginning of a sentence: that the package brings the programs, or that the image has this one. */
  readonly brings: Text;
  readonly names: readonly string[];
  readonly evidence: readonly [SpareProgramPlace, ...SpareProgramPlace[]];
}

/** Where one of the programs lies. */
export interface SpareProgramPlace {
  readonly path: string;
  readonly layer: number;
}

/** Puts the programs of each package together, in the order in which they were found. */
export function groupByPackage(programs: readonly SpareProgram[]): readonly SpareProgramGroup[] {
  const byPackage = Map.groupBy(programs, (program) => program.package ?? `/${program.file.path}`);
  return [...byPackage].flatMap(([source, [first, ...others]]) => {
    if (first === undefined) return [];
    const subject = first.package === undefined ? `program:${nameOf(first.file.path)}` : `package:${first.package}`;
    const names = [first, ...others].map(({ name }) => name);
    return [
      {
        subject,
        brings: first.package === undefined ? hasFile(source) : bringsPrograms(source, names),
        names,
        evidence: [placeOf(first.file), ...others.map(({ file }) => placeOf(file))],
      },
    ];
  });
}

function bringsPrograms(owner: string, names: readonly string[]): Text {
  return {
    en: `The package ${owner} brings ${names.join(", ")}`,
    ja: `パッケージ ${owner} により ${names.join("、")} が含まれています`,
  };
}

function hasFile(path: string): Text {
  return { en: `The image has ${path}`, ja: `${path} が含まれています` };
}
