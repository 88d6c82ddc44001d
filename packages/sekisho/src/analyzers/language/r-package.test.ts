import { expect, test } from "vitest";
import { rPackage } from "./r-package.ts";

const description = `Package: dplyr
Version: 1.1.4
License: MIT + file
  LICENSE
Depends: R (>= 3.5.0)
Imports: cli (>= 3.4.0), generics,
    glue (>= 1.3.2)
LinkingTo: cpp11
Suggests: knitr
Built: R 4.3.2; x86_64-pc-linux-gnu; 2024-01-01; unix
`;

test.each([
  {
    name: "installed",
    text: description,
    packages: [
      {
        type: "cran",
        name: "dplyr",
        version: "1.1.4",
        licenses: ["MIT + file LICENSE"],
        requires: [
          { name: "cli", range: ">= 3.4.0" },
          { name: "generics" },
          { name: "glue", range: ">= 1.3.2" },
          { name: "cpp11" },
        ],
      },
    ],
  },
  { name: "sources that were never built", text: description.replace(/Built:.*/, ""), packages: undefined },
  { name: "no version", text: description.replace(/Version:.*/, ""), packages: undefined },
  { name: "hostile name", text: description.replace("dplyr", "d\u001B[2J"), packages: undefined },
])("$name", ({ text, packages }) => {
  const bytes = Buffer.from(text);

  const path = "usr/local/lib/R/site-library/dplyr/DESCRIPTION";
  expect(rPackage.analyze({ path, mode: 0o644, userId: 0, size: bytes.length, bytes }).packages).toEqual(packages);
});
