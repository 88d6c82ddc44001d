import { join } from "node:path";
import { SekishoError } from "sekisho";
import { readTrustedProxies } from "./audit/client-address.ts";
import { readAuditMonths, startTrailKeeping } from "./audit/tend-trail.ts";
import { closeServer, createServer, type LogDestination } from "./create-server.ts";
import { type DataPlace, findPlatformDirectory } from "./data-directory.ts";
import { LiveRoom, liveChannel } from "./events/live-room.ts";
import { type FirstOwner, makeFirstOwner } from "./identity/first-owner.ts";
import { openSecretBox } from "./identity/secret-box.ts";
import { openSignOn } from "./identity/sign-on/open-sign-on.ts";
import { openDirectoryBlobStore } from "./ingest/directory-blob-store.ts";
import { ReportWaitingRoom, reportChannel } from "./ingest/report-waiting-room.ts";
import { jobs } from "./jobs/registry.ts";
import { Worker } from "./jobs/worker.ts";
import { openOutgoing } from "./outbox/open-outgoing.ts";
import { startOutbox } from "./outbox/start-outbox.ts";
import { findWebClient } from "./pages/find-web-client.ts";
import { openPlans } from "./plans/plan-services.ts";
import { startPlans } from "./plans/start-plans.ts";
import { type RetentionSettings, readRetentionDays, startRetention } from "./retention/retention.ts";
import { readDoorRequests } from "./routes/door-allowance.ts";
import { readKeyRequests } from "./routes/key-allowance.ts";
import { operationRoutes } from "./routes/operation.ts";
import { planRoutes } from "./routes/plans.ts";
import { routes } from "./routes/registry.ts";
import { openS3BlobStore } from "./s3/s3-blob-store.ts";
import { readS3Settings } from "./s3/s3-settings.ts";
import type { Services } from "./services.ts";
import { NotificationListener } from "./store/notification-listener.ts";
import { openStore, type Store, type StoreSettings } from "./store/open-store.ts";
import { Metrics } from "./telemetry/metrics.ts";
import { openTracing } from "./telemetry/open-tracing.ts";

export { type VerifiedTenant, type VerifyAuditOptions, verifyAuditTrails } from "./audit/verify-platform.ts";
export { type BackupOptions, type BackupOutcome, backUpPlatform, restorePlatform } from "./back-up.ts";

/** What a process does: answer requests, work on what was queued, or both. */
export type PlatformRole = "all" | "web" | "worker";

/** How a platform is started. */
export interface PlatformOptions extends DataPlace {
  readonly role?: PlatformRole;
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** Address under which browsers see the platform. */
  readonly publicUrl?: string;
  /** Title of the tenant that the first start makes. */
  readonly tenantTitle?: string;
  /** Opens the advisories that listed packages are held against; without it they are only kept. */
  readonly openAdvisories?: Services["openAdvisories"];
  /** Log lines go here, JSON each. */
  readonly log: LogDestination;
}

/** A platform that runs. */
export interface RunningPlatform {
  /** `http://127.0.0.1:7480`. */
  readonly url: string;
  /** Made at the first start; the password is not told again. */
  readonly firstOwner: FirstOwner | undefined;
  /** Ends it: no new requests, then what runs, then the database. Twice is once. */
  stop(): Promise<void>;
}

const defaultPort = 7480;
const maxReportBytes = 1024 * 1024 * 1024;
/** Reports that are imported at a time. */
const workerPlaces = 3;

/**
 * Starts the platform.
 *
 * @throws {SekishoError} `usage` for options that make no sense, `store-unusable`, `store-busy` or `store-newer`.
 */
