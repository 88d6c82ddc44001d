import type { ImportedOrigin } from "../../model/report.ts";
import type { Witness } from "../../model/witness.ts";

/** The part of SARIF 2.1.0 that we write. Names and meanings are the standard's. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly SarifRun[];
}

export interface SarifRun {
  readonly tool: { readonly driver: SarifDriver };
  readonly language: "en" | "ja";
  readonly columnKind: "utf16CodeUnits";
  readonly originalUriBaseIds: Readonly<Record<string, { readonly description: SarifMessage }>>;
  readonly invocations: readonly SarifInvocation[];
  readonly artifacts: readonly SarifArtifact[];
  readonly results: readonly SarifResult[];
}

export interface SarifDriver {
  readonly name: string;
  readonly version?: string;
  readonly informationUri?: string;
  readonly rules: readonly SarifRule[];
}

/** A `reportingDescriptor`. */
export interface SarifRule {
  readonly id: string;
  /** Never the same as the id (SARIF 2.1.0, 3.49.7). */
  readonly name?: string;
  readonly shortDescription: SarifMessage;
  readonly fullDescription: SarifMessage;
  readonly help: SarifMessage;
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: SarifLevel };
  readonly properties: Readonly<Record<string, string | readonly string[]>>;
}

export type SarifLevel = "error" | "warning" | "note";

export interface SarifMessage {
  readonly text: string;
  readonly markdown?: string;
}

export interface SarifInvocation {
  readonly executionSuccessful: boolean;
  readonly startTimeUtc: string;
  readonly endTimeUtc: string;
  readonly toolExecutionNotifications: readonly SarifNotification[];
  /** The documents of other tools that results were imported from. */
  readonly properties?: { readonly origins: readonly ImportedOrigin[] };
}

export interface SarifNotification {
  readonly descriptor: { readonly id: string };
  readonly level: SarifLevel;
  readonly message: SarifMessage;
  readonly locations: readonly SarifLocation[];
}

export interface SarifArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: string;
  readonly index?: number;
}

export interface SarifArtifact {
  readonly location: SarifArtifactLocation;
  readonly roles?: readonly ["analysisTarget"];
  readonly hashes?: Readonly<Record<string, string>>;
}

export interface SarifRegion {
  readonly startLine?: number;
  readonly startColumn?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly snippet?: SarifMessage;
}

export interface SarifLocation {
  readonly id?: number;
  readonly physicalLocation: {
    readonly artifactLocation: SarifArtifactLocation;
    readonly region?: SarifRegion;
  };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
  readonly message?: SarifMessage;
}

export interface SarifFix {
  readonly description: SarifMessage;
  readonly artifactChanges: readonly {
    readonly artifactLocation: SarifArtifactLocation;
    readonly replacements: readonly {
      readonly deletedRegion: SarifRegion;
      readonly insertedContent: SarifMessage;
    }[];
  }[];
}

export interface SarifSuppression {
  readonly kind: "external";
  readonly status: "accepted";
  readonly justification: string;
  readonly properties?: Readonly<Record<string, string>>;
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: "fail";
  readonly level: SarifLevel;
  readonly message: SarifMessage;
  readonly locations: readonly [SarifLocation];
  readonly relatedLocations?: readonly SarifLocation[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly fixes?: readonly SarifFix[];
  readonly suppressions?: readonly SarifSuppression[];
  readonly properties: {
    readonly severity: string;
    readonly kind: string;
    readonly subject: string;
    readonly findingId: string;
    readonly witnesses?: readonly Witness[];
  };
}
