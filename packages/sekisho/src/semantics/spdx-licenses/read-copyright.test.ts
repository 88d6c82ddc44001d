import fc from "fast-check";
import { expect, test } from "vitest";
import { readCopyright } from "./read-copyright.ts";

const gplTerms =
  "This program is free software; you can redistribute it and/or modify it under the terms of the GNU General Public\n" +
  "License as published by the Free Software Foundation; either version 2 of the License, or (at your option) any later\n" +
  "version.\n\nOn Debian systems, see `/usr/share/common-licenses/GPL-2'.";

test.each([
  {
    name: "machine-readable",
    text: "Format: x\n\nFiles: *\nLicense: Apache-2.0\n\nLicense: GPL-2+\n text\n",
    licenses: ["Apache-2.0", "GPL-2+"],
  },
  { name: "reference to version 2 or later", text: gplTerms, licenses: ["GPL-2+"] },
  { name: "reference to one version", text: "See /usr/share/common-licenses/GPL-3.", licenses: ["GPL-3"] },
  { name: "reference without a version", text: "See /usr/share/common-licenses/GPL.", licenses: [] },
  {
    name: "MIT",
    text: "Permission is hereby granted, free of charge, to any\n * person obtaining a copy",
    licenses: ["MIT"],
  },
  {
    name: "three clauses",
    text: "Redistribution and use in source and binary forms ... Neither the name of",
    licenses: ["BSD-3-Clause"],
  },
  { name: "two clauses", text: "Redistribution and use in source and binary forms", licenses: ["BSD-2-Clause"] },
  {
    name: "four clauses",
    text: "Redistribution and use in source and binary forms. All advertising materials mentioning features",
    licenses: ["BSD-4-Clause"],
  },
  { name: "nothing", text: "", licenses: [] },
])("$name", ({ text, licenses }) => {
  expect(readCopyright("usr/share/doc/a/copyright", text)).toEqual(licenses);
});

test("never throws", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => readCopyright("c", `Format: x\n${text}`)).not.toThrow();
      expect(() => readCopyright("c", text)).not.toThrow();
    }),
  );
});
