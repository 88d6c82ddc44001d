import * as z from "zod/mini";
import { optionalNumber, optionalNumberOrText, optionalText, optionalTexts } from "../parts/optional-fields.ts";

const vulnerability = z.object({
  Id: optionalText,
  VulnerablePackages: z.nullish(
    z.array(
      z.object({
        Name: optionalText,
        Version: optionalText,
        Epoch: optionalText,
        Release: optionalText,
        Architecture: optionalText,
        PackageManager: optionalText,
        FilePath: optionalText,
        FixedInVersion: optionalText,
        Remediation: optionalText,
        SourceLayerHash: optionalText,
      }),
    ),
  ),
  Cvss: z.nullish(
    z.array(z.object({ BaseScore: optionalNumberOrText, BaseVector: optionalText, Source: optionalText })),
  ),
  RelatedVulnerabilities: optionalTexts,
  Vendor: z.nullish(z.object({ Name: optionalText, Url: optionalText })),
  ReferenceUrls: optionalTexts,
});

const resource = z.object({
  Type: optionalText,
  Id: optionalText,
  Details: z.nullish(
    z.object({
      AwsEcrContainerImage: z.nullish(
        z.object({
          RegistryId: optionalText,
          RepositoryName: optionalText,
          ImageDigest: optionalText,
          ImageTags: optionalTexts,
        }),
      ),
    }),
  ),
});

/** A finding. Source: AWS Security Finding Format, 2018-10-08. */
export const asffFinding = z.object({
  Id: z.string(),
  ProductArn: optionalText,
  ProductName: optionalText,
  GeneratorId: optionalText,
  AwsAccountId: optionalText,
  Types: optionalTexts,
  FirstObservedAt: optionalText,
  LastObservedAt: optionalText,
  CreatedAt: optionalText,
  UpdatedAt: optionalText,
  Severity: z.nullish(z.object({ Label: optionalText, Original: optionalText, Normalized: optionalNumber })),
  Title: optionalText,
  Description: optionalText,
  Remediation: z.nullish(z.object({ Recommendation: z.nullish(z.object({ Text: optionalText, Url: optionalText })) })),
  SourceUrl: optionalText,
  Resources: z.nullish(z.array(resource)),
  Compliance: z.nullish(z.object({ Status: optionalText, SecurityControlId: optionalText })),
  Workflow: z.nullish(z.object({ Status: optionalText })),
  WorkflowState: optionalText,
  RecordState: optionalText,
  Note: z.nullish(z.object({ Text: optionalText, UpdatedBy: optionalText })),
  Vulnerabilities: z.nullish(z.array(vulnerability)),
  Malware: z.nullish(z.array(z.object({ Name: optionalText, Path: optionalText }))),
  Network: z.nullish(z.object({ SourceIpV4: optionalText, SourceIpV6: optionalText })),
  Action: z.nullish(
    z.object({
      AwsApiCallAction: z.nullish(z.object({ RemoteIpDetails: z.nullish(z.object({ IpAddressV4: optionalText })) })),
      NetworkConnectionAction: z.nullish(
        z.object({ RemoteIpDetails: z.nullish(z.object({ IpAddressV4: optionalText })) }),
      ),
    }),
  ),
  FindingProviderFields: z.nullish(z.object({ Types: optionalTexts })),
});

/** A finding as the document holds it. */
export type AsffFinding = z.infer<typeof asffFinding>;

/** A flaw as a finding holds it. */
export type AsffVulnerability = z.infer<typeof vulnerability>;

/** A package that has a flaw. */
export type AsffPackage = Partial<NonNullable<AsffVulnerability["VulnerablePackages"]>[number]>;
