import * as z from "zod/mini";
import { optionalNumber, optionalText, optionalTexts } from "../parts/optional-fields.ts";

/** A flaw in a package as klar and Clair 2 write it. Source: quay/clair v2, api/v1/models.go. */
export const clairFlaw = z.object({
  Name: z.string(),
  NamespaceName: optionalText,
  Description: optionalText,
  Link: optionalText,
  Severity: optionalText,
  Metadata: z.nullish(
    z.object({
      NVD: z.nullish(
        z.object({
          CVSSv2: z.nullish(z.object({ Score: optionalNumber, Vectors: optionalText })),
          CVSSv3: z.nullish(z.object({ Score: optionalNumber, Vectors: optionalText })),
        }),
      ),
    }),
  ),
  FixedBy: optionalText,
  FeatureName: optionalText,
  FeatureVersion: optionalText,
});

/** The packages of a layer. */
export const clairFeatures = z.array(
  z.object({
    Name: optionalText,
    NamespaceName: optionalText,
    Version: optionalText,
    AddedBy: optionalText,
  }),
);

/** A flaw as clair-scanner writes it. Source: arminc/clair-scanner, README, "Example report". */
export const scannerFlaw = z.object({
  vulnerability: z.string(),
  featurename: z.string(),
  featureversion: optionalText,
  namespace: optionalText,
  description: optionalText,
  link: optionalText,
  severity: optionalText,
  fixedby: optionalText,
});

/** What clair-scanner scanned, and which flaws its list does not approve. */
export const scannerHead = z.object({ image: optionalText, unapproved: optionalTexts });

const foundPackage = z.object({
  name: optionalText,
  version: optionalText,
  arch: optionalText,
});

const distribution = z.object({
  did: optionalText,
  pretty_name: optionalText,
});

/** A flaw as Clair 4 knows it. Source: quay/claircore, vulnerability.go. */
export const vulnerability = z.object({
  name: z.string(),
  description: optionalText,
  links: optionalText,
  severity: optionalText,
  normalized_severity: optionalText,
  fixed_in_version: optionalText,
  distribution: z.nullish(distribution),
});

/** Everything of a report of Clair 4 but which package has which flaw. Source: quay/claircore, vulnerabilityreport.go. */
export const reportHead = z.object({
  manifest_hash: optionalText,
  packages: z.nullish(z.record(z.string(), foundPackage)),
  distributions: z.nullish(z.record(z.string(), distribution)),
  environments: z.nullish(
    z.record(
      z.string(),
      z.array(z.object({ package_db: optionalText, introduced_in: optionalText, distribution_id: optionalText })),
    ),
  ),
  vulnerabilities: z.nullish(z.record(z.string(), z.unknown())),
  enrichments: z.nullish(z.record(z.string(), z.array(z.unknown()))),
});

/** Ratings by the id of the flaw. */
export const ratings = z.record(
  z.string(),
  z.array(z.object({ baseScore: optionalNumber, vectorString: optionalText })),
);

/** The flaws of each package, by ids. */
export const packageFlaws = z.record(z.string(), z.array(z.string()));
