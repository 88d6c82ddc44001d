import type { JsonObject } from "../../formats/json/json-value.ts";
import { childrenOf, findChild, findChildText, type XmlElement } from "../../formats/xml/parse-xml.ts";
import type { XmlHandling } from "../../formats/xml-stream/xml-splitter.ts";
import { readComponents, readMetadata } from "./cyclonedx.ts";
import type { PackageCollector } from "./package-collector.ts";

const opened = new Set(["bom", "bom/components", "bom/dependencies"]);
const taken = new Set(["bom/metadata", "bom/components/component", "bom/dependencies/dependency"]);

/** Says what is read of a CycloneDX document in XML. */
export function handleCycloneDxXml(path: string): XmlHandling {
  if (opened.has(path)) return "open";
  return taken.has(path) ? "take" : "skip";
}

/** Reads one part of a CycloneDX document in XML. Source: CycloneDX 1.2 to 1.6, XML schema. */
export function readCycloneDxXml(path: string, element: XmlElement, collector: PackageCollector): void {
  if (path === "bom") readRoot(element, collector);
  else if (path === "bom/metadata") readMetadata(toMetadata(element), collector);
  else if (path === "bom/components/component") {
    readComponents(toComponent(element), { startLine: element.line }, collector);
  } else if (path === "bom/dependencies/dependency") readDependency(element, collector);
}

/** The version stands in the namespace, whatever its prefix is. */
function readRoot(root: XmlElement, collector: PackageCollector): void {
  for (const value of root.attributes.values()) {
    const version = /^https?:\/\/cyclonedx\.org\/schema\/bom\/(\d\.\d)$/.exec(value)?.[1];
    if (version !== undefined) collector.facts.origin = { ...collector.facts.origin, format: `cyclonedx@${version}` };
  }
}

function readDependency(element: XmlElement, collector: PackageCollector): void {
  const ref = element.attributes.get("ref");
  for (const needed of childrenOf(element, "dependency")) {
    const to = needed.attributes.get("ref");
    if (ref !== undefined && to !== undefined) collector.references.addNeed(ref, to);
  }
}

/** Gives the metadata in the form that they have in JSON. */
export function toMetadata(element: XmlElement): JsonObject {
  const tools = findChild(element, "tools");
  const components = findChild(tools, "components");
  const component = findChild(element, "component");
  return {
    tools:
      components === undefined
        ? childrenOf(tools, "tool").map(toNamed)
        : { components: childrenOf(components, "component").map(toNamed) },
    ...(component === undefined ? {} : { component: toComponent(component) }),
  };
}

function toNamed(element: XmlElement): JsonObject {
  return { name: findChildText(element, "name"), version: findChildText(element, "version") };
}

/** Gives a component in the form that it has in JSON. Depth is bounded by what the XML reader takes. */
export function toComponent(element: XmlElement): JsonObject {
  const supplier = findChildText(findChild(element, "supplier"), "name");
  return {
    type: element.attributes.get("type"),
    "bom-ref": element.attributes.get("bom-ref"),
    ...(supplier === undefined ? {} : { supplier: { name: supplier } }),
    publisher: findChildText(element, "publisher"),
    group: findChildText(element, "group"),
    name: findChildText(element, "name"),
    version: findChildText(element, "version"),
    scope: findChildText(element, "scope"),
    hashes: childrenOf(findChild(element, "hashes"), "hash").map((hash) => ({
      alg: hash.attributes.get("alg"),
      content: hash.text,
    })),
    licenses: (findChild(element, "licenses")?.children ?? []).map(toLicense),
    purl: findChildText(element, "purl"),
    properties: childrenOf(findChild(element, "properties"), "property").map((property) => ({
      name: property.attributes.get("name"),
      value: property.text,
    })),
    components: childrenOf(findChild(element, "components"), "component").map(toComponent),
    evidence: {
      occurrences: childrenOf(findChild(findChild(element, "evidence"), "occurrences"), "occurrence").map(toOccurrence),
    },
  };
}

function toLicense(element: XmlElement): JsonObject {
  if (element.name === "expression") return { expression: element.text };
  return { license: { id: findChildText(element, "id"), name: findChildText(element, "name") } };
}

function toOccurrence(element: XmlElement): JsonObject {
  const line = findChildText(element, "line");
  return {
    location: findChildText(element, "location"),
    additionalContext: findChildText(element, "additionalContext"),
    ...(line === undefined ? {} : { line: Number(line) }),
  };
}
