import type { ReportDocument } from "../model/report.ts";
import { allValues, type Call } from "./arguments.ts";
import { lastRenderingOf } from "./chart-options.ts";
import { callPlatform, type PlatformConnection } from "./platform-client.ts";
import type { Terminal } from "./terminal.ts";

/** Where a report went. */
interface Destination {
  readonly connection: PlatformConnection;
  readonly project: string;
}

/**
 * Sends who may connect to whom and who may do what by the manifests of a scan: a map for each target that has some.
 *
 * @throws {SekishoError} `platform-unreachable` or `platform-refused`.
 */
export async function uploadAccessMaps(
  { reports }: ReportDocument,
  { connection, project }: Destination,
  { call, terminal }: { readonly call: Call; readonly terminal: Terminal },
): Promise<void> {
  // What standard input held is gone.
  const names = reports.flatMap(({ target: { kind, name } }) => (kind === "manifest" && name !== "-" ? [name] : []));
  if (names.length === 0) return;
  const { loadAccessMap } = await import("../scan/manifest/load-access-map.ts");
  for (const name of new Set(names)) {
    const map = await loadAccessMap({
      targets: [name],
      workingDirectory: terminal.workingDirectory,
      exclude: allValues(call, "exclude"),
      standardInput: terminal.input,
      environment: terminal.environment,
      ...lastRenderingOf(call),
    });
    if (map.workloads === 0 && map.subjects.length === 0) continue;
    const query = new URLSearchParams({ project, name });
    await callPlatform(connection, `/api/v1/access-maps?${query.toString()}`, {
      method: "PUT",
      body: JSON.stringify(map),
    });
  }
}
