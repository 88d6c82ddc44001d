/** Who acted, as the API server or the runtime names them. */
export interface ActivePrincipal {
  readonly name: string;
  readonly groups: readonly string[];
  /** As whom they acted, where they impersonated somebody. */
  readonly impersonated?: string;
}

/** How often a value was seen before in what is usual. */
export type Familiarity = "never" | "rare" | "usual";

/** One way of looking at what happened, with what was usual. */
export interface AnomalyDimension {
  /** `action`, `namespace`, `user-agent`, `network`, `image`, `hour`. */
  readonly name: string;
  readonly value: string;
  readonly seen: Familiarity;
}

/** Why an activity counts as unusual. Its texts are in the language of the report. */
export interface Anomaly {
  /** 0 to 100. */
  readonly score: number;
  /** What is unusual. */
  readonly unusual: string;
  /** How rare it is. */
  readonly rarity: string;
  /** What it was compared with. */
  readonly baseline: string;
  /** Since when that was learned. */
  readonly learned: string;
  readonly dimensions: readonly AnomalyDimension[];
}

/** What happened, of a finding about events. */
export interface Activity {
  /** Id that the findings of one story share. */
  readonly incident: string;
  /** Empty where the events do not name their cluster. */
  readonly cluster: string;
  readonly principal: ActivePrincipal;
  /** Addresses of the caller, the first ones that were seen. */
  readonly sources: readonly string[];
  /** Of the first event; empty where it gives none. */
  readonly userAgent: string;
  /** RFC 3339, UTC. */
  readonly firstSeen: string;
  /** RFC 3339, UTC. */
  readonly lastSeen: string;
  /** How many events. */
  readonly count: number;
  /** Ids of events, the first ones and the last. */
  readonly events: readonly string[];
  /** Techniques with the version of their matrix, `attack@18#T1609`. */
  readonly techniques: readonly string[];
  /** Findings of what is unusual have it. */
  readonly anomaly?: Anomaly;
}
