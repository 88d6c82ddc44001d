export { frameworks } from "./compliance/controls-of.ts";
export { type Control, type Framework, isAnswer } from "./compliance/framework.ts";
export { type CheckResults, judgeControl } from "./compliance/judge-control.ts";
export { type JsonHandling, type JsonPlace, JsonSplitter } from "./formats/json-stream/json-splitter.ts";
export type { DocumentSource } from "./importers/reading/document-source.ts";
export type { NamedPackage } from "./importers/sbom/named-packages.ts";
export type { SbomListing } from "./importers/sbom/read-sbom.ts";
export { recogniseSbom } from "./importers/sbom/recognise.ts";
export type { ActivePrincipal, Activity, Anomaly, AnomalyDimension } from "./model/activity.ts";
export type { ControlOutcome } from "./model/assessment.ts";
export type { CheckDescription } from "./model/check.ts";
export type {
  ChangedAspect,
  ChangedFinding,
  FindingChange,
  ReportComparison,
  TargetComparison,
} from "./model/comparison.ts";
export type { Diagnostic } from "./model/diagnostic.ts";
export { type ErrorCode, SekishoError } from "./model/error.ts";
export type {
  AcceptedException,
  ExposedSecret,
  Finding,
  MaliciousFile,
  Misconfiguration,
  ReportedEdit,
  ReportedFix,
  RuleReference,
  SuspiciousActivity,
} from "./model/finding.ts";
export type { HistoryEntry, ImageConfiguration, ImageDescription, ImageLayer, Platform } from "./model/image.ts";
export type { BaseImage, Distribution, Inventory, InventoryOrigin, LayerInstruction } from "./model/inventory.ts";
export type { Evidence, Location } from "./model/location.ts";
export type { Package, PackageHash, PackageLocation, PackageType, SourcePackage } from "./model/package.ts";
export type {
  RaisedImage,
  RemediationAction,
  RemediationEffect,
  RemediationKind,
  RemediationPlan,
  VersionChange,
} from "./model/remediation.ts";
export type {
  Coverage,
  ImageSummary,
  ListedPackage,
  Producer,
  Report,
  ReportDocument,
  ReportedDiagnostic,
  Target,
} from "./model/report.ts";
export { type Severity, severities } from "./model/severity.ts";
export type { Language, Text } from "./model/text.ts";
export { catalogue } from "./scan/catalogue.ts";
export { type Configuration, defaultConfiguration } from "./scan/configuration/configuration.ts";
export { type ConfigurationReading, readConfiguration } from "./scan/configuration/read-configuration.ts";
export type { ContentPart } from "./scan/content-settings.ts";
export { detect } from "./scan/detect/detect.ts";
export type { DetectState } from "./scan/detect/detect-state.ts";
export {
  checkDetectionFile,
  type DetectionFile,
  type DetectionFileProblem,
  toWatchSettings,
} from "./scan/detect/detection-file.ts";
export {
  type EventWatch,
  type EventWatchSettings,
  openEventWatch,
  type WatchedActivity,
  type WatchStanding,
} from "./scan/detect/event-watch.ts";
export type { DetectOptions, DetectResult } from "./scan/detect/options.ts";
export { type ExportOptions, exportReport } from "./scan/export-report.ts";
export { type FixOptions, type FixOutcome, type FixResult, fix, type LeftReason } from "./scan/fix.ts";
export {
  type ImportOptions,
  importReports as importReport,
  openImport,
} from "./scan/import/import-reports.ts";
export { inventoryOfListed } from "./scan/import/inventory-of-listed.ts";
export type { FindingBatch, OpenedImport } from "./scan/import/open-import.ts";
export { type InventoryOptions, readInventory } from "./scan/inventory.ts";
export { type LoadedManifests, loadManifestSet, type ManifestSources } from "./scan/manifest/load-manifest-set.ts";
export {
  type MatchOptions,
  matchInventories,
  readStoredSboms,
  type SbomReadingOptions,
  type StoredSboms,
} from "./scan/match-sboms.ts";
export type { NamedTargetKind, ScanOptions, ScanProgress, ScanResult, TargetFailure } from "./scan/options.ts";
export { parseReport, readReport } from "./scan/read-report.ts";
export { recogniseReport } from "./scan/recognise-report.ts";
export { type ReportFormat, reportFormats } from "./scan/report-formats.ts";
export { type SbomFormat, sbomFormats } from "./scan/sbom-formats.ts";
export { scan } from "./scan/scan.ts";
export { listSbomStream, readSbomStream } from "./scan/scan-sbom.ts";
export { unifiedDiff } from "./scan/unified-diff.ts";
export type { Advisories } from "./scan/vulnerability/judge-packages.ts";
export { type SbomExportOptions, writeSbom } from "./scan/write-sbom.ts";
export { compareReports, findingsNewlyAtLeast } from "./semantics/comparison/compare-reports.ts";
export { scoreVector } from "./semantics/cvss/score-vector.ts";
export { familiarRepository, parseImageReference } from "./semantics/image-reference/image-reference.ts";
export type { ManifestObject } from "./semantics/kubernetes/manifest-object.ts";
export type { ManifestSet } from "./semantics/kubernetes/manifest-set.ts";
export { formatPackageUrl, parsePackageUrl } from "./semantics/package-url/package-url.ts";
export type { PackageUrl } from "./semantics/package-url/url-parts.ts";
export { permissionGraphOf } from "./semantics/permissions/create-permission-graph.ts";
export {
  type EscalationMap,
  type EscalationPath,
  type EscalationStep,
  escalationMapOf,
} from "./semantics/permissions/escalation-paths.ts";
export type { PermissionGraph } from "./semantics/permissions/permission-graph.ts";
export { type Grant, type GrantFilter, isAllowed, whatCan, whoCan } from "./semantics/permissions/permissions-of.ts";
export type { AccessRequest } from "./semantics/permissions/policy-rule.ts";
export { describePrincipal, type Principal, parsePrincipal } from "./semantics/permissions/principal.ts";
export { toAccessRequest } from "./semantics/permissions/resource-request.ts";
export { type ChangedConnection, compareConnections } from "./semantics/reachability/compare-connections.ts";
export {
  allowedBetween,
  type ConnectionEnd,
  type ExplainedSide,
  explainConnection,
  findEnds,
} from "./semantics/reachability/explain-connection.ts";
export { type Connection, listConnections } from "./semantics/reachability/list-connections.ts";
export { computeReachability, type Reachability } from "./semantics/reachability/reachability.ts";
export { compareVersions, isSchemeId } from "./versions/compare-versions.ts";
export { evaluateRange } from "./versions/ranges/evaluate-range.ts";
export type { RangeMode } from "./versions/ranges/range-syntax.ts";
export { type SchemeId, schemeIds } from "./versions/scheme-ids.ts";
