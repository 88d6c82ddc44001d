import type { Requirement } from "../../model/package.ts";
import { addPackage, requirement } from "../../semantics/lockfile/reading.ts";
import { defineTextLockfile } from "./define.ts";

const packageLine = /^ {4}([^\s()]{1,300}) \(([^()]{1,200})\)/;
const needLine = /^ {6}([^\s()]{1,300})(?: \(([^()]{1,200})\))?/;

/** Reads lock files of Paket: packages of its `NUGET` sections, in every group. Source: Paket, paket.lock file. */
export const paketLock = defineTextLockfile({
  id: "lockfile/paket-lock",
  version: 1,
  paths: ["**/paket.lock"],
  packageTypes: ["nuget"],
  read(text, reading) {
    const found: { name: string; version: string; line: number; group: string; needs: Requirement[] }[] = [];
    let section = "";
    let group = "main";
    for (const [index, line] of text.split("\n").entries()) {
      if (/^\S/.test(line)) section = line.trim();
      if (section.startsWith("GROUP ")) group = section.slice("GROUP ".length).toLowerCase();
      if (section !== "NUGET") continue;
      const [, name, version] = packageLine.exec(line) ?? [];
      const [, needed, range] = needLine.exec(line) ?? [];
      if (name !== undefined && version !== undefined) found.push({ name, version, line: index + 1, group, needs: [] });
      else if (needed !== undefined) found.at(-1)?.needs.push(requirement(needed, range));
    }
    const versions = new Map(found.map(({ group: at, name, version }) => [`${at} ${name.toLowerCase()}`, version]));
    for (const { name, version, line, group: at, needs } of found) {
      const requires = needs.map((need) =>
        requirement(need.name, need.range, versions.get(`${at} ${need.name.toLowerCase()}`)),
      );
      addPackage(reading, { type: "nuget", name, version, line, requires });
    }
  },
});