export async function startPlatform(options: PlatformOptions): Promise<RunningPlatform> {
  const { environment, role = "all" } = options;
  const dataDirectory = findPlatformDirectory(options);
  const publicUrl = options.publicUrl ?? environment["SEKISHO_PUBLIC_URL"];
  if (publicUrl !== undefined) refuseNoAddress(publicUrl);
  readAuditMonths(environment["SEKISHO_AUDIT_MONTHS"]);
  const outgoing = openOutgoing(environment, publicUrl);
  const isTrustedProxy = readTrustedProxies(environment["SEKISHO_TRUSTED_PROXIES"]);
  const keyRequestsPerMinute = readKeyRequests(environment["SEKISHO_KEY_REQUESTS_PER_MINUTE"]);
  const doorRequestsPerMinute = readDoorRequests(environment["SEKISHO_DOOR_REQUESTS_PER_MINUTE"]);
  const bucket = readS3Settings(environment);
  const kept = { days: readRetentionDays(environment["SEKISHO_REPORT_DAYS"]) };
  const plans = await openPlans(environment);
  const secrets = await openSecretBox(environment["SEKISHO_SECRET_KEY"], dataDirectory);
  const store = await openStore(storeSettingsOf(environment, dataDirectory));
  const services: Services = {
    store,
    secrets,
    signOn: openSignOn(environment["SEKISHO_SIGN_ON_NETWORKS"]),
    blobs: bucket === undefined ? openDirectoryBlobStore(join(dataDirectory, "blobs")) : openS3BlobStore(bucket),
    settings: {
      publicUrl,
      metricsToken: environment["SEKISHO_METRICS_TOKEN"],
      maxReportBytes,
      isTrustedProxy,
      keyRequestsPerMinute,
      doorRequestsPerMinute,
    },
    state: { isStopping: false },
    metrics: new Metrics(),
    waitingRoom: new ReportWaitingRoom(),
    liveRoom: new LiveRoom(),
    outgoing,
    openAdvisories: options.openAdvisories,
    plans,
    tracing: await openTracing(environment),
    webClient: role === "worker" ? undefined : await findWebClient(),
  };
  try {
    return await run(services, store, { ...options, role, kept });
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function run(
  services: Services,
  store: Store,
  options: PlatformOptions & { readonly role: PlatformRole; readonly kept: Omit<RetentionSettings, "onError"> },
): Promise<RunningPlatform> {
  const { role, kept, host = "127.0.0.1", port = defaultPort, environment, tenantTitle, log } = options;
  const password = environment["SEKISHO_OWNER_PASSWORD"];
  const firstOwner = role === "worker" ? undefined : await makeFirstOwner(store.application, { password, tenantTitle });
  const server = createServer(
    role === "worker" ? operationRoutes : [...routes, ...planRoutes(services.plans)],
    services,
    log,
  );
  const onError = (error: unknown, what: string): void => server.log.error({ err: error }, what);
  const worker = role === "web" ? undefined : createWorker(services, store, onError);
  const url = await listen(server, host, port);
  const changes = listenForChanges(services, store, onError);
  worker?.start();
  const trail =
    worker === undefined
      ? undefined
      : startTrailKeeping(services, {
          months: readAuditMonths(environment["SEKISHO_AUDIT_MONTHS"]),
          // Whoever gathers logs elsewhere keeps the ends of the trails there.
          onEnd: (end) => server.log.info(end, "audit trail"),
          onError,
        });
  const { outgoing: tools } = services;
  const outbox =
    worker === undefined || tools === undefined
      ? undefined
      : startOutbox(services, { tools, connection: store.workerConnection, onError });
  const retention = worker === undefined ? undefined : startRetention(services, { ...kept, onError });
  const planKeeping = worker === undefined ? undefined : startPlans(services, onError);
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    services.state.isStopping = true;
    services.waitingRoom.call("");
    services.liveRoom?.call("");
    await closeServer(server);
    await worker?.stop();
    await retention?.stop();
    await planKeeping?.stop();
    await trail?.stop();
    await outbox?.stop();
    await changes.stop();
    await store.close();
    await services.tracing?.stop();
  };
  return {
    url,
    firstOwner: firstOwner === undefined || password !== undefined ? undefined : firstOwner,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** Wakes whoever waits for a report, and those who look on. */
function listenForChanges(
  services: Services,
  store: Store,
  onError: (error: unknown, what: string) => void,
): { readonly stop: () => Promise<void> } {
  const listenTo = (channel: string, what: string, onNotification: (payload: string) => void) => {
    const report = (error: unknown): void => onError(error, what);
    const connection = store.applicationConnection;
    return new NotificationListener({ connection, channel, onNotification, onError: report });
  };
  const listeners = [
    listenTo(reportChannel, "listen for reports", (reportId) => services.waitingRoom.call(reportId)),
    listenTo(liveChannel, "listen for changes", (payload) => services.liveRoom?.call(payload)),
  ];
  for (const listener of listeners) listener.start();
  return {
    stop: async () => {
      for (const listener of listeners) await listener.stop();
    },
  };
}

function createWorker(services: Services, store: Store, onError: (error: unknown, what: string) => void): Worker {
  return new Worker({ jobs, services, connection: store.workerConnection, places: workerPlaces, onError });
}

async function listen(server: ReturnType<typeof createServer>, host: string, port: number): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new SekishoError(
      "usage",
      { en: `could not listen on ${host}:${port}: ${said}`, ja: `${host}:${port} で待ち受けできません: ${said}` },
      {
        hint: {
          en: "name another address: --listen HOST:PORT",
          ja: "--listen HOST:PORT で別のアドレスを指定してください。",
        },
        cause,
      },
    );
  }
}

function storeSettingsOf(environment: PlatformOptions["environment"], dataDirectory: string): StoreSettings {
  const { DATABASE_URL: owner } = environment;
  if (owner === undefined || owner === "") return { kind: "embedded", directory: dataDirectory };
  const application = environment["SEKISHO_APPLICATION_DATABASE_URL"];
  const worker = environment["SEKISHO_WORKER_DATABASE_URL"];
  return {
    kind: "url",
    owner,
    ...(application === undefined ? {} : { application }),
    ...(worker === undefined ? {} : { worker }),
  };
}

function refuseNoAddress(publicUrl: string): void {
  if (URL.canParse(publicUrl) && /^https?:$/.test(new URL(publicUrl).protocol)) return;
  throw new SekishoError("usage", {
    en: `the public address is not one of http or https: ${publicUrl}`,
    ja: `公開アドレスは http または https の URL で指定してください: ${publicUrl}`,
  });
}
