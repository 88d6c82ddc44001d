import type { PackageCollector } from "./package-collector.ts";
import type { SbomDiagnostics } from "./sbom-diagnostics.ts";

/** Gathers what a whole document says, with what is wrong with it. */
export interface DocumentCollector extends PackageCollector {
  readonly diagnostics: SbomDiagnostics;
  /** How many packages there are so far. */
  readonly size: number;
}
