import type { Advisories } from "sekisho";
import type { ProxyTrust } from "./audit/client-address.ts";
import type { SenderTools } from "./destinations/sender.ts";
import type { LiveRoom } from "./events/live-room.ts";
import type { PasswordCost } from "./identity/password.ts";
import type { IssuerKeys } from "./identity/pipelines/issuer-keys.ts";
import type { SecretBox } from "./identity/secret-box.ts";
import type { ResolveTexts } from "./identity/sign-on/domains.ts";
import type { SignOnNetwork } from "./identity/sign-on/oidc.ts";
import type { BlobStore } from "./ingest/blob-store.ts";
import type { ReportWaitingRoom } from "./ingest/report-waiting-room.ts";
import type { WebClient } from "./pages/web-client.ts";
import type { PlanServices } from "./plans/plan-services.ts";
import type { Store } from "./store/open-store.ts";
import type { Metrics } from "./telemetry/metrics.ts";
import type { Tracing } from "./telemetry/tracing.ts";

/** How this server is reached and what it takes. */
export interface ServerSettings {
  /** Address under which browsers see the platform: `https://sekisho.example.com`. */
  readonly publicUrl?: string | undefined;
  /** Who may read the metrics from other machines. */
  readonly metricsToken?: string | undefined;
  /** How much work a hash of a password is; tests make it cheap. */
  readonly passwordCost?: PasswordCost | undefined;
  /** Moment of one-time codes, in milliseconds; the system's clock when left out. */
  readonly clock?: (() => number) | undefined;
  /** Larger reports are refused; bytes after decompression. */
  readonly maxReportBytes: number;
  /** Requests of one API key in a minute; what the server allows by itself when left out. */
  readonly keyRequestsPerMinute?: number | undefined;
  /** The same of one address, at doors where nobody is known yet. */
  readonly doorRequestsPerMinute?: number | undefined;
  /** Whose word is taken of where a request comes from; nobody's when left out. */
  readonly isTrustedProxy?: ProxyTrust | undefined;
}

/** What changes while a server runs. */
export interface ServerState {
  /** New work is sent elsewhere. */
  isStopping: boolean;
}

/** What signing in elsewhere needs of the network. */
export interface SignOnServices {
  readonly network: SignOnNetwork;
  readonly resolveTexts: ResolveTexts;
  /** Checks the tokens of pipelines. */
  readonly issuerKeys: IssuerKeys;
}

/** What handlers and jobs work with. */
export interface Services {
  readonly store: Pick<Store, "application" | "worker">;
  readonly blobs: BlobStore;
  /** Seals what has to be read again. */
  readonly secrets: SecretBox;
  /** How providers of sign-on are reached, and domains are looked up. */
  readonly signOn: SignOnServices;
  readonly settings: ServerSettings;
  readonly state: ServerState;
  readonly waitingRoom: ReportWaitingRoom;
  /** Left out where nobody looks on: in workers. */
  readonly liveRoom?: LiveRoom | undefined;
  readonly metrics: Metrics;
  /** Opens the advisories of the server; left out where it has none. */
  readonly openAdvisories?: (() => Promise<Advisories>) | undefined;
  /** What messages are sent with; left out where nothing leaves this server. */
  readonly outgoing?: SenderTools | undefined;
  /** Left out where everybody may use everything. */
  readonly plans?: PlanServices | undefined;
  /** Left out where nobody collects traces. */
  readonly tracing?: Tracing | undefined;
  /** Left out where nobody has built it, and where no pages are served. */
  readonly webClient?: WebClient | undefined;
}
