import type { HealthCheck, HistoryEntry, ImageConfiguration } from "../../model/image.ts";
import {
  type DocumentProblem,
  isPresent,
  itemsOf,
  type JsonPlace,
  memberOf,
  membersOf,
  optionalText,
  type ParsedDocument,
  parseJsonDocument,
  report,
  requiredItemsOf,
  requiredText,
  textRecordOf,
  textsOf,
} from "./json-document.ts";

/** What stands in the configuration of an image. */
export interface ConfigurationDocument {
  readonly configuration: ImageConfiguration;
  readonly history: readonly HistoryEntry[];
  /** As claimed, the lowest layer first. */
  readonly diffIds: readonly string[];
  /** What was left out because it is not as the specification says. */
  readonly tolerated: readonly DocumentProblem[];
}

const nanosecondsInSecond = 1_000_000_000;

/**
 * Reads the configuration of an image.
 *
 * Only what the layers depend on (`rootfs`) makes it invalid; any other wrong value is left out and listed. Never throws.
 * Sources: OCI image specification 1.1, config.md; Docker image specification 1.3 for HEALTHCHECK, ONBUILD and SHELL.
 */
export function parseConfiguration(bytes: Uint8Array): ParsedDocument<ConfigurationDocument> {
  return parseJsonDocument(bytes, (root) => {
    const diffIds = requiredItemsOf(memberOf(memberOf(root, "rootfs"), "diff_ids")).map(requiredText);
    const tolerated: DocumentProblem[] = [];
    const lenient: JsonPlace = { ...root, problems: tolerated };
    return { configuration: readConfiguration(lenient), history: readHistory(lenient), diffIds, tolerated };
  });
}

function readConfiguration(root: JsonPlace): ImageConfiguration {
  const run = memberOf(root, "config");
  const created = optionalText(memberOf(root, "created"));
  const author = optionalText(memberOf(root, "author"));
  const variant = optionalText(memberOf(root, "variant"));
  const stopSignal = optionalText(memberOf(run, "StopSignal"));
  const shell = memberOf(run, "Shell");
  const healthCheck = readHealthCheck(memberOf(run, "Healthcheck"));
  return {
    platform: {
      os: optionalText(memberOf(root, "os")) ?? "unknown",
      architecture: optionalText(memberOf(root, "architecture")) ?? "unknown",
      ...(variant === undefined || variant === "" ? {} : { variant }),
    },
    ...(created === undefined ? {} : { created }),
    ...(author === undefined || author === "" ? {} : { author }),
    user: optionalText(memberOf(run, "User")) ?? "",
    exposedPorts: namesOf(memberOf(run, "ExposedPorts")),
    environment: textsOf(memberOf(run, "Env")),
    entrypoint: commandOf(memberOf(run, "Entrypoint")),
    command: commandOf(memberOf(run, "Cmd")),
    workingDirectory: optionalText(memberOf(run, "WorkingDir")) ?? "",
    labels: textRecordOf(memberOf(run, "Labels")),
    volumes: namesOf(memberOf(run, "Volumes")),
    ...(stopSignal === undefined || stopSignal === "" ? {} : { stopSignal }),
    ...(isPresent(shell) ? { shell: textsOf(shell) } : {}),
    onBuild: textsOf(memberOf(run, "OnBuild")),
    ...(healthCheck === undefined ? {} : { healthCheck }),
  };
}

/** Gives the names of a set, which these documents write as an object of empty objects. */
function namesOf(place: JsonPlace): readonly string[] {
  return membersOf(place).map(([name]) => name);
}

/** Gives a command; one text in place of a list, as very old images have it, is its only word. */
function commandOf(place: JsonPlace): readonly string[] {
  return typeof place.value === "string" ? [place.value] : textsOf(place);
}

function readHealthCheck(place: JsonPlace): HealthCheck | undefined {
  const test = textsOf(memberOf(place, "Test"));
  if (test.length === 0) return undefined;
  const intervalSeconds = readSeconds(memberOf(place, "Interval"));
  const timeoutSeconds = readSeconds(memberOf(place, "Timeout"));
  const retries = readPositive(memberOf(place, "Retries"));
  return {
    test,
    ...(intervalSeconds === undefined ? {} : { intervalSeconds }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(retries === undefined ? {} : { retries }),
  };
}

function readSeconds(place: JsonPlace): number | undefined {
  const nanoseconds = readPositive(place);
  return nanoseconds === undefined ? undefined : nanoseconds / nanosecondsInSecond;
}

/** Gives a number; 0 means "inherit" in these documents and reads as absent. */
function readPositive(place: JsonPlace): number | undefined {
  if (!isPresent(place) || place.value === 0) return undefined;
  if (typeof place.value === "number" && place.value > 0) return place.value;
  report(place, { en: "a positive number", ja: "正の数" });
  return undefined;
}

function readHistory(root: JsonPlace): readonly HistoryEntry[] {
  return itemsOf(memberOf(root, "history")).map((entry) => {
    const created = optionalText(memberOf(entry, "created"));
    const comment = optionalText(memberOf(entry, "comment"));
    return {
      ...(created === undefined ? {} : { created }),
      createdBy: optionalText(memberOf(entry, "created_by")) ?? "",
      ...(comment === undefined || comment === "" ? {} : { comment }),
      isEmptyLayer: memberOf(entry, "empty_layer").value === true,
    };
  });
}
