import { expect, test } from "vitest";
import { javaRuntime } from "./java-runtime.ts";

// The first two are lines of files that Debian's OpenJDK 17 and Temurin 8 bring.
test.each([
  {
    name: "runtime version",
    text: 'IMPLEMENTOR="Debian"\nJAVA_RUNTIME_VERSION="17.0.15+6-Debian-1deb12u1"\nJAVA_VERSION="17.0.15"\n',
    packages: [{ type: "generic", name: "openjdk", version: "17.0.15+6-Debian-1deb12u1", vendor: "Debian" }],
  },
  {
    name: "version alone",
    text: 'JAVA_VERSION="1.8.0_412"\nOS_NAME="Linux"\n',
    packages: [{ type: "generic", name: "openjdk", version: "1.8.0_412" }],
  },
  { name: "a release file of something else", text: "Debian 12\n", packages: undefined },
  { name: "empty version", text: 'JAVA_VERSION=""\n', packages: undefined },
  { name: "hostile version", text: 'JAVA_VERSION="1\\u001b[2J"\n', packages: undefined },
])("$name", ({ text, packages }) => {
  const bytes = Buffer.from(text);

  const found = javaRuntime.analyze({ path: "opt/java/release", mode: 0o644, userId: 0, size: bytes.length, bytes });
  expect(found.packages).toEqual(packages);
});
