import { describe, expect, test } from "vitest";
import { analyze, type Sample, summarise } from "./fixtures/sample.ts";
import { gradleLockfile } from "./gradle-lockfile.ts";
import { gradleVerification } from "./gradle-verification.ts";
import { gradleVersionCatalog } from "./gradle-version-catalog.ts";
import { mavenProject } from "./maven-project.ts";
import { nugetAssets } from "./nuget-assets.ts";
import { nugetPackagesConfig } from "./nuget-packages-config.ts";
import { nugetPackagesLock } from "./nuget-packages-lock.ts";
import { nugetProject } from "./nuget-project.ts";
import { paketLock } from "./paket-lock.ts";
import { sbtLock } from "./sbt-lock.ts";

// Expected values: counted by hand in the sample; the samples have the form that the format's documentation shows.
const samples: readonly Sample[] = [
  {
    name: "gradle.lockfile",
    analyzer: gradleLockfile,
    path: "gradle.lockfile",
    text: `# This is a Gradle generated file for dependency locking.
com.google.guava:guava:33.0.0-jre=compileClasspath,runtimeClasspath
junit:junit:4.13.2=testCompileClasspath,testRuntimeClasspath
empty=annotationProcessor
broken
`,
    packages: ["2 maven com.google.guava/guava@33.0.0-jre", "3 maven junit/junit@4.13.2 dev"],
    codes: ["lockfile/syntax"],
  },
  {
    name: "verification metadata",
    analyzer: gradleVerification,
    path: "gradle/verification-metadata.xml",
    text: `<?xml version="1.0" encoding="UTF-8"?>
<verification-metadata xmlns="https://schema.gradle.org/dependency-verification">
   <components>
      <component group="org.apache" name="a" version="1.0">
         <artifact name="a-1.0.jar"><sha256 value="aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" origin="Generated"/></artifact>
      </component>
   </components>
</verification-metadata>
`,
    packages: ["4 maven org.apache/a@1.0"],
  },
  {
    name: "version catalogue",
    analyzer: gradleVersionCatalog,
    path: "gradle/libs.versions.toml",
    text: `[versions]
groovy = "3.0.5"
checkstyle = { strictly = "8.37" }
open = "[1.0, 2.0["

[libraries]
groovy-core = { module = "org.codehaus.groovy:groovy", version.ref = "groovy" }
style = { group = "com.puppycrawl", name = "checkstyle", version.ref = "checkstyle" }
short = "com.mycompany:alib:1.4"
range = { module = "a:b", version.ref = "open" }
managed = { module = "a:c" }
`,
    packages: [
      "7 maven org.codehaus.groovy/groovy@3.0.5 direct",
      "8 maven com.puppycrawl/checkstyle@8.37 direct",
      "9 maven com.mycompany/alib@1.4 direct",
    ],
    codes: ["lockfile/version-not-exact"],
  },
  {
    name: "sbt",
    analyzer: sbtLock,
    path: "build.sbt.lock",
    text: `{ "lockVersion": 1, "dependencies": [
    { "org": "org.typelevel", "name": "cats-core_2.13", "version": "2.10.0", "configurations": ["compile", "test"] },
    { "org": "org.scalatest", "name": "scalatest_2.13", "version": "3.2.17", "configurations": ["test"] } ] }
`,
    packages: ["2 maven org.typelevel/cats-core_2.13@2.10.0", "3 maven org.scalatest/scalatest_2.13@3.2.17 dev"],
  },
  {
    name: "pom.xml: properties, management, parent",
    analyzer: mavenProject,
    path: "pom.xml",
    text: `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent><groupId>com.example</groupId><artifactId>parent</artifactId><version>2.0</version></parent>
  <artifactId>demo</artifactId>
  <properties><guava.version>33.0.0-jre</guava.version></properties>
  <dependencyManagement><dependencies>
    <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4.13.2</version><scope>test</scope></dependency>
  </dependencies></dependencyManagement>
  <dependencies>
    <dependency><groupId>com.google.guava</groupId><artifactId>guava</artifactId><version>\${guava.version}</version></dependency>
    <dependency><groupId>junit</groupId><artifactId>junit</artifactId></dependency>
    <dependency><groupId>\${project.groupId}</groupId><artifactId>api</artifactId><version>\${project.version}</version></dependency>
    <dependency><groupId>org.x</groupId><artifactId>from-parent</artifactId></dependency>
    <dependency><groupId>org.x</groupId><artifactId>range</artifactId><version>[1,2)</version></dependency>
  </dependencies>
</project>
`,
    packages: [
      "9 maven com.google.guava/guava@33.0.0-jre direct",
      "10 maven junit/junit@4.13.2 direct dev",
      "11 maven com.example/api@2.0 direct",
    ],
    codes: ["lockfile/version-not-exact", "lockfile/version-not-exact", "lockfile/direct-only"],
  },
  {
    name: "packages.lock.json",
    analyzer: nugetPackagesLock,
    path: "packages.lock.json",
    text: `{ "version": 1, "dependencies": { "net8.0": {
    "Newtonsoft.Json": { "type": "Direct", "requested": "[13.0.3, )", "resolved": "13.0.3", "contentHash": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==" },
    "System.X": { "type": "Transitive", "resolved": "4.3.0" },
    "own": { "type": "Project" } } } }
`,
    packages: ["2 nuget Newtonsoft.Json@13.0.3 direct", "3 nuget System.X@4.3.0"],
  },
  {
    name: "project.assets.json",
    analyzer: nugetAssets,
    path: "obj/project.assets.json",
    text: `{ "version": 3,
  "targets": { "net8.0": { "A/1.0.0": { "type": "package", "dependencies": { "b": "2.0.0" } } } },
  "libraries": {
    "A/1.0.0": { "type": "package" },
    "B/2.0.0": { "type": "package" },
    "own/1.0.0": { "type": "project" } },
  "project": { "frameworks": { "net8.0": { "dependencies": { "A": { "version": "[1.0.0, )" } } } } } }
`,
    packages: ["4 nuget A@1.0.0 direct", "5 nuget B@2.0.0"],
  },
  {
    name: "packages.config",
    analyzer: nugetPackagesConfig,
    path: "packages.config",
    text: `<?xml version="1.0" encoding="utf-8"?>
<packages>
  <package id="jQuery" version="3.1.1" targetFramework="net46" />
  <package id="Analyzers" version="1.0" developmentDependency="true" />
  <package id="broken" />
</packages>
`,
    packages: ["3 nuget jQuery@3.1.1", "4 nuget Analyzers@1.0 dev"],
    codes: ["lockfile/incomplete-package"],
  },
  {
    name: "csproj",
    analyzer: nugetProject,
    path: "src/app.csproj",
    text: `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><SerilogVersion>3.1.1</SerilogVersion></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Serilog" Version="$(SerilogVersion)" />
    <PackageReference Include="Dapper"><Version>[2.1.0]</Version></PackageReference>
    <PackageReference Include="Floating" Version="1.*" />
    <PackageReference Include="Central" />
    <PackageReference Include="Tool" Version="1.0.0" PrivateAssets="all" />
  </ItemGroup>
</Project>
`,
    packages: ["4 nuget Serilog@3.1.1 direct", "5 nuget Dapper@2.1.0 direct", "8 nuget Tool@1.0.0 direct dev"],
    codes: ["lockfile/version-not-exact", "lockfile/version-elsewhere"],
  },
  {
    name: "Paket",
    analyzer: paketLock,
    path: "paket.lock",
    text: `RESTRICTION: == net6.0
NUGET
  remote: https://api.nuget.org/v3/index.json
    FSharp.Core (6.0.5)
    Argu (6.1.1)
      FSharp.Core (>= 4.3.2)
GITHUB
  remote: o/r
    file.fs (0123456)
`,
    packages: ["4 nuget FSharp.Core@6.0.5", "5 nuget Argu@6.1.1"],
  },
];

describe("lock files of the JVM and .NET", () => {
  test.each(samples)("$name", (sample) => {
    const result = analyze(sample);

    expect(summarise(result)).toEqual(sample.packages);
    expect(result.diagnostics?.map(({ code }) => code)).toEqual(sample.codes ?? []);
  });

  test.each(samples)("$name: CRLF and a byte order mark change nothing", (sample) => {
    const text = `\uFEFF${sample.text.replaceAll("\n", "\r\n")}`;

    expect(summarise(analyze({ ...sample, text }))).toEqual(sample.packages);
  });
});
