import type { Activity } from "../../model/activity.ts";

type Told<Value> = Value | null | undefined;

/** What a tool says of an event or of several. */
export interface ToldActivity {
  /** Id that the events of one story share. */
  readonly incident: string;
  readonly cluster?: Told<string>;
  readonly principal?: Told<string>;
  readonly groups?: readonly string[];
  readonly impersonated?: Told<string>;
  readonly sources?: readonly Told<string>[];
  readonly userAgent?: Told<string>;
  /** RFC 3339, as `toTime` gives it. */
  readonly firstSeen: Told<string>;
  readonly lastSeen?: Told<string>;
  readonly count?: Told<number>;
  readonly events?: readonly Told<string>[];
  readonly techniques?: readonly string[];
}

/** Gives what happened as our reports carry it; `undefined` where the tool does not say when it was. */
export function activityOf(told: ToldActivity): Activity | undefined {
  const first = utcTime(told.firstSeen) ?? utcTime(told.lastSeen);
  if (first === undefined) return undefined;
  const last = utcTime(told.lastSeen) ?? first;
  const { count, impersonated } = told;
  const isCount = typeof count === "number" && Number.isSafeInteger(count) && count >= 1;
  return {
    incident: told.incident === "" ? "unnamed" : told.incident,
    cluster: told.cluster ?? "",
    principal: {
      name: told.principal ?? "",
      groups: told.groups ?? [],
      ...(impersonated === undefined || impersonated === null ? {} : { impersonated }),
    },
    sources: textsOf(told.sources),
    userAgent: told.userAgent ?? "",
    firstSeen: first < last ? first : last,
    lastSeen: first < last ? last : first,
    count: isCount ? count : 1,
    events: textsOf(told.events),
    techniques: (told.techniques ?? []).filter((technique) => technique !== ""),
  };
}

/** Techniques of MITRE ATT&CK among some texts: `T1059`, `mitre_execution T1059.004`. */
export function techniquesIn(texts: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const text of texts) {
    const id = /(?:^|[^A-Za-z0-9])(T\d{4}(?:\.\d{3})?)(?![0-9])/.exec(text.slice(0, 500))?.[1];
    if (id !== undefined) found.add(`attack@18#${id}`);
  }
  return [...found].toSorted();
}

function utcTime(text: Told<string>): string | undefined {
  if (text === undefined || text === null || !/^\d{4}-\d{2}-\d{2}T/.test(text)) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time) || !/(?:Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  return new Date(time).toISOString();
}

function textsOf(list: readonly Told<string>[] | undefined): readonly string[] {
  return [
    ...new Set((list ?? []).flatMap((text) => (text === undefined || text === null || text === "" ? [] : [text]))),
  ];
}
