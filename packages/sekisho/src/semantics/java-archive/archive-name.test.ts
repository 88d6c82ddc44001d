import { expect, test } from "vitest";
import { isArchiveName, isDocumentation, parseArchiveName } from "./archive-name.ts";

// Names of archives of Maven Central, with the artifact and the version that they have there.
test.each([
  { path: "lib/spring-core-5.3.20.jar", artifact: "spring-core", version: "5.3.20" },
  { path: "guava-31.1-jre.jar", artifact: "guava", version: "31.1-jre" },
  { path: "hibernate-core-5.6.9.Final.jar", artifact: "hibernate-core", version: "5.6.9.Final" },
  { path: "log4j-1.2-api-2.17.1.jar", artifact: "log4j-1.2-api", version: "2.17.1" },
  { path: "kafka_2.13-3.1.0.jar", artifact: "kafka_2.13", version: "3.1.0" },
  { path: "bcprov-jdk15on-1.70.jar", artifact: "bcprov-jdk15on", version: "1.70" },
  { path: "a-1.0-SNAPSHOT.jar", artifact: "a", version: "1.0-SNAPSHOT" },
  { path: "a-1.0-rc-1.jar", artifact: "a", version: "1.0-rc-1" },
  { path: "app.jar", artifact: "app", version: undefined },
  { path: "tomcat-juli.war", artifact: "tomcat-juli", version: undefined },
])("$path", ({ path, artifact, version }) => {
  const name = parseArchiveName(path);

  expect(name.artifact).toBe(artifact);
  expect(name.version).toBe(version);
});

test("what is too long for a name is not taken apart", () => {
  const base = "a-1-".repeat(5_000);

  expect(parseArchiveName(`${base}.jar`)).toEqual({ base, artifact: base });
});

test("archives by their endings", () => {
  expect(["a.jar", "b/a.WAR", "a.hpi"].every(isArchiveName)).toBe(true);
  expect(["a.zip", "jar", "a.jar.txt"].some(isArchiveName)).toBe(false);
  expect(isDocumentation("a-1.0-sources.jar")).toBe(true);
  expect(isDocumentation("sources-1.0.jar")).toBe(false);
});
