import { readDotnetProject } from "../../semantics/lockfile/dotnet-project.ts";
import { defineXmlLockfile } from "./define.ts";

/**
 * Reads package references of .NET projects and central version lists. NuGet takes the lowest version that all ask
 * for, so a version that is declared is `likely`. Source: NuGet, PackageReference and Central Package Management.
 */
export const nugetProject = defineXmlLockfile({
  id: "lockfile/nuget-project",
  version: 1,
  paths: ["**/*.csproj", "**/*.fsproj", "**/*.vbproj", "**/Directory.Packages.props", "**/Directory.Build.props"],
  packageTypes: ["nuget"],
  read: readDotnetProject,
});
