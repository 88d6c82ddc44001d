import { readMavenProject } from "../../semantics/lockfile/maven-project.ts";
import { defineXmlLockfile } from "./define.ts";

/**
 * Reads the dependencies that a Maven project names itself, with versions that stand in this file: written, by
 * property, or by `dependencyManagement`. What a parent or an imported BOM decides is a diagnostic, never a guess.
 * Source: Maven, POM Reference.
 */
export const mavenProject = defineXmlLockfile({
  id: "lockfile/maven-project",
  version: 1,
  paths: ["**/pom.xml"],
  packageTypes: ["maven"],
  read: readMavenProject,
});
