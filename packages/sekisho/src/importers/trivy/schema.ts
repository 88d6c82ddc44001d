import * as z from "zod/mini";
import { optionalNumber, optionalText, optionalTexts, optionalTruth } from "../parts/optional-fields.ts";

const layer = z.nullish(z.object({ Digest: optionalText, DiffID: optionalText }));

/** What Trivy says of the image: part of `Metadata`, once for the report or once for each image of an object. */
const metadata = z.object({
  OS: z.nullish(z.object({ Family: optionalText, Name: optionalText, EOSL: optionalTruth })),
  ImageID: optionalText,
  RepoTags: optionalTexts,
  RepoDigests: optionalTexts,
});

/** The head of a result: what was looked at. */
const resultHead = z.object({ Target: optionalText, Class: optionalText, Type: optionalText });

/** Everything of a report but its entries. Source: aquasecurity/trivy, pkg/types/report.go. */
export const reportHead = z.object({
  CreatedAt: optionalText,
  ArtifactName: optionalText,
  ArtifactType: optionalText,
  Trivy: z.nullish(z.object({ Version: optionalText })),
  Metadata: z.nullish(metadata),
  Results: z.nullish(z.array(resultHead)),
});

/** Everything of the old list of results but its entries. */
export const listHead = z.array(resultHead);

/** What an object of a cluster is called, and what was looked at in it. */
const clusterObject = z.object({
  Namespace: optionalText,
  Kind: optionalText,
  Name: optionalText,
  Error: optionalText,
  Metadata: z.nullish(z.union([z.array(metadata), metadata])),
  Results: z.nullish(z.array(resultHead)),
});

const clusterObjects = z.nullish(z.array(clusterObject));

/** Everything of a report about a cluster but its entries. Source: aquasecurity/trivy, pkg/k8s/report/report.go. */
export const clusterHead = z.object({
  ClusterName: optionalText,
  Resources: clusterObjects,
  Findings: clusterObjects,
  Vulnerabilities: clusterObjects,
  Misconfigurations: clusterObjects,
});

/** A known flaw in a package. Source: aquasecurity/trivy, pkg/types/vulnerability.go. */
export const trivyFlaw = z.object({
  VulnerabilityID: z.string(),
  VendorIDs: optionalTexts,
  PkgName: z.string(),
  PkgPath: optionalText,
  PkgIdentifier: z.nullish(z.object({ PURL: optionalText })),
  InstalledVersion: optionalText,
  FixedVersion: optionalText,
  Status: optionalText,
  Layer: layer,
  SeveritySource: optionalText,
  PrimaryURL: optionalText,
  Title: optionalText,
  Description: optionalText,
  Severity: optionalText,
  CweIDs: optionalTexts,
  VendorSeverity: z.nullish(z.record(z.string(), z.number())),
  CVSS: z.nullish(
    z.record(
      z.string(),
      z.object({
        V2Vector: optionalText,
        V3Vector: optionalText,
        V40Vector: optionalText,
        V2Score: optionalNumber,
        V3Score: optionalNumber,
        V40Score: optionalNumber,
      }),
    ),
  ),
  References: optionalTexts,
});

/** An answer of a check. Source: aquasecurity/trivy, pkg/types/misconfiguration.go. */
export const trivyMisconfiguration = z.object({
  ID: z.string(),
  AVDID: optionalText,
  Title: optionalText,
  Description: optionalText,
  Message: optionalText,
  Resolution: optionalText,
  Severity: optionalText,
  PrimaryURL: optionalText,
  References: optionalTexts,
  Status: optionalText,
  Layer: layer,
  CauseMetadata: z.nullish(
    z.object({
      Resource: optionalText,
      StartLine: optionalNumber,
      EndLine: optionalNumber,
      Code: z.nullish(
        z.object({
          Lines: z.nullish(z.array(z.object({ Content: optionalText, IsCause: optionalTruth }))),
        }),
      ),
    }),
  ),
});

/** A secret in a file. Source: aquasecurity/trivy, pkg/fanal/types/secret.go. */
export const trivySecret = z.object({
  RuleID: z.string(),
  Severity: optionalText,
  Title: optionalText,
  StartLine: optionalNumber,
  EndLine: optionalNumber,
  Match: optionalText,
  Layer: layer,
});

/** A licence of a package or a file. Source: aquasecurity/trivy, pkg/types/license.go. */
export const trivyLicence = z.object({
  Name: z.string(),
  Severity: optionalText,
  Category: optionalText,
  PkgName: optionalText,
  FilePath: optionalText,
  Link: optionalText,
});

/** An entry that its users or a VEX document took out of the report. Source: aquasecurity/trivy, pkg/types/finding.go. */
export const trivyModified = z.object({
  Type: z.string(),
  Status: optionalText,
  Statement: optionalText,
  Source: optionalText,
  Finding: z.unknown(),
});
