export type { CheckDescription } from "./model/check.ts";
export type { Diagnostic } from "./model/diagnostic.ts";
export { type ErrorCode, SekishoError } from "./model/error.ts";
export type {
  AcceptedException,
  ExposedSecret,
  Finding,
  Misconfiguration,
  ReportedEdit,
  ReportedFix,
  RuleReference,
} from "./model/finding.ts";
export type { Evidence, Location } from "./model/location.ts";
export type { Coverage, Producer, Report, ReportDocument, ReportedDiagnostic, Target } from "./model/report.ts";
export { type Severity, severities } from "./model/severity.ts";
export type { Language, Text } from "./model/text.ts";
export { catalogue } from "./scan/catalogue.ts";
export { type Configuration, defaultConfiguration } from "./scan/configuration/configuration.ts";
export { type ConfigurationReading, readConfiguration } from "./scan/configuration/read-configuration.ts";
export { type ExportOptions, exportReport } from "./scan/export-report.ts";
export { type FixOptions, type FixOutcome, type FixResult, fix, type LeftReason } from "./scan/fix.ts";
export type { NamedTargetKind, ScanOptions, ScanProgress, ScanResult, TargetFailure } from "./scan/options.ts";
export { type ReportFormat, reportFormats } from "./scan/report-formats.ts";
export { scan } from "./scan/scan.ts";
export { unifiedDiff } from "./scan/unified-diff.ts";
export { compareVersions, isSchemeId } from "./versions/compare-versions.ts";
export { evaluateRange } from "./versions/ranges/evaluate-range.ts";
export type { RangeMode } from "./versions/ranges/range-syntax.ts";
export { type SchemeId, schemeIds } from "./versions/scheme-ids.ts";
