import * as z from "zod/mini";
import type { Evidence } from "../../model/location.ts";
import type { Conversion, ImportContext, ImportedRecord, Outcome } from "../define.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { toNumber } from "../parts/optional-fields.ts";
import { present } from "../parts/present.ts";
import { severityOfWord } from "../parts/severity-of-word.ts";
import { toTime } from "../parts/to-time.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { readComponents } from "../sbom/cyclonedx.ts";
import { PackageListing } from "../sbom/package-listing.ts";
import { imageOfReport } from "./place.ts";
import { readOperatorHeader } from "./read-header.ts";
import { type OperatorHeader, type OperatorVulnerability, operatorSecret, operatorVulnerability } from "./schema.ts";

type Convert = (record: ImportedRecord, header: OperatorHeader) => readonly Outcome[];

/** Starts to convert a report about an image. */
function beginImage(header: unknown, context: ImportContext, convert: Convert): Conversion {
  const read = readOperatorHeader(header, context);
  return {
    target: imageOfReport(read, context.targetName),
    ...present({ toolVersion: read.report?.scanner?.version, scannedAt: toTime(read.report?.updateTimestamp) }),
    convert: (record) => convert(record, read),
  };
}

/** Starts to convert a VulnerabilityReport. */
export function beginVulnerabilities(header: unknown, context: ImportContext): Conversion {
  return beginImage(header, context, ({ value, pointer }, { report }) => {
    const read = context.read(operatorVulnerability, value, pointer);
    return read === undefined ? [] : [flawOf(read, report?.os?.family)];
  });
}

function flawOf(read: OperatorVulnerability, family: string | null | undefined): Outcome {
  const { resource, installedVersion, packageType, packagePURL, target, primaryLink, links, cvss } = read;
  const isOfSystem = read.class === "os-pkgs" || ((read.class ?? "") === "" && (packageType ?? "") === "");
  const kinds = isOfSystem ? [packageType, family] : [packageType];
  const package_ = {
    kinds,
    name: resource,
    version: installedVersion,
    ...(isOfSystem ? { distribution: family } : {}),
  };
  const path = [read.packagePath, isOfSystem ? "" : target].find((one) => (one ?? "") !== "");
  return flawOutcome({
    id: read.vulnerabilityID,
    package: packagePURL ?? toolPackageUrl(package_),
    name: resource,
    installed: installedVersion,
    fixedIn: read.fixedVersion,
    rating: read.severity,
    title: read.title,
    description: read.description,
    severities: givenSeverities(
      Object.entries(cvss ?? {}).flatMap(([from, given]) => [
        { from, vector: given?.V40Vector, score: given?.V40Score },
        { from, vector: given?.V3Vector, score: given?.V3Score },
        { from, vector: given?.V2Vector, score: given?.V2Score },
      ]),
    ),
    score: toNumber(read.score),
    references: [primaryLink, ...(links ?? [])],
    evidence: evidenceAt(path),
  });
}

/** Starts to convert an ExposedSecretReport. */
export function beginSecrets(header: unknown, context: ImportContext): Conversion {
  return beginImage(header, context, ({ value, pointer }) => {
    const read = context.read(operatorSecret, value, pointer);
    if (read === undefined) return [];
    const { ruleID: rule, target, title, category, severity, match } = read;
    const message = [title ?? rule, match ?? ""].filter((part) => part !== "").join("\n");
    const path = target ?? "";
    return [
      {
        kind: "finding",
        finding: {
          kind: "secret",
          rule,
          aliases: [`trivy:${rule}`],
          severity: severityOfWord(severity),
          title: title ?? rule,
          message,
          subject: path === "" ? "" : `file:${path.startsWith("/") ? path.slice(1) : path}`,
          evidence: evidenceAt(path),
          ...present({ rating: severity, status: category }),
        },
      },
    ];
  });
}

const component = z.record(z.string(), z.unknown());

/** Starts to convert an SbomReport, whose components are those of CycloneDX. Source: trivy-operator, SBOM reports. */
export function beginSbom(header: unknown, context: ImportContext): Conversion {
  const listing = new PackageListing(context);
  return beginImage(header, context, ({ value, pointer }) => {
    const read = context.read(component, value, pointer);
    if (read !== undefined) readComponents(read, { pointer }, listing);
    return listing.take();
  });
}

function evidenceAt(path: string | null | undefined): readonly Evidence[] {
  if (path === undefined || path === null || path === "") return [];
  return [{ location: { path: path.startsWith("/") ? path.slice(1) : path } }];
}
