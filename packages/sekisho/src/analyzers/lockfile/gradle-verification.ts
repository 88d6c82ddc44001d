import { childrenOf, findChild } from "../../formats/xml/parse-xml.ts";
import { hashOf } from "../../semantics/lockfile/integrity.ts";
import { addPackage } from "../../semantics/lockfile/reading.ts";
import { defineXmlLockfile } from "./define.ts";

const algorithms = ["sha512", "sha256", "sha1", "md5"];

/**
 * Reads the components whose archives Gradle checks. A component may stand there for a build that no longer uses it,
 * so it is `likely`. Source: Gradle manual, Verifying dependencies.
 */
export const gradleVerification = defineXmlLockfile({
  id: "lockfile/gradle-verification",
  version: 1,
  paths: ["**/gradle/verification-metadata.xml"],
  packageTypes: ["maven"],
  read(root, reading) {
    for (const component of childrenOf(findChild(root, "components"), "component")) {
      const name = component.attributes.get("name");
      const version = component.attributes.get("version");
      const archives = childrenOf(component, "artifact");
      const archive = archives.find(
        (artifact) => artifact.attributes.get("name") === `${name ?? ""}-${version ?? ""}.jar`,
      );
      addPackage(reading, {
        type: "maven",
        namespace: component.attributes.get("group"),
        name,
        version,
        line: component.line,
        confidence: "likely",
        hashes: algorithms.flatMap((algorithm) =>
          childrenOf(archive, algorithm).flatMap((checksum) => hashOf(algorithm, checksum.attributes.get("value"))),
        ),
      });
    }
  },
});
