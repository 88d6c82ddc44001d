import { parseControl } from "../../formats/dpkg/parse-control.ts";

const fields: ReadonlySet<string> = new Set(["format", "format-specification", "license"]);
/** As many licences as a document names at most; a browser's has about 60. */
const maxLicenses = 200;

/**
 * Gives the licences that a Debian `copyright` file names: the short names of a machine-readable one (DEP-5), else what
 * phrases of licences and references to `/usr/share/common-licenses` in free text say. Sorted, each once.
 */
export function readCopyright(path: string, text: string): readonly string[] {
  const names = isMachineReadable(text) ? readShortNames(path, text) : readProse(text);
  return [...new Set(names)].toSorted().slice(0, maxLicenses);
}

function isMachineReadable(text: string): boolean {
  return /^\s*(?:#[^\n]*\n)*\s*Format(?:-Specification)?:/i.test(text.slice(0, 1024));
}

/** The first line of a License field is the short name; the text of the licence follows. */
function readShortNames(path: string, text: string): readonly string[] {
  return parseControl(path, text, fields).records.flatMap((record) => {
    const value = record.fields.get("license")?.value ?? "";
    const name = value.split("\n", 1).join("").trim();
    return name === "" || name.length > 300 ? [] : [name];
  });
}

/** Phrases that belong to one licence alone. Source: the licences themselves, as the SPDX License List quotes them. */
const phrases: readonly (readonly [phrase: RegExp, license: string])[] = [
  [/Permission is hereby granted, free of charge, to any person obtaining a copy/i, "MIT"],
  [
    /Permission to use, copy, modify, and(?:\/or)? distribute this software for any purpose with or without fee/i,
    "ISC",
  ],
  [/Apache License,? Version 2\.0/i, "Apache-2.0"],
  [/Mozilla Public License,? (?:Version |v\. ?)?2\.0/i, "MPL-2.0"],
  [/Mozilla Public License,? (?:Version |v\. ?)?1\.1/i, "MPL-1.1"],
  [/Boost Software License - Version 1\.0/i, "BSL-1.0"],
  [/Eclipse Public License - v 1\.0/i, "EPL-1.0"],
  [/Eclipse Public License - v 2\.0/i, "EPL-2.0"],
  [/Altered source versions must be plainly marked as such/i, "Zlib"],
  [/PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2/i, "PSF-2.0"],
];

const commonLicense = /\/usr\/share\/common-licenses\/([A-Za-z]+(?:-\d+(?:\.\d+)?)?)/g;

function readProse(text: string): readonly string[] {
  const words = text.slice(0, maxProseLength).replaceAll(/[\s#*]+/g, " ");
  const found = phrases.filter(([phrase]) => phrase.test(words)).map(([, license]) => license);
  found.push(...readBsd(words));
  for (const reference of words.matchAll(commonLicense)) {
    const license = readReference(
      reference[1] ?? "",
      words.slice(Math.max(reference.index - window, 0), reference.index),
    );
    if (license !== undefined) found.push(license);
  }
  return found;
}

/** Behind this much free text nothing new is said. */
const maxProseLength = 512 * 1024;
/** How far in front of a reference the terms stand that it completes. */
const window = 1500;

function readBsd(words: string): readonly string[] {
  if (!/Redistribution and use in source and binary forms/i.test(words)) return [];
  if (/All advertising materials mentioning features/i.test(words)) return ["BSD-4-Clause"];
  return [/(?:endorse or promote|Neither the names? of)/i.test(words) ? "BSD-3-Clause" : "BSD-2-Clause"];
}

/** Licences of `/usr/share/common-licenses` that are not of GNU. Source: package base-files of Debian 12. */
const otherCommonLicenses: Readonly<Record<string, string>> = {
  "Apache-2.0": "Apache-2.0",
  Artistic: "Artistic-1.0-Perl",
  BSD: "BSD-3-Clause",
  "CC0-1.0": "CC0-1.0",
  "MPL-1.1": "MPL-1.1",
  "MPL-2.0": "MPL-2.0",
};

function readReference(name: string, before: string): string | undefined {
  if (Object.hasOwn(otherCommonLicenses, name)) return otherCommonLicenses[name];
  const [, family, version] = /^(GPL|LGPL|GFDL)(?:-([\d.]+))?$/.exec(name) ?? [];
  if (family === undefined) return undefined;
  const isOrLater = /(?:any|or) later version|or later|or newer/i.test(before);
  const stated = lastMatch(/version (\d(?:\.\d)?)\b/gi, before) ?? version;
  // A reference without a version goes to the newest text: the terms in front of it say which one is meant.
  if (stated === undefined) return undefined;
  return `${family}-${stated}${isOrLater ? "+" : ""}`;
}

function lastMatch(pattern: RegExp, text: string): string | undefined {
  return [...text.matchAll(pattern)].at(-1)?.[1];
}
