import { addPackage, addSyntaxProblems } from "../../semantics/lockfile/reading.ts";
import { defineTextLockfile } from "./define.ts";

const linePattern = /^([^:\s=]{1,300}):([^:\s=]{1,300}):([^:\s=]{1,200})(?:=(.{0,4000}))?$/;
/** Configurations that lead into what is shipped. */
const shipped = /^(?:.*[cC]ompileClasspath|.*[rR]untimeClasspath|compile|runtime|default|api|implementation)$/;

/**
 * Reads lock files of Gradle: one file for a project, or one for each configuration below `gradle/dependency-locks`.
 * Source: Gradle manual, Locking Versions.
 */
export const gradleLockfile = defineTextLockfile({
  id: "lockfile/gradle-lockfile",
  version: 1,
  paths: ["**/gradle.lockfile", "**/buildscript-gradle.lockfile", "**/gradle/dependency-locks/*.lockfile"],
  packageTypes: ["maven"],
  read(text, reading) {
    const isBuildScript = reading.path.endsWith("buildscript-gradle.lockfile");
    for (const [index, raw] of text.split("\n").entries()) {
      const line = raw.trim();
      if (line === "" || line.startsWith("#") || line.startsWith("empty=")) continue;
      const [, namespace, name, version, configurations] = linePattern.exec(line) ?? [];
      if (name === undefined) {
        const expected = { en: "group:artifact:version=configurations", ja: "group:artifact:version=configurations" };
        addSyntaxProblems(reading, [{ line: index + 1, expected, got: line.slice(0, 60) }]);
        continue;
      }
      const isDevelopment = isBuildScript || isForDevelopment(configurations);
      addPackage(reading, { type: "maven", namespace, name, version, line: index + 1, isDevelopment });
    }
  },
});

function isForDevelopment(configurations: string | undefined): boolean {
  if (configurations === undefined || configurations === "") return false;
  return !configurations.split(",").some((name) => shipped.test(name) && !/^(?:test|androidTest)/.test(name));
}
