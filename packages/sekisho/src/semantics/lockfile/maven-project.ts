import { childrenOf, findChild, findChildText, type XmlElement } from "../../formats/xml/parse-xml.ts";
import { addPackage, addUnresolved, addWarning, type LockfileReading } from "./reading.ts";

/** Reads the dependencies of a `pom.xml`. */
export function readMavenProject(root: XmlElement, reading: LockfileReading): void {
  const properties = readProperties(root);
  const managed = new Map<string, XmlElement>();
  const management = findChild(findChild(root, "dependencyManagement"), "dependencies");
  for (const element of childrenOf(management, "dependency")) managed.set(keyOf(element, properties), element);
  const dependencies = childrenOf(findChild(root, "dependencies"), "dependency");
  for (const element of dependencies) {
    const manager = managed.get(keyOf(element, properties));
    const namespace = resolve(findChildText(element, "groupId"), properties);
    const name = resolve(findChildText(element, "artifactId"), properties);
    const range = resolve(findChildText(element, "version") ?? findChildText(manager, "version"), properties);
    const scope = findChildText(element, "scope") ?? findChildText(manager, "scope");
    const version = exactVersion(range);
    if (scope === "system" || name === undefined) continue;
    if (version === undefined) addUnresolved(reading, `${namespace ?? ""}:${name}`, range ?? "*", element.line);
    else {
      const isDevelopment = scope === "test";
      addPackage(reading, {
        type: "maven",
        namespace,
        name,
        version,
        line: element.line,
        isDirect: true,
        isDevelopment,
      });
    }
  }
  if (dependencies.length === 0) return;
  addWarning(reading, "lockfile/direct-only", undefined, {
    en: "A pom.xml names direct dependencies only; what they bring along is not listed. Scan the built archive or an SBOM made by Maven to see all.",
    ja: "pom.xml に記載されているのは直接の依存関係だけです。推移的な依存関係は一覧に含まれません。ビルドしたアーカイブ、または Maven で作成した SBOM をスキャンしてください。",
  });
}

function keyOf(element: XmlElement, properties: ReadonlyMap<string, string>): string {
  return ["groupId", "artifactId", "type", "classifier"]
    .map((part) => resolve(findChildText(element, part), properties) ?? "")
    .join(":");
}

/** Properties of the file with what Maven defines itself; group and version come from the parent when left out. */
function readProperties(root: XmlElement): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  const parent = findChild(root, "parent");
  for (const { name, text } of findChild(root, "properties")?.children ?? []) properties.set(name, text);
  for (const part of ["groupId", "artifactId", "version"]) {
    const above = findChildText(parent, part);
    const own = findChildText(root, part) ?? (part === "artifactId" ? undefined : above);
    if (above !== undefined) properties.set(`project.parent.${part}`, above);
    if (own === undefined) continue;
    properties.set(`project.${part}`, own);
    properties.set(`pom.${part}`, own);
  }
  return properties;
}

/** A property may name others; one that is not known stays as written. */
function resolve(text: string | undefined, properties: ReadonlyMap<string, string>): string | undefined {
  let resolved = text;
  for (let round = 0; round < 10 && resolved?.includes("${") === true && resolved.length < 1000; round += 1) {
    resolved = resolved.replaceAll(/\$\{([^{}]{1,200})\}/g, (whole, name: string) => properties.get(name) ?? whole);
  }
  return resolved;
}

/** `1.2.3` and `[1.2.3]`; no range, no `LATEST`, no property that is set elsewhere. */
function exactVersion(range: string | undefined): string | undefined {
  const version = /^\[?([^\s[\](),${}]{1,200})\]?$/.exec(range ?? "")?.[1];
  return version === "LATEST" || version === "RELEASE" ? undefined : version;
}
