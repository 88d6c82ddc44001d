import { childrenOf, findChild, findChildText, type XmlElement } from "../../formats/xml/parse-xml.ts";
import { toMetadata } from "../sbom/cyclonedx-xml.ts";

/** Gives the header of a document in XML in the form that it has in JSON. */
export function toHeader(metadata: XmlElement | undefined): object {
  if (metadata === undefined) return {};
  return { metadata: { ...toMetadata(metadata), timestamp: findChildText(metadata, "timestamp") } };
}

/** Gives a vulnerability in the form that it has in JSON. Source: CycloneDX 1.4 to 1.6, XML schema. */
export function toVulnerability(element: XmlElement): object {
  const analysis = findChild(element, "analysis");
  return {
    id: findChildText(element, "id"),
    source: toSource(findChild(element, "source")),
    references: childrenOf(findChild(element, "references"), "reference").map((reference) => ({
      id: findChildText(reference, "id"),
      source: toSource(findChild(reference, "source")),
    })),
    ratings: childrenOf(findChild(element, "ratings"), "rating").map(toRating),
    cwes: childrenOf(findChild(element, "cwes"), "cwe").map(({ text }) => toNumber(text) ?? text),
    description: findChildText(element, "description"),
    detail: findChildText(element, "detail"),
    recommendation:
      findChildText(element, "recommendation") ??
      findChildText(findChild(element, "recommendations"), "recommendation"),
    workaround: findChildText(element, "workaround"),
    advisories: childrenOf(findChild(element, "advisories"), "advisory").map((advisory) => ({
      title: findChildText(advisory, "title"),
      url: findChildText(advisory, "url") ?? advisory.text,
    })),
    ...(analysis === undefined ? {} : { analysis: toAnalysis(analysis) }),
    affects: childrenOf(findChild(element, "affects"), "target").map((target) => ({
      ref: findChildText(target, "ref"),
      versions: childrenOf(findChild(target, "versions"), "version").map((version) => ({
        version: findChildText(version, "version"),
        range: findChildText(version, "range"),
        status: findChildText(version, "status"),
      })),
    })),
  };
}

/** Gives a vulnerability of the extension for 1.2 and 1.3: it names the component that it stands in, or refers to. */
export function toOldVulnerability(element: XmlElement, holder: string | undefined): object {
  const ref = element.attributes.get("ref") ?? holder;
  return { ...toVulnerability(element), affects: ref === undefined ? [] : [{ ref }] };
}

function toSource(element: XmlElement | undefined): object | undefined {
  if (element === undefined) return undefined;
  return {
    name: findChildText(element, "name") ?? element.attributes.get("name"),
    url: findChildText(element, "url"),
  };
}

function toRating(element: XmlElement): object {
  const score = findChild(element, "score");
  return {
    source: toSource(findChild(element, "source")),
    score: toNumber(findChildText(score, "base") ?? score?.text ?? ""),
    severity: findChildText(element, "severity"),
    method: findChildText(element, "method"),
    vector: findChildText(element, "vector"),
  };
}

function toAnalysis(element: XmlElement): object {
  return {
    state: findChildText(element, "state"),
    justification: findChildText(element, "justification"),
    detail: findChildText(element, "detail"),
    firstIssued: findChildText(element, "firstIssued"),
    lastUpdated: findChildText(element, "lastUpdated"),
  };
}

function toNumber(text: string): number | undefined {
  const number = Number(text);
  return text.trim() === "" || !Number.isFinite(number) ? undefined : number;
}
