import type { Familiarity } from "../model/activity.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import { describeCaller, isServiceAccount } from "../semantics/audit/caller.ts";
import { isSucceeded } from "../semantics/audit/outcome.ts";
import { isSystemCaller } from "../semantics/audit/system-caller.ts";
import { type DimensionName, dimensionNames, dimensionOf } from "./baseline-dimensions.ts";
import {
  createProfile,
  learnValue,
  type Profile,
  restoreProfile,
  type SavedProfile,
  type Standing,
  saveProfile,
  standingOf,
} from "./baseline-profile.ts";

/** A baseline as it is kept between runs. */
export interface SavedBaseline {
  /** When each cluster was first seen. */
  readonly clusters: readonly (readonly [cluster: string, firstMs: number])[];
  readonly profiles: readonly (readonly [key: string, profile: SavedProfile])[];
}

/** One dimension of an event, compared with what is usual. */
export interface ComparedValue {
  readonly name: DimensionName;
  readonly value: string;
  readonly seen: Familiarity;
  /** Whether others like the caller do it. */
  readonly isUsualForPeers: boolean;
  /** How surprising the value is: the negative natural logarithm of its probability. */
  readonly surprise: number;
}

/** An event compared with what is usual for its caller. */
export interface Comparison {
  /** 0 to 100. */
  readonly score: number;
  readonly values: readonly ComparedValue[];
  /** How many events of the caller it was compared with. */
  readonly events: number;
  /** Since when the caller is known. */
  readonly sinceMs: number;
}

/** What is usual, by cluster and caller. */
export interface Baseline {
  /** Compares an event; `undefined` while its cluster or its caller is not known well enough. */
  compare(event: AuditEvent, dimensions: readonly DimensionName[]): Comparison | undefined;
  /** Takes an event as usual. */
  learn(event: AuditEvent): void;
  /** How many callers were forgotten because there were too many. */
  forgotten(): number;
  /** When a cluster was first learned from; `undefined` where it never was. */
  sinceMs(cluster: string): number | undefined;
  save(): SavedBaseline;
}

/** What a baseline obeys. */
export interface BaselineSettings {
  /** In a cluster nothing is unusual before so many days. */
  readonly learnDays: number;
  readonly maxCallers?: number;
}

/** So many callers and groups of them are known: the one that was silent for the longest is forgotten first. */
const maxBaselineCallers = 4_000;

const dayMs = 86_400_000;
/** A caller with fewer events is not known. */
const fewestEvents = 30;
/** Others count as doing something when they did it so often. */
const peerWeight = 3;
/** What peers do surprises so much less. */
const peerDamping = 0.35;
/** A share below it is rare. */
const rareShare = 0.01;
const rareWeight = 3;
/** The sum of surprises at which the score is 63. */
const scoreScale = 8;

/** Makes a baseline, with what an earlier one saved. */
export function createBaseline(settings: BaselineSettings, saved?: SavedBaseline): Baseline {
  const clusters = new Map<string, number>(saved?.clusters);
  const profiles = new Map<string, Profile>();
  let forgotten = 0;
  for (const [key, profile] of saved?.profiles ?? []) profiles.set(key, restoreProfile(profile));
  const learnProfile = (key: string, event: AuditEvent, values: readonly (readonly [DimensionName, string])[]) => {
    const ms = event.receivedMs;
    const profile = profiles.get(key) ?? createProfile(ms);
    profiles.delete(key);
    profiles.set(key, profile);
    profile.events += 1;
    profile.lastMs = Math.max(profile.lastMs, ms);
    for (const [dimension, value] of values) learnValue(profile, dimension, value, ms);
    if (profiles.size <= (settings.maxCallers ?? maxBaselineCallers)) return;
    const [oldest] = profiles.keys();
    if (oldest !== undefined) profiles.delete(oldest);
    forgotten += 1;
  };
  return {
    compare(event, dimensions) {
      const firstMs = clusters.get(event.cluster);
      const profile = profiles.get(callerKey(event));
      if (firstMs === undefined || profile === undefined || profile.events < fewestEvents) return undefined;
      if (event.receivedMs - firstMs < settings.learnDays * dayMs) return undefined;
      const peers = profiles.get(peerKey(event));
      const values = dimensions.flatMap((name) => compareValue(event, name, profile, peers));
      const surprise = values.reduce((sum, compared) => sum + compared.surprise, 0);
      const score = Math.round(100 * (1 - Math.exp(-surprise / scoreScale)));
      return { score, values, events: profile.events, sinceMs: profile.firstMs };
    },
    learn(event) {
      if (event.receivedMs === 0 || isSystemCaller(event) || !isSucceeded(event)) return;
      const firstMs = clusters.get(event.cluster);
      // A first event from the future, or a clock that was set back, must not keep a cluster quiet for years.
      if (firstMs === undefined ? clusters.size < maxClusters : event.receivedMs < firstMs)
        clusters.set(event.cluster, event.receivedMs);
      const values = dimensionNames.flatMap((name): readonly (readonly [DimensionName, string])[] => {
        const value = dimensionOf(event, name);
        return value === undefined ? [] : [[name, value]];
      });
      learnProfile(callerKey(event), event, values);
      learnProfile(peerKey(event), event, values);
    },
    sinceMs: (cluster) => clusters.get(cluster),
    forgotten: () => forgotten,
    save: () => ({
      clusters: [...clusters],
      profiles: Array.from(profiles, ([key, profile]) => [key, saveProfile(profile)]),
    }),
  };
}

const maxClusters = 1_000;

function callerKey(event: AuditEvent): string {
  return `${event.cluster}\n${describeCaller(event)}`;
}

/** Service accounts of a namespace are alike, and so are people of the same groups. */
function peerKey(event: AuditEvent): string {
  const { name, groups } = event.user;
  if (isServiceAccount(event.user)) return `${event.cluster}\npeers of ${name.slice(0, name.lastIndexOf(":"))}`;
  return `${event.cluster}\npeers in ${groups.slice(0, maxPeerGroups).join(",").slice(0, maxPeerLength)}`;
}

/** The authenticator gives groups in the same order each time. */
const maxPeerGroups = 8;
const maxPeerLength = 200;

function compareValue(
  event: AuditEvent,
  name: DimensionName,
  profile: Profile,
  peers: Profile | undefined,
): readonly ComparedValue[] {
  const value = dimensionOf(event, name);
  if (value === undefined) return [];
  const ms = event.receivedMs;
  const standing = standingOf(profile, name, value, ms);
  const seen = familiarityOf(standing);
  if (seen === "usual") return [{ name, value, seen, isUsualForPeers: false, surprise: 0 }];
  const ofPeers = peers === undefined ? 0 : standingOf(peers, name, value, ms).weight;
  // Peers' counts hold the caller's own.
  const isUsualForPeers = ofPeers - standing.weight >= peerWeight;
  const full = surpriseOf(seen, standing);
  return [{ name, value, seen, isUsualForPeers, surprise: isUsualForPeers ? full * peerDamping : full }];
}

function familiarityOf({ weight, total }: Standing): Familiarity {
  if (weight < 0.05) return "never";
  return weight < rareWeight && weight / total < rareShare ? "rare" : "usual";
}

/** The chance of something new is that of the things seen once among all. Source: Good (1953), Turing's estimate. */
function surpriseOf(seen: "rare" | "never", { weight, total, singles }: Standing): number {
  if (seen === "rare") return -Math.log(weight / total) / 2;
  return -Math.log((singles + 1) / (total + 2));
}
