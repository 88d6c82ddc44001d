import type { Inventory } from "../../model/inventory.ts";
import type { SbomProperty } from "../../semantics/sbom/package-properties.ts";
import type { SbomOptions } from "../sbom/options.ts";
import type { CycloneDxComponent, CycloneDxEvidence } from "./component.ts";
import { type CycloneDxDependency, targetReference, toCycloneDx } from "./document.ts";
import type { CycloneDxLicense } from "./licenses.ts";
import { XmlTexts } from "./xml-text.ts";

/**
 * Writes an inventory as CycloneDX 1.6 XML, piece by piece: the same content as the JSON. Characters that XML cannot
 * carry are written as escapes; a property at the end says of how many texts.
 */
export function* writeCycloneDxXml(inventory: Inventory, options: SbomOptions): Generator<string> {
  const document = toCycloneDx(inventory, options);
  const texts = new XmlTexts();
  const write = new ComponentWriter(texts);
  const { timestamp, tool, target } = document;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<bom xmlns="http://cyclonedx.org/schema/bom/1.6" `;
  yield `serialNumber="${document.serialNumber}" version="1">\n<metadata>\n`;
  if (timestamp !== undefined) yield `<timestamp>${timestamp}</timestamp>\n`;
  yield `<tools><components><component type="application"><name>${texts.escape(tool.name)}</name>`;
  yield `<version>${texts.escape(tool.version)}</version></component></components></tools>\n`;
  yield `${write.component(target)}\n</metadata>\n<components>\n`;
  for (const component of document.components) yield `${write.component(component)}\n`;
  yield "</components>\n<dependencies>\n";
  for (const dependency of document.dependencies) yield `${write.dependency(dependency)}\n`;
  yield "</dependencies>\n";
  if (document.isPartial) {
    yield "<compositions><composition><aggregate>incomplete</aggregate>";
    yield `<assemblies><assembly ref="${targetReference}"/></assemblies></composition></compositions>\n`;
  }
  if (texts.changed > 0) yield `${write.properties([replacementNote(texts.changed)])}\n`;
  yield "</bom>\n";
}

function replacementNote(changed: number): SbomProperty {
  return {
    name: "sekisho:replacedCharacters",
    value: `${changed} texts hold characters that XML 1.0 cannot carry; they are written as \\u and four digits`,
  };
}

/** Writes parts of one document; keeps count of what could not be written. */
class ComponentWriter {
  readonly #texts: XmlTexts;

  constructor(texts: XmlTexts) {
    this.#texts = texts;
  }

  component(component: CycloneDxComponent): string {
    const { supplier, group, name, version, scope, hashes, licenses, purl, properties, evidence } = component;
    let text = `<component type="${component.type}" bom-ref="${this.#texts.escape(component["bom-ref"])}">`;
    if (supplier !== undefined) text += `<supplier>${this.#element("name", supplier.name)}</supplier>`;
    if (group !== undefined) text += this.#element("group", group);
    text += this.#element("name", name);
    if (version !== undefined) text += this.#element("version", version);
    if (scope !== undefined) text += this.#element("scope", scope);
    if (hashes !== undefined) {
      text += `<hashes>${hashes.map(({ alg, content }) => `<hash alg="${alg}">${content}</hash>`).join("")}</hashes>`;
    }
    if (licenses !== undefined)
      text += `<licenses>${licenses.map((license) => this.#license(license)).join("")}</licenses>`;
    if (purl !== undefined) text += this.#element("purl", purl);
    if (properties !== undefined) text += this.properties(properties);
    if (evidence !== undefined) text += this.#evidence(evidence);
    return `${text}</component>`;
  }

  properties(properties: readonly SbomProperty[]): string {
    const inside = properties.map(
      ({ name, value }) => `<property name="${this.#texts.escape(name)}">${this.#texts.escape(value)}</property>`,
    );
    return `<properties>${inside.join("")}</properties>`;
  }

  dependency({ ref, dependsOn = [] }: CycloneDxDependency): string {
    const start = `<dependency ref="${this.#texts.escape(ref)}"`;
    if (dependsOn.length === 0) return `${start}/>`;
    const inside = dependsOn.map((other) => `<dependency ref="${this.#texts.escape(other)}"/>`);
    return `${start}>${inside.join("")}</dependency>`;
  }

  #license(entry: CycloneDxLicense): string {
    if ("expression" in entry) return this.#element("expression", entry.expression);
    const { license } = entry;
    const inside = "id" in license ? this.#element("id", license.id) : this.#element("name", license.name);
    return `<license>${inside}</license>`;
  }

  #evidence({ identity, occurrences }: CycloneDxEvidence): string {
    const identities = identity.map(({ field, confidence, methods }) => {
      const inside = methods.map(
        (method) =>
          `<method><technique>${method.technique}</technique><confidence>${method.confidence}</confidence>${this.#element("value", method.value)}</method>`,
      );
      const all = inside.length === 0 ? "" : `<methods>${inside.join("")}</methods>`;
      return `<identity><field>${field}</field><confidence>${confidence}</confidence>${all}</identity>`;
    });
    const places = occurrences.map(({ location, line, additionalContext }) => {
      const lineText = line === undefined ? "" : `<line>${line}</line>`;
      const context = additionalContext === undefined ? "" : this.#element("additionalContext", additionalContext);
      return `<occurrence>${this.#element("location", location)}${lineText}${context}</occurrence>`;
    });
    return `<evidence>${identities.join("")}<occurrences>${places.join("")}</occurrences></evidence>`;
  }

  #element(name: string, text: string): string {
    return `<${name}>${this.#texts.escape(text)}</${name}>`;
  }
}
