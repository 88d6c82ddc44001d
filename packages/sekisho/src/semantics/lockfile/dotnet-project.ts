import { childrenOf, findChildText, type XmlElement } from "../../formats/xml/parse-xml.ts";
import { addPackage, addUnresolved, addWarning, type LockfileReading } from "./reading.ts";

const names = ["PackageReference", "PackageVersion", "GlobalPackageReference"];

/** Reads the packages of a project file of .NET, as far as their versions stand in this file. */
export function readDotnetProject(root: XmlElement, reading: LockfileReading): void {
  const properties = readProperties(root);
  const elements = childrenOf(root, "ItemGroup")
    .flatMap((group) => group.children)
    .filter(({ name }) => names.includes(name));
  let withoutVersion = 0;
  for (const element of elements) {
    const name = element.attributes.get("Include");
    const written = versionOf(element);
    if (name === undefined) continue;
    if (written === undefined) {
      withoutVersion += 1;
      continue;
    }
    const range = resolveProperties(written, properties);
    const version = exactVersion(range);
    if (version === undefined) addUnresolved(reading, name, range, element.line);
    else {
      const isDevelopment = propertyOf(element, "PrivateAssets")?.toLowerCase() === "all";
      addPackage(reading, {
        type: "nuget",
        name,
        version,
        line: element.line,
        confidence: "likely",
        isDirect: true,
        isDevelopment,
      });
    }
  }
  if (withoutVersion > 0) addCentral(reading, withoutVersion);
}

function addCentral(reading: LockfileReading, count: number): void {
  addWarning(reading, "lockfile/version-elsewhere", undefined, {
    en: `${count} package references have no version here; Directory.Packages.props of the tree, when there is one, lists it. A packages.lock.json gives exact versions.`,
    ja: `バージョンの記載がないパッケージ参照が ${count} 件あります。ツリーに Directory.Packages.props があれば、そちらのバージョンを一覧に含めます。正確なバージョンは packages.lock.json で確認できます。`,
  });
}

function versionOf(element: XmlElement): string | undefined {
  return propertyOf(element, "VersionOverride") ?? propertyOf(element, "Version");
}

/** A property of an item is an attribute or an element. */
function propertyOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.get(name) ?? findChildText(element, name);
}

/** Later definitions win; conditions are not judged. */
function readProperties(root: XmlElement): ReadonlyMap<string, string> {
  const groups = childrenOf(root, "PropertyGroup");
  return new Map(
    groups.flatMap((group) => group.children.map(({ name, text }) => [name.toLowerCase(), text] as const)),
  );
}

function resolveProperties(text: string, properties: ReadonlyMap<string, string>): string {
  let resolved = text.trim();
  for (let round = 0; round < 10 && resolved.includes("$(") && resolved.length < 1000; round += 1) {
    resolved = resolved.replaceAll(
      /\$\(([\w.]{1,200})\)/g,
      (whole, name: string) => properties.get(name.toLowerCase()) ?? whole,
    );
  }
  return resolved;
}

/** `1.2.3` and `[1.2.3]`; no range, no `*`, no property that is set elsewhere. */
function exactVersion(range: string): string | undefined {
  return /^\[?\s*(\d[\w.+-]{0,100})\s*\]?$/.exec(range)?.[1];
}
