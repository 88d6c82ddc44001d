import type { EventJudge, RuntimeJudge } from "../../detectors/alert.ts";
import type { Finding } from "../../model/finding.ts";
import type { ReportDocument } from "../../model/report.ts";
import type { Language } from "../../model/text.ts";
import type { Configuration } from "../configuration/configuration.ts";
import type { ScanProgress, TargetFailure } from "../options.ts";
import type { DetectState } from "./detect-state.ts";

/** What a detection over logs obeys; everything has its default. */
export interface DetectOptions {
  readonly configuration?: Configuration;
  /** Language of the report's texts; English when left out. */
  readonly language?: Language;
  /** Absolute; paths are named relative to it. That of the process when left out. */
  readonly workingDirectory?: string;
  /** What `-` reads; `process.stdin` when left out. */
  readonly standardInput?: AsyncIterable<Uint8Array | string>;
  /** The name of the cluster, for logs that do not name it. */
  readonly cluster?: string;
  /** Files with addresses that nobody should call from, relative to the working directory. */
  readonly threatLists?: readonly string[];
  /** Events may come so much later than others that were written after them; 10 seconds when left out. */
  readonly toleranceSeconds?: number;
  /** Days in which the usual is learned before anything is unusual; 7 when left out. */
  readonly learnDays?: number;
  /** What an earlier run gave: logs are read from where it stopped. */
  readonly state?: DetectState;
  /** What judges beside the detectors: rules of Falco's files. */
  readonly judges?: readonly EventJudge[];
  /** What judges events of kernels: rules of Falco's files. */
  readonly runtimeJudges?: readonly RuntimeJudge[];
  /** Names of Falco's rules among the judges: what Falco alarmed about by these itself is not told twice. */
  readonly judgedRules?: ReadonlySet<string>;
  /** Goes on with the last file as it grows, until the signal is given. */
  readonly follow?: AbortSignal;
  /** Receives events from API servers when the logs are read, until its signal is given. */
  readonly listen?: ListenOptions;
  /** Told of each finding when it begins. */
  readonly onFinding?: (finding: Finding) => Promise<void> | void;
  /** Given what the next run goes on with while a run lasts: a little after findings were told, and every while. */
  readonly onState?: (state: DetectState) => Promise<void>;
  /** How often; 30 when left out. */
  readonly stateEverySeconds?: number;
  readonly onProgress?: (progress: ScanProgress) => void;
  /** Called each time when events that came were judged. */
  readonly onJudged?: () => void;
  /** The clock of the machine when left out. */
  readonly clock?: () => Date;
}

/** Where events are received, and from whom. Files are relative to the working directory. */
export interface ListenOptions {
  /** `HOST:PORT`; port 0 for any free one. */
  readonly address: string;
  /** Ends the receiving. */
  readonly signal: AbortSignal;
  /** Certificate and key of the receiver, PEM. */
  readonly certificateFile?: string | undefined;
  readonly keyFile?: string | undefined;
  /** Who signs the certificates that senders must have, PEM. */
  readonly clientAuthorityFile?: string | undefined;
  /** Common names that senders must have one of; any when left out. */
  readonly clientNames?: readonly string[];
  /** Tokens that senders must have one of, one a line. */
  readonly tokenFile?: string | undefined;
  /** A folder in which accepted events are kept until the state holds them; in memory alone when left out. */
  readonly journalFolder?: string | undefined;
  /** Told of the address when requests are taken. */
  readonly onListening?: (url: string) => void;
}

/** What a detection gives. */
export interface DetectResult {
  /** One report for each cluster. */
  readonly document: ReportDocument;
  readonly failures: readonly TargetFailure[];
  /** False when a log failed or could only be read in part. */
  readonly isComplete: boolean;
  /** How many events were read. */
  readonly events: number;
  /** What the next run goes on with. */
  readonly state: DetectState;
}
