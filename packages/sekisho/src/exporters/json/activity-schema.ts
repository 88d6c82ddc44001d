const prose = { type: "string" } as const;
const text = { type: "string", minLength: 1 } as const;
const time = { type: "string", format: "date-time", description: "RFC 3339, UTC." } as const;

/** The part of the report's schema that is about events. */
export const activityDefinitions = {
  activity: {
    type: "object",
    description: "What happened, of a finding about events.",
    properties: {
      incident: { ...text, description: "Id that the findings of one story share." },
      cluster: { ...prose, description: "Empty where the events do not name their cluster." },
      principal: { $ref: "#/$defs/activePrincipal" },
      sources: {
        type: "array",
        description: "Addresses of the caller, the first ones that were seen.",
        items: prose,
      },
      userAgent: { ...prose, description: "Of the first event." },
      firstSeen: time,
      lastSeen: time,
      count: { type: "integer", minimum: 1, description: "How many events." },
      events: { type: "array", description: "Ids of events, the first ones and the last.", items: prose },
      techniques: { type: "array", description: "Techniques with the version of their matrix.", items: text },
      anomaly: { $ref: "#/$defs/anomaly" },
    },
    required: [
      "incident",
      "cluster",
      "principal",
      "sources",
      "userAgent",
      "firstSeen",
      "lastSeen",
      "count",
      "events",
      "techniques",
    ],
  },
  activePrincipal: {
    type: "object",
    description: "Who acted.",
    properties: {
      name: prose,
      groups: { type: "array", items: prose },
      impersonated: { ...prose, description: "As whom they acted." },
    },
    required: ["name", "groups"],
  },
  anomaly: {
    type: "object",
    description: "Why an activity counts as unusual.",
    properties: {
      score: { type: "number", minimum: 0, maximum: 100 },
      unusual: { ...prose, description: "What is unusual." },
      rarity: { ...prose, description: "How rare it is." },
      baseline: { ...prose, description: "What it was compared with." },
      learned: { ...prose, description: "Since when that was learned." },
      dimensions: { type: "array", items: { $ref: "#/$defs/anomalyDimension" } },
    },
    required: ["score", "unusual", "rarity", "baseline", "learned", "dimensions"],
  },
  anomalyDimension: {
    type: "object",
    description: "One way of looking at what happened, with what was usual.",
    properties: { name: text, value: prose, seen: { enum: ["never", "rare", "usual"] } },
    required: ["name", "value", "seen"],
  },
} as const;
