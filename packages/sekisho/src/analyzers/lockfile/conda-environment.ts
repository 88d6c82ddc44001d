import { type DataNode, findNode, findText, itemsOf } from "../../model/data-tree.ts";
import { readRequirements } from "../../semantics/lockfile/python-requirements.ts";
import {
  addPackage,
  addUnresolved,
  expectKind,
  type LockfileReading,
  startReading,
} from "../../semantics/lockfile/reading.ts";
import { defineYamlLockfile } from "./define.ts";

/** `channel::name=1.2.3=build`, `name==1.2.3`, `name >=1.2`. */
const spec = /^(?:([^\s:]{1,200})::)?([\w.-]{1,200})\s{0,5}(.{0,300})$/;

/**
 * Reads environments of conda. `==`, a build, and everything in a file that conda itself exported (it has a `prefix`)
 * are one version; `name=1.2` written by hand means any 1.2 and is a diagnostic. Packages below `pip:` are read as a
 * requirement file. Source: conda, Managing environments, and package match specifications.
 */
export const condaEnvironment = defineYamlLockfile({
  id: "lockfile/conda-environment",
  version: 1,
  paths: ["**/environment.yml", "**/environment.yaml"],
  packageTypes: ["conda", "pypi"],
  read(root, reading) {
    const list = expectKind(reading, findNode(root, "dependencies"), "list", "dependencies");
    const isExported = findText(root, "prefix") !== undefined;
    for (const item of itemsOf(list)) {
      const written = findText(item);
      if (written === undefined) readPip(reading, item);
      else readSpec(reading, { written, line: item.line, isExported });
    }
  },
});

function readSpec(
  reading: LockfileReading,
  { written, line, isExported }: { readonly written: string; readonly line: number; readonly isExported: boolean },
): void {
  const [, channel, name = written, range = ""] = spec.exec(written) ?? [];
  const [, operator, version, build] =
    /^(={1,2})\s{0,5}([^\s=<>!,|*]{1,100})(?:[=\s]([^\s=]{1,200}))?$/.exec(range) ?? [];
  if (version === undefined || !(operator === "==" || build !== undefined || isExported)) {
    addUnresolved(reading, name, range || "*", line);
    return;
  }
  const qualifiers = { ...(build === undefined ? {} : { build }), ...(channel === undefined ? {} : { channel }) };
  addPackage(reading, {
    type: "conda",
    name,
    version,
    line,
    qualifiers: Object.keys(qualifiers).length > 0 ? qualifiers : undefined,
  });
}

function readPip(reading: LockfileReading, item: DataNode): void {
  for (const line of itemsOf(findNode(item, "pip"))) {
    const own = startReading(reading.path);
    readRequirements(findText(line) ?? "", own);
    reading.packages.push(...own.packages.map((found) => ({ ...found, line: line.line })));
    reading.diagnostics.push(
      ...own.diagnostics.map((found) => ({ ...found, location: { path: reading.path, startLine: line.line } })),
    );
  }
}
